import type { ReportData } from "../model.js";
import { type Card, createCard } from "./card.js";
import { type Charts, createCharts } from "./charts.js";
import { formatCsv } from "./csv.js";
import { byId, make } from "./elements.js";
import { type Filter, filterRows, isFiltering, NO_FILTER, valuesOf } from "./filter.js";
import { distinctNames, groupDigits, shortPeriod, visible } from "./format.js";
import { createGrid, type Grid } from "./grid.js";
import {
  applyTheme,
  currentTheme,
  makeSpeech,
  nextTheme,
  onSystemTheme,
  relabel,
  remember,
  type Theme,
} from "./preferences.js";
import { createReader, type Reader } from "./reader.js";
import { recordDetails, shownText, wordsOfUnits } from "./record-view.js";
import { type Order, sortRows } from "./sort.js";
import { openTable, type Table } from "./table.js";

const data = JSON.parse(byId("data-json").textContent ?? "") as ReportData;
const speech = makeSpeech(data.labels, data.language);
const records = openTable(data.records);
const wide = openTable(data.wide);
const names = distinctNames(data.documents);

type Pane = "text" | "records" | "wide" | "charts";
const PANES: readonly Pane[] = ["text", "records", "wide", "charts"];
type Tabled = "records" | "wide";
const isNarrow = matchMedia("(max-width: 760px)");

const KNOWN_KINDS: readonly string[] = ["quantity", "date", "org", "number"];
function colourOf(kind: string): string {
  if (KNOWN_KINDS.includes(kind)) return kind;
  const own = data.kinds.filter((one) => !KNOWN_KINDS.includes(one));
  return `own-${(own.indexOf(kind) % 4) + 1}`;
}

/** What the page shows now. */
const state = {
  filter: NO_FILTER as Filter,
  orders: { records: null, wide: null } as Record<Tabled, Order | null>,
  pane: "text" as Pane,
  /** The table that was looked at last; on a wide page it stands beside the text. */
  tabled: "records" as Exclude<Pane, "text">,
  chosen: null as number | null,
  rows: { records: [] as number[], wide: [] as number[] },
  theme: currentTheme() as Theme,
};

const documentOf = (record: number): number => Number(records.text(record, "document"));

const reader: Reader = createReader({
  documents: data.documents,
  documentOf,
  onHover: (record, mark) => {
    if (record !== null) card.show(detailsOf(record), mark, card.isPinned && record === state.chosen);
    else if (state.chosen !== null && !isNarrow.matches && card.isOpen && pinned) showChosen();
    else card.hide(false);
  },
  onChoose: (record, moves) => {
    choose(record, "text");
    if (!moves) return;
    show(state.tabled === "charts" ? "records" : state.tabled);
    focusTable();
  },
});

/** Whether the chosen record's card was left open. */
let pinned = false;

const card: Card = createCard({
  speech,
  onClose: () => closeCard(),
  onShowText: () => {
    show("text");
    if (state.chosen !== null) reader.choose(state.chosen, kinOf(state.chosen), true);
  },
  onShowTable: () => {
    show("records");
    if (state.chosen !== null) grids.records.choose(state.chosen, true);
  },
});

function gridOf(name: Tabled, table: Table, recordOf: (row: number) => number | null): Grid {
  return createGrid({
    id: `grid-${name}`,
    container: byId(`panel-${name}`),
    table,
    fill: (cell, row, column) => fillCell(cell, table, row, column),
    title: (column) => speech.say(`column.${column}`, {}, column),
    longest: (column) => (column === "kind" ? longestKind() : longestNumber(table, column)),
    onOrder: (column) => {
      const { [name]: order } = state.orders;
      const next: Order | null =
        order?.column !== column
          ? { column, direction: "ascending" }
          : order.direction === "ascending"
            ? { column, direction: "descending" }
            : null;
      setOrder(name, next);
    },
    onChoose: (row, moves) => {
      const record = recordOf(row);
      if (record === null) return;
      choose(record, name);
      if (!moves) return;
      show("text");
      reader.markOf(record)?.focus({ preventScroll: true });
    },
    onHover: (row) => reader.point(row === null ? null : recordOf(row)),
  });
}

const wideRecord = (row: number): number | null => {
  const record = wide.text(row, "record");
  return record === null ? null : Number(record);
};
const wideRowOf = new Map(Array.from({ length: wide.length }, (_, row) => [wideRecord(row), row]));
const grids: Record<Tabled, Grid> = {
  records: gridOf("records", records, (row) => row),
  wide: gridOf("wide", wide, wideRecord),
};

const charts: Charts = createCharts({
  container: byId("panel-charts"),
  table: records,
  kinds: data.kinds,
  colourOf,
  speech,
  onChoose: (row) => {
    choose(row, "charts");
    if (isNarrow.matches) return;
    reader.choose(row, kinOf(row), true);
  },
});

/** The columns of the table of records: those of a kind where one is asked for, else what kinds have in common. */
const COLUMNS_OF_KIND: Readonly<Record<string, readonly string[]>> = {
  quantity: ["text", "value", "unit", "indicator", "subject", "period", "change", "approx", "modality"],
  date: ["text", "timex", "start_date", "end_date", "date_type", "sentence"],
  org: ["text", "name", "org_type", "org_id", "sentence"],
  number: ["text", "number", "dimension", "sentence"],
};
const COLUMNS_OF_ALL = ["kind", "text", "value", "unit", "indicator", "subject", "period", "change", "modality"];
const WIDE_SHOWN = [
  "subject",
  "indicator",
  "period",
  "modality",
  "level",
  "unit",
  "yoy",
  "mom",
  "since_start",
  "other",
];

function shownColumns(name: Tabled): readonly string[] {
  const document = data.documents.length > 1 && state.filter.document === null ? ["document"] : [];
  if (name === "wide") return [...WIDE_SHOWN.filter((column) => wide.has(column)), ...document];
  const [only, ...others] = state.filter.kinds ?? data.kinds;
  const kinds = others.length === 0 && only !== undefined ? COLUMNS_OF_KIND[only] : undefined;
  return [...(kinds ?? COLUMNS_OF_ALL).filter((column) => column === "period" || records.has(column)), ...document];
}

function fillCell(cell: HTMLElement, table: Table, row: number, column: string): void {
  if (column === "kind") {
    const kind = table.text(row, "kind") ?? "";
    cell.append(make("span", { class: `badge k-${colourOf(kind)}` }, [shownText(table, row, column, speech)]));
    return;
  }
  let shown =
    column === "document"
      ? visible(names[Number(table.text(row, column))] ?? "")
      : shownText(table, row, column, speech);
  // In the common columns a date tells its value as a period, and an organisation its name as a subject.
  if (shown === "" && table === records && column === "period") shown = shownText(table, row, "timex", speech);
  if (shown === "" && table === records && column === "subject") shown = shownText(table, row, "name", speech);
  if (table === wide && shown !== "" && wide.has(`${column}_unit`)) {
    const unit = wide.text(row, `${column}_unit`);
    if (unit !== null) shown = `${shown} ${unit}`;
    cell.dataset.name = speech.say(`column.${column}`, {}, column);
  }
  if (shown === "") return;
  cell.title = shown;
  if (column === "period") shown = shortPeriod(shown);
  if (column === "unit") shown = visible(wordsOfUnits(records).get(shown) ?? shown);
  cell.append(make("bdi", {}, [shown]));
}

/** In characters as wide as digits: Chinese ones count twice. */
function longestKind(): number {
  const lengths = data.kinds.map((kind) => {
    const name = speech.say(`kind.${kind}`, {}, kind);
    return [...name].reduce((sum, character) => sum + (character > "\u2e80" ? 1.7 : 0.9), 1);
  });
  return Math.max(...lengths, 0);
}

const longestNumbers = new Map<string, number>();

/** How many characters the longest number of a column takes, with its separators and the unit of a change. */
function longestNumber(table: Table, column: string): number {
  if (!table.isNumeric(column) || column === "document") return 0;
  const key = `${table === wide ? "wide" : "records"} ${column}`;
  const known = longestNumbers.get(key);
  if (known !== undefined) return known;
  let longest = 0;
  for (let row = 0; row < table.length; row++) {
    const text = table.text(row, column);
    if (text === null) continue;
    const unit = table === wide ? (wide.text(row, `${column}_unit`)?.length ?? -1) + 1 : 0;
    const whole = text.indexOf(".") < 0 ? text.length : text.indexOf(".");
    longest = Math.max(longest, text.length + Math.floor((whole - 1) / 3) + unit);
  }
  longestNumbers.set(key, longest);
  return longest;
}

function detailsOf(record: number): HTMLElement[] {
  const kind = records.text(record, "kind") ?? "";
  const details = recordDetails(records, record, colourOf(kind), speech);
  if (isFiltering(state.filter) && !state.rows.records.includes(record))
    details.push(make("p", { class: "note" }, [speech.say("card.filtered")]));
  return details;
}

/** All mentions of the organisation that the record names. */
function kinOf(record: number): number[] {
  const id = records.text(record, "org_id");
  if (id === null) return [];
  const kin: number[] = [];
  for (let row = 0; row < records.length; row++)
    if (records.text(row, "org_id") === id && documentOf(row) === documentOf(record)) kin.push(row);
  return kin;
}

/** Makes a record the chosen one, on the side where it was chosen and on the other. */
function choose(record: number, from: Pane): void {
  state.chosen = record;
  pinned = true;
  if (from === "text" && !isNarrow.matches && state.tabled === "charts") show("records");
  const isTextShown = !isNarrow.matches;
  reader.choose(record, kinOf(record), isTextShown && from !== "text");
  grids.records.choose(record, from !== "records");
  grids.wide.choose(wideRowOf.get(record) ?? null, from !== "wide");
  showChosen();
  // The card is a sheet over the lower half of a narrow page: the mention goes above it.
  if (isNarrow.matches && state.pane === "text") reader.markOf(record)?.scrollIntoView({ block: "start" });
}

function showChosen(): void {
  if (state.chosen === null) return;
  card.show(detailsOf(state.chosen), reader.markOf(state.chosen), true);
}

function closeCard(): void {
  card.hide(true);
  pinned = false;
  state.chosen = null;
  reader.choose(null, [], false);
  grids.records.choose(null, false);
  grids.wide.choose(null, false);
}

function setOrder(name: Tabled, order: Order | null): void {
  state.orders[name] = order;
  byId("filter-sort", HTMLSelectElement).value = order === null ? "" : `${order.column} ${order.direction}`;
  update();
}

/** Draws the table in sight and the counts anew after a change of filters or order. */
function update(): void {
  state.rows = {
    records: sortRows(records, filterRows(records, state.filter), state.orders.records),
    wide: sortRows(wide, filterRows(wide, { ...state.filter, kinds: null }), state.orders.wide),
  };
  if (state.tabled === "charts") charts.draw(state.rows.records);
  else {
    const { tabled } = state;
    grids[tabled].show(state.rows[tabled], shownColumns(tabled), state.orders[tabled], speech.say("filter.none"));
  }
  const name = countedTable();
  const { length: shown } = state.rows[name];
  const { length: all } = name === "wide" ? wide : records;
  const [whole, part] = COUNT_LABELS[name];
  const grouped = { n: groupDigits(String(shown)), m: groupDigits(String(all)) };
  byId("count").textContent = speech.say(shown === all ? whole : part, grouped);
  byId("clear", HTMLButtonElement).disabled = !isFiltering(state.filter);
}

const COUNT_LABELS: Readonly<Record<Tabled, readonly [whole: string, part: string]>> = {
  records: ["count.all", "count.some"],
  wide: ["count.rows", "count.some-rows"],
};

const countedTable = (): Tabled => (state.tabled === "wide" ? "wide" : "records");

/** Brings a pane into sight; on a wide page the text always is. */
function show(pane: Pane): void {
  state.pane = pane;
  if (pane !== "text") state.tabled = pane;
  document.documentElement.dataset.pane = pane;
  document.documentElement.dataset.tabled = state.tabled;
  for (const one of PANES) {
    const tab = byId(`tab-${one}`);
    const isSelected = isNarrow.matches ? one === pane : one === state.tabled;
    tab.setAttribute("aria-selected", String(isSelected));
    tab.tabIndex = isSelected ? 0 : -1;
  }
  if (pane !== "text") {
    fillSortChoices();
    update();
    if (state.chosen !== null && pane !== "charts")
      grids[pane].choose(pane === "records" ? state.chosen : (wideRowOf.get(state.chosen) ?? null), true);
  }
  if (isNarrow.matches) card.hide(true);
}

function focusTable(): void {
  if (state.tabled !== "charts") grids[state.tabled].focus();
}

function readFilter(): void {
  const typed = (name: string): string => byId(`filter-${name}`, HTMLInputElement).value;
  const pressed = [...byId("kinds").querySelectorAll<HTMLElement>("[aria-pressed=true]")].map(
    (chip) => chip.dataset.kind ?? "",
  );
  const document = byId("filter-document", HTMLSelectElement).value;
  state.filter = {
    kinds: pressed.length === 0 || pressed.length === data.kinds.length ? null : new Set(pressed),
    document: document === "" ? null : Number(document),
    indicator: typed("indicator"),
    subject: typed("subject"),
    period: typed("period"),
    search: typed("search"),
  };
  if (state.filter.document !== null) reader.showDocument(state.filter.document);
}

/** What depends on the language or on the data, made anew when the language changes. */
function fillFrame(): void {
  relabel(speech);
  byId("language").textContent = speech.say("language.other");
  byId("language").lang = speech.language === "zh" ? "en" : "zh-Hans";
  showTheme();
  const pressed = state.filter.kinds;
  const counts = new Map(data.kinds.map((kind) => [kind, 0]));
  for (let row = 0; row < records.length; row++) {
    const kind = records.text(row, "kind") ?? "";
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  byId("kinds").replaceChildren(
    ...data.kinds.map((kind) => {
      const chip = make(
        "button",
        {
          type: "button",
          class: `chip k-${colourOf(kind)}`,
          "aria-pressed": String(pressed?.has(kind) ?? false),
          "data-kind": kind,
        },
        [
          make("span", { class: "chip-name" }, [speech.say(`kind.${kind}`, {}, kind)]),
          make("span", { class: "chip-count" }, [groupDigits(String(counts.get(kind) ?? 0))]),
        ],
      );
      chip.addEventListener("click", () => {
        chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
        readFilter();
        update();
      });
      return chip;
    }),
  );
  byId("legend").replaceChildren(
    ...data.kinds.map((kind) =>
      make("li", {}, [
        make("span", { class: `legend-mark k-${colourOf(kind)}` }, [speech.say(`kind.${kind}`, {}, kind)]),
      ]),
    ),
  );
  byId("field-document").hidden = data.documents.length < 2;
  const document = byId("filter-document", HTMLSelectElement);
  const { value } = document;
  document.replaceChildren(
    make("option", { value: "" }, [speech.say("filter.all")]),
    ...names.map((name, index) => make("option", { value: index }, [visible(name)])),
  );
  document.value = value;
  byId("help-keys").replaceChildren(
    make(
      "dl",
      {},
      HELP.flatMap(([keys, label]) => [
        make(
          "dt",
          {},
          keys.flatMap((key) => [make("kbd", {}, [key]), " "]),
        ),
        make("dd", {}, [speech.say(label)]),
      ]),
    ),
  );
  grids.records.name(speech.say("grid.records"));
  grids.wide.name(speech.say("grid.wide"));
  fillSortChoices();
}

const HELP: readonly (readonly [keys: readonly string[], label: string])[] = [
  [["Tab"], "help.tab"],
  [["←", "→"], "help.arrows-text"],
  [["↑", "↓", "←", "→"], "help.arrows-grid"],
  [["PgUp", "PgDn", "Ctrl Home", "Ctrl End"], "help.page"],
  [["Enter"], "help.enter"],
  [["Space"], "help.space"],
  [["Esc"], "help.escape"],
  [["/"], "help.slash"],
];

/** On a narrow page the headings are out of sight: there one sorts by this choice. */
function fillSortChoices(): void {
  const select = byId("filter-sort", HTMLSelectElement);
  if (state.tabled === "charts") return;
  const order = state.orders[state.tabled];
  select.replaceChildren(
    make("option", { value: "" }, [speech.say("filter.unsorted")]),
    ...shownColumns(state.tabled).flatMap((column) =>
      (["ascending", "descending"] as const).map((direction) =>
        make("option", { value: `${column} ${direction}` }, [
          `${speech.say(`column.${column}`, {}, column)} · ${speech.say(`sort.${direction}`)}`,
        ]),
      ),
    ),
  );
  select.value = order === null ? "" : `${order.column} ${order.direction}`;
}

function download(): void {
  const name = countedTable();
  const table = name === "wide" ? wide : records;
  const columns = table.columns.filter((column) => column !== "document" && column !== "record");
  const url = URL.createObjectURL(
    new Blob([formatCsv(table, state.rows[name], columns)], { type: "text/csv;charset=utf-8" }),
  );
  const link = make("a", { href: url, download: name === "wide" ? "tishu-wide.csv" : "tishu-records.csv" });
  link.click();
  URL.revokeObjectURL(url);
}

function connect(): void {
  let waiting: number | undefined;
  byId("filters").addEventListener("input", (event) => {
    if (event.target instanceof HTMLSelectElement && event.target.id === "filter-sort") return;
    clearTimeout(waiting);
    // With so many records that a key could be felt, the table waits for the typing to pause.
    waiting = window.setTimeout(
      () => {
        readFilter();
        update();
      },
      records.length > 20_000 ? 150 : 0,
    );
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => {
    for (const chip of byId("kinds").children) chip.setAttribute("aria-pressed", "false");
    setTimeout(() => {
      readFilter();
      update();
      fillSortChoices();
    });
  });
  byId("filter-sort").addEventListener("change", () => {
    const [column = "", direction] = byId("filter-sort", HTMLSelectElement).value.split(" ");
    const isOrder = direction === "ascending" || direction === "descending";
    setOrder(countedTable(), isOrder ? { column, direction } : null);
  });
  byId("download").addEventListener("click", download);
  byId("more").addEventListener("click", () => {
    const isOpen = byId("filters").classList.toggle("open");
    byId("more").setAttribute("aria-expanded", String(isOpen));
  });
  byId("print").addEventListener("click", () => print());

  const tabs = [...byId("tabs").querySelectorAll<HTMLElement>("[role=tab]")];
  for (const tab of tabs) tab.addEventListener("click", () => show(paneOf(tab)));
  byId("tabs").addEventListener("keydown", (event) => {
    const seen = tabs.filter((tab) => tab.offsetParent !== null);
    const at = seen.findIndex((tab) => tab.matches(":focus"));
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next =
      by === undefined ? { Home: seen[0], End: seen.at(-1) }[event.key] : seen[(at + by + seen.length) % seen.length];
    if (next === undefined) return;
    event.preventDefault();
    show(paneOf(next));
    next.focus();
  });

  byId("language").addEventListener("click", () => {
    speech.language = speech.language === "zh" ? "en" : "zh";
    remember("language", speech.language);
    fillFrame();
    update();
    if (card.isPinned) showChosen();
  });
  byId("theme").addEventListener("click", () => {
    state.theme = nextTheme(state.theme);
    remember("theme", state.theme === "auto" ? null : state.theme);
    showTheme();
    repaint();
  });
  onSystemTheme(repaint);
  isNarrow.addEventListener("change", () => show(isNarrow.matches ? state.pane : state.tabled));

  const help = byId("help", HTMLDialogElement);
  byId("help-open").addEventListener("click", () => help.showModal());
  byId("help-close").addEventListener("click", () => help.close());

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (event.key === "Escape" && !help.open && (card.isOpen || state.chosen !== null)) closeCard();
    else if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !help.open) {
      event.preventDefault();
      if (isNarrow.matches && state.pane === "text") show("records");
      byId("filter-search").focus();
    }
  });
  addEventListener("beforeprint", () => expandForPrint(true));
  addEventListener("afterprint", () => expandForPrint(false));
  connectSplitter();
}

function showTheme(): void {
  const button = byId("theme");
  button.dataset.is = state.theme;
  button.title = speech.say(`theme.${state.theme}`);
  button.setAttribute("aria-label", button.title);
}

function paneOf(tab: HTMLElement): Pane {
  return PANES.find((pane) => pane === tab.dataset.paneTab) ?? "records";
}

function repaint(): void {
  applyTheme(state.theme);
  if (state.tabled === "charts") charts.draw(state.rows.records);
}

/** On paper there is room for every row, and light is the only theme. */
function expandForPrint(all: boolean): void {
  if (all) applyTheme("light");
  else applyTheme(state.theme);
  if (state.tabled === "charts") charts.draw(state.rows.records);
  else grids[state.tabled].expand(all);
}

/** The border between text and table moves by pointer and by arrow keys. */
function connectSplitter(): void {
  const splitter = byId("splitter");
  const setShare = (percent: number): void => {
    const share = Math.round(Math.max(20, Math.min(75, percent)));
    document.documentElement.style.setProperty("--text-share", `${share}%`);
    splitter.setAttribute("aria-valuenow", String(share));
  };
  setShare(42);
  splitter.addEventListener("pointerdown", (event) => {
    splitter.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  splitter.addEventListener("pointermove", (event) => {
    if (splitter.hasPointerCapture(event.pointerId)) setShare((100 * event.clientX) / innerWidth);
  });
  splitter.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setShare(Number(splitter.getAttribute("aria-valuenow")) + by);
  });
}

function fillSuggestions(): void {
  const MOST = 400;
  const lists: readonly (readonly [id: string, columns: readonly string[]])[] = [
    ["indicators", ["indicator"]],
    ["subjects", ["subject", "name"]],
    ["periods", ["period", "timex"]],
  ];
  for (const [id, columns] of lists)
    byId(id).replaceChildren(
      ...valuesOf(records, columns)
        .slice(0, MOST)
        .map((value) => make("option", { value })),
    );
}

fillFrame();
connect();
reader.showDocument(0);
show(isNarrow.matches ? "text" : "records");
performance.mark("tishu-ready");
// Suggestions are for later: they need not hold up the first view.
setTimeout(fillSuggestions);
