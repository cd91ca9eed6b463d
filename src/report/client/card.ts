import { byId, make } from "./elements.js";
import type { Speech } from "./preferences.js";

export interface Card {
  /** Shows `content` beside `anchor`; a pinned card stays until it is closed. */
  show(content: readonly HTMLElement[], anchor: Element | null, pinned: boolean): void;
  /** Closes it, a pinned one only where `always`. */
  hide(always: boolean): void;
  readonly isOpen: boolean;
  readonly isPinned: boolean;
}

export interface CardActions {
  readonly speech: Speech;
  readonly onClose: () => void;
  readonly onShowText: () => void;
  readonly onShowTable: () => void;
}

const GAP = 8;

/** The card of one record. On a narrow page it is a sheet at the bottom, else it stands beside its mention. */
export function createCard({ speech, onClose, onShowText, onShowTable }: CardActions): Card {
  const card = byId("card");
  let anchor: Element | null = null;
  let isPinned = false;
  let leaving: number | undefined;
  const isNarrow = matchMedia("(max-width: 760px)");

  const place = (): void => {
    if (card.hidden) return;
    card.style.left = "";
    card.style.top = "";
    if (isNarrow.matches || anchor === null) return;
    const area = (anchor.closest(".pane") ?? document.body).getBoundingClientRect();
    const rect = anchor.getClientRects()[0] ?? anchor.getBoundingClientRect();
    // The mention has been scrolled away: a card that points nowhere only hides the text.
    card.classList.toggle("adrift", rect.bottom < area.top || rect.top > area.bottom);
    const below = rect.bottom + GAP;
    const above = rect.top - GAP - card.offsetHeight;
    const top = below + card.offsetHeight <= innerHeight - GAP || above < GAP ? below : above;
    const left = Math.min(
      Math.max(rect.left, area.left + GAP),
      Math.max(area.left, area.right - GAP - card.offsetWidth),
    );
    card.style.left = `${Math.max(GAP, Math.min(left, innerWidth - GAP - card.offsetWidth))}px`;
    card.style.top = `${Math.max(GAP, Math.min(top, innerHeight - GAP - card.offsetHeight))}px`;
  };

  const hide = (always: boolean): void => {
    if (isPinned && !always) return;
    card.hidden = true;
    isPinned = false;
    anchor?.removeAttribute("aria-describedby");
    anchor = null;
  };

  card.addEventListener("pointerenter", () => clearTimeout(leaving));
  card.addEventListener("pointerleave", () => {
    leaving = window.setTimeout(() => hide(false), 150);
  });
  addEventListener("resize", place);
  document.addEventListener("scroll", place, { passive: true, capture: true });

  const button = (label: string, action: () => void, kind: string): HTMLElement => {
    const element = make("button", { type: "button", class: `tool ${kind}` }, [speech.say(label)]);
    element.addEventListener("click", action);
    return element;
  };

  return {
    show(content, nextAnchor, pinned) {
      clearTimeout(leaving);
      anchor?.removeAttribute("aria-describedby");
      anchor = nextAnchor;
      isPinned = pinned;
      const close = button("card.close", onClose, "close");
      const actions = make("p", { class: "card-actions" }, [
        button("card.in-text", onShowText, "to-text"),
        button("card.in-table", onShowTable, "to-table"),
      ]);
      card.replaceChildren(...content, ...(pinned ? [actions, close] : []));
      card.classList.toggle("pinned", pinned);
      card.hidden = false;
      anchor?.setAttribute("aria-describedby", "card");
      place();
    },
    hide(always) {
      clearTimeout(leaving);
      if (always) hide(true);
      else leaving = window.setTimeout(() => hide(false), 120);
    },
    get isOpen() {
      return !card.hidden;
    },
    get isPinned() {
      return isPinned;
    },
  };
}
