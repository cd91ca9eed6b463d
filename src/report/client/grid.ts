import { byId, make } from "./elements.js";
import type { Order } from "./sort.js";
import type { Table } from "./table.js";

export interface GridOptions {
  readonly id: string;
  readonly container: HTMLElement;
  readonly table: Table;
  /** Fills a cell; its class is `c-` and the column's name. */
  readonly fill: (cell: HTMLElement, row: number, column: string) => void;
  readonly title: (column: string) => string;
  /** The longest text of a column that is never cut, in characters: half a number would lie. Else 0. */
  readonly longest: (column: string) => number;
  readonly onOrder: (column: string) => void;
  /** `moves`: whether the keyboard is to go where the row points to. */
  readonly onChoose: (row: number, moves: boolean) => void;
  readonly onHover: (row: number | null) => void;
}

export interface Grid {
  show(rows: readonly number[], columns: readonly string[], order: Order | null, emptyText: string): void;
  /** Marks the row as chosen and brings it into sight; false where it is not among those shown. */
  choose(row: number | null, reveal: boolean): boolean;
  focus(): void;
  /** Whether all rows are there, for printing, or those in sight. */
  expand(all: boolean): void;
  name(label: string): void;
}

/** How wide columns are: at least so many pixels, and their part of what is left. */
const WIDTHS: Readonly<Record<string, readonly [pixels: number, part: number]>> = {
  kind: [60, 0],
  text: [104, 1.3],
  value: [96, 0.9],
  unit: [52, 0.3],
  indicator: [104, 1.3],
  subject: [104, 1.3],
  period: [128, 0.7],
  change: [78, 0.2],
  modality: [54, 0.1],
  approx: [78, 0.1],
  timex: [110, 0.8],
  start_date: [100, 0.4],
  end_date: [100, 0.4],
  date_type: [80, 0.3],
  name: [150, 1.5],
  org_type: [80, 0.3],
  org_id: [78, 0],
  sentence: [200, 3],
  document: [90, 0.8],
  level: [100, 0.9],
};
const OTHER_WIDTH = [84, 0.6] as const;

/** Rows drawn above and below those in sight, so that quick scrolling shows no gap. */
const MARGIN = 10;
const PRINTED_ROWS = 5000;
const ROW_PADDING = 20;
const CELL_PADDING = 14;
/** Of the table's type, with room for fonts of wider digits. */
const DIGIT_WIDTH = 8;

const isNarrow = matchMedia("(max-width: 760px)");
const rowHeight = (): number => (isNarrow.matches ? 64 : 36);

/**
 * A table with the rows in sight only, as the ARIA grid pattern has it: one stop for the Tab key, arrows move between
 * cells, the heading above the first row among them.
 */
export function createGrid(options: GridOptions): Grid {
  const { id, table, container } = options;
  let rows: readonly number[] = [];
  let columns: readonly string[] = [];
  let order: Order | null = null;
  let chosen: number | null = null;
  let isExpanded = false;
  /** The active cell: index into `rows`, -1 for the heading. */
  let active = { at: 0, column: 0 };
  let places = new Map<number, number>();
  let drawn = { from: -1, to: -1 };

  const head = make("div", { role: "row", class: "row head", "aria-rowindex": 1 });
  const headGroup = make("div", { role: "rowgroup", class: "head-group" }, [head]);
  const body = make("div", { role: "rowgroup", class: "body" });
  const grid = make("div", { id, class: "grid", role: "grid", tabindex: 0, "aria-multiselectable": "false" }, [
    headGroup,
    body,
  ]);
  const empty = make("p", { class: "empty", hidden: true });
  container.append(grid, empty);

  const cellId = (at: number, column: number): string => `${id}-${at < 0 ? "head" : at}-${column}`;

  const drawHead = (): void => {
    head.replaceChildren(
      ...columns.map((column, index) =>
        make(
          "div",
          {
            id: cellId(-1, index),
            role: "columnheader",
            class: `cell c-${column}${table.isNumeric(column) ? " numeric" : ""}`,
            "aria-colindex": index + 1,
            "aria-sort": order?.column === column ? order.direction : "none",
            "data-column": column,
            title: options.title(column),
          },
          [make("span", { class: "heading" }, [options.title(column)])],
        ),
      ),
    );
  };

  const drawRow = (at: number): HTMLElement => {
    const row = rows[at] ?? 0;
    const element = make("div", {
      role: "row",
      class: `row${row === chosen ? " chosen" : ""}`,
      "aria-rowindex": at + 2,
      "aria-selected": row === chosen ? "true" : "false",
      "data-at": at,
    });
    if (!isExpanded) element.style.transform = `translateY(${at * rowHeight()}px)`;
    for (const [index, column] of columns.entries()) {
      const cell = make("div", {
        id: cellId(at, index),
        role: "gridcell",
        class: `cell c-${column}${table.isNumeric(column) ? " numeric" : ""}`,
        "aria-colindex": index + 1,
      });
      options.fill(cell, row, column);
      element.append(cell);
    }
    return element;
  };

  const draw = (again: boolean): void => {
    const height = rowHeight();
    const last = isExpanded ? Math.min(rows.length, PRINTED_ROWS) : rows.length;
    const from = isExpanded ? 0 : Math.max(0, Math.floor(grid.scrollTop / height) - MARGIN);
    const to = isExpanded ? last : Math.min(last, Math.ceil((grid.scrollTop + grid.clientHeight) / height) + MARGIN);
    if (!again && from === drawn.from && to === drawn.to) return;
    drawn = { from, to };
    body.style.height = isExpanded ? "" : `${rows.length * height}px`;
    body.replaceChildren(...Array.from({ length: Math.max(0, to - from) }, (_, index) => drawRow(from + index)));
    drawActive();
  };

  const drawActive = (): void => {
    for (const element of grid.querySelectorAll(".active")) element.classList.remove("active");
    const cell = document.getElementById(cellId(active.at, active.column));
    cell?.classList.add("active");
    if (cell === null) grid.removeAttribute("aria-activedescendant");
    else grid.setAttribute("aria-activedescendant", cell.id);
  };

  const reveal = (at: number): void => {
    const height = rowHeight();
    const top = at * height;
    const visible = grid.clientHeight - headGroup.offsetHeight;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + height > grid.scrollTop + visible) grid.scrollTop = top + height - visible;
    draw(false);
  };

  const moveTo = (at: number, column: number): void => {
    active = {
      at: Math.max(-1, Math.min(rows.length - 1, at)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    reveal(Math.max(0, active.at));
    drawActive();
    document.getElementById(cellId(active.at, active.column))?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  grid.addEventListener("scroll", () => draw(false), { passive: true });
  new ResizeObserver(() => draw(false)).observe(grid);
  isNarrow.addEventListener("change", () => draw(true));

  grid.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const heading = event.target.closest<HTMLElement>("[role=columnheader]");
    if (heading?.dataset.column !== undefined) return options.onOrder(heading.dataset.column);
    const at = event.target.closest<HTMLElement>(".row")?.dataset.at;
    if (at === undefined) return;
    const column = Number(event.target.closest("[role=gridcell]")?.getAttribute("aria-colindex") ?? 1) - 1;
    active = { at: Number(at), column };
    drawActive();
    const row = rows[Number(at)];
    if (row !== undefined) options.onChoose(row, false);
  });
  grid.addEventListener("pointerover", (event) => {
    const at = event.target instanceof Element ? event.target.closest<HTMLElement>(".row")?.dataset.at : undefined;
    options.onHover(at === undefined ? null : (rows[Number(at)] ?? null));
  });
  grid.addEventListener("pointerleave", () => options.onHover(null));

  grid.addEventListener("keydown", (event) => {
    const { at, column } = active;
    const page = Math.max(1, Math.floor(grid.clientHeight / rowHeight()) - 2);
    const whole = event.ctrlKey || event.metaKey;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(at + 1, column),
      ArrowUp: () => moveTo(at - 1, column),
      ArrowRight: () => moveTo(at, column + 1),
      ArrowLeft: () => moveTo(at, column - 1),
      PageDown: () => moveTo(at + page, column),
      PageUp: () => moveTo(Math.max(0, at - page), column),
      Home: () => (whole ? moveTo(0, 0) : moveTo(at, 0)),
      End: () => (whole ? moveTo(rows.length - 1, columns.length - 1) : moveTo(at, columns.length - 1)),
      Enter: () => act(true),
      " ": () => act(false),
    };
    const act = (goes: boolean): void => {
      const heading = columns[column];
      const row = rows[at];
      if (at < 0 && heading !== undefined) options.onOrder(heading);
      else if (row !== undefined) options.onChoose(row, goes);
    };
    const move = moves[event.key];
    if (move === undefined || event.altKey) return;
    event.preventDefault();
    move();
  });

  return {
    show(nextRows, nextColumns, nextOrder, emptyText) {
      const isSame = nextRows === rows && nextColumns === columns;
      rows = nextRows;
      columns = nextColumns;
      order = nextOrder;
      places = new Map(rows.map((row, at) => [row, at]));
      grid.setAttribute("aria-rowcount", String(rows.length + 1));
      grid.setAttribute("aria-colcount", String(columns.length));
      grid.dataset.columns = columns.join(" ");
      const widths = columns.map((column) => {
        const [pixels, part] = WIDTHS[column] ?? OTHER_WIDTH;
        return [Math.max(pixels, Math.ceil(options.longest(column) * DIGIT_WIDTH + CELL_PADDING)), part] as const;
      });
      const tracks = widths.map(([pixels, part]) => (part === 0 ? `${pixels}px` : `minmax(${pixels}px, ${part}fr)`));
      grid.style.setProperty("--grid-columns", tracks.join(" "));
      grid.style.setProperty("--grid-width", `${widths.reduce((sum, [pixels]) => sum + pixels, ROW_PADDING)}px`);
      active = { at: Math.min(active.at, rows.length - 1), column: Math.min(active.column, columns.length - 1) };
      empty.hidden = rows.length > 0;
      empty.textContent = emptyText;
      drawHead();
      if (!isSame) grid.scrollTop = 0;
      draw(true);
    },
    choose(row, reveals) {
      chosen = row;
      const at = row === null ? undefined : places.get(row);
      if (at !== undefined) {
        active = { ...active, at };
        if (reveals) reveal(at);
      }
      draw(true);
      return at !== undefined;
    },
    focus: () => byId(id).focus({ preventScroll: true }),
    expand(all) {
      isExpanded = all;
      grid.classList.toggle("expanded", all);
      draw(true);
    },
    name: (label) => grid.setAttribute("aria-label", label),
  };
}
