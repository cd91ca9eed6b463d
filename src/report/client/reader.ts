import { byId, make } from "./elements.js";
import { distinctNames, visible } from "./format.js";

export interface ReaderOptions {
  readonly documents: readonly string[];
  /** The document that a record belongs to. */
  readonly documentOf: (record: number) => number;
  readonly onHover: (record: number | null, mark: Element | null) => void;
  /** `moves`: whether the keyboard is to go to the record's row. */
  readonly onChoose: (record: number, moves: boolean) => void;
}

export interface Reader {
  showDocument(index: number): void;
  readonly document: number;
  /** Marks the record's mention as chosen, with others of the same organisation; brings it into sight. */
  choose(record: number | null, kin: readonly number[], reveal: boolean): void;
  /** Marks the mention that the pointer is at in the table. */
  point(record: number | null): void;
  markOf(record: number): HTMLElement | null;
}

/** The pane with the text: one document at a time, its mentions reached by pointer and by arrow keys. */
export function createReader({ documents, documentOf, onHover, onChoose }: ReaderOptions): Reader {
  const text = byId("text");
  const select = byId("document-select", HTMLSelectElement);
  const [previous, next] = [byId("document-previous", HTMLButtonElement), byId("document-next", HTMLButtonElement)];
  let current = -1;

  const names = distinctNames(documents);
  select.append(...names.map((name, index) => make("option", { value: index }, [visible(name)])));
  byId("reader").classList.toggle("single", documents.length < 2);

  const showDocument = (index: number): void => {
    if (index === current || index < 0 || index >= documents.length) return;
    document.getElementById(`d${current}`)?.classList.remove("current");
    document.getElementById(`d${index}`)?.classList.add("current");
    current = index;
    select.value = String(index);
    previous.disabled = index === 0;
    next.disabled = index === documents.length - 1;
    text.scrollTop = 0;
    marks = null;
    stretches = null;
  };
  select.addEventListener("change", () => showDocument(Number(select.value)));
  previous.addEventListener("click", () => showDocument(current - 1));
  next.addEventListener("click", () => showDocument(current + 1));
  byId("lines", HTMLInputElement).addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement) text.classList.toggle("as-in-file", event.target.checked);
  });

  const markAt = (target: EventTarget | null): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>("mark[data-r]") : null;
  const recordOf = (mark: HTMLElement): number => Number(mark.dataset.r);
  const markOf = (record: number): HTMLElement | null => document.getElementById(`m${record}`);

  text.addEventListener("pointerover", (event) => {
    const mark = markAt(event.target);
    if (event.pointerType === "mouse") onHover(mark === null ? null : recordOf(mark), mark);
  });
  text.addEventListener("pointerleave", () => onHover(null, null));
  text.addEventListener("focusin", (event) => {
    const mark = markAt(event.target);
    // A click focuses as well, and then chooses: the card need not come twice.
    if (mark?.matches(":focus-visible")) onHover(recordOf(mark), mark);
  });
  text.addEventListener("focusout", () => onHover(null, null));
  text.addEventListener("click", (event) => {
    const mark = markAt(event.target);
    if (mark === null || String(getSelection() ?? "") !== "") return;
    markOf(recordOf(mark))?.focus({ preventScroll: true });
    onChoose(recordOf(mark), false);
  });

  /** The mentions of the document in sight, in their order. */
  let marks: HTMLElement[] | null = null;
  const step = (by: number): void => {
    marks ??= [...(document.getElementById(`d${current}`)?.querySelectorAll<HTMLElement>("mark[id]") ?? [])];
    const focused = markAt(document.activeElement);
    const at = focused === null ? (by > 0 ? -1 : marks.length) : marks.indexOf(focused);
    const target = marks[Math.max(0, Math.min(marks.length - 1, at + by))];
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "nearest" });
  };
  text.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const focused = markAt(document.activeElement);
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 };
    const by = steps[event.key];
    if (by !== undefined && (focused !== null || event.key === "ArrowRight" || event.key === "ArrowLeft")) step(by);
    else if (event.key === "Enter" && focused !== null) onChoose(recordOf(focused), true);
    else return;
    event.preventDefault();
  });

  /** The stretches of each record in the document in sight; a record that crosses another has several. */
  let stretches: Map<number, HTMLElement[]> | null = null;
  const stretchesOf = (record: number): readonly HTMLElement[] => {
    if (stretches === null) {
      stretches = new Map();
      for (const mark of document.getElementById(`d${current}`)?.querySelectorAll<HTMLElement>("mark[data-r]") ?? []) {
        const known = stretches.get(recordOf(mark));
        if (known === undefined) stretches.set(recordOf(mark), [mark]);
        else known.push(mark);
      }
    }
    return stretches.get(record) ?? [];
  };
  const marked = new Map<string, readonly HTMLElement[]>();
  const setClass = (name: string, records: readonly number[]): void => {
    for (const element of marked.get(name) ?? []) element.classList.remove(name);
    const elements = records.flatMap(stretchesOf);
    for (const element of elements) element.classList.add(name);
    marked.set(name, elements);
  };

  return {
    showDocument,
    get document() {
      return current;
    },
    markOf,
    choose(record, kin, reveal) {
      if (record !== null && reveal) showDocument(documentOf(record));
      setClass("chosen", record === null ? [] : [record]);
      setClass("kin", kin);
      if (record === null || !reveal) return;
      const mark = markOf(record);
      mark?.scrollIntoView({ block: "center" });
      // Where only what is in sight is laid out, the first jump goes by guessed heights.
      if (mark?.closest(".long") != null) requestAnimationFrame(() => mark.scrollIntoView({ block: "center" }));
    },
    point: (record) => setClass("pointed", record === null ? [] : [record]),
  };
}
