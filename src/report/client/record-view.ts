import { make } from "./elements.js";
import { groupDigits, visible } from "./format.js";
import type { Speech } from "./preferences.js";
import type { Table } from "./table.js";

/** Columns whose values are words of the schema and have labels. */
const LABELLED: ReadonlySet<string> = new Set(["approx", "change", "modality", "date_type", "org_type", "dimension"]);
const GROUPED: ReadonlySet<string> = new Set([
  ...["number", "value", "low", "high", "level", "yoy", "mom", "since_start", "other"],
]);

const unitWords = new WeakMap<Table, ReadonlyMap<string, string>>();

/** How the texts write each unit that only names what is counted, most often: the word for {vessel-time}. */
export function wordsOfUnits(records: Table): ReadonlyMap<string, string> {
  const known = unitWords.get(records);
  if (known !== undefined) return known;
  const counts = new Map<string, Map<string, number>>();
  for (let row = 0; row < records.length; row++) {
    const [unit, words] = [records.text(row, "unit"), records.text(row, "unit_text")];
    if (unit === null || words === null || !unit.startsWith("{")) continue;
    const ofUnit = counts.get(unit) ?? new Map<string, number>();
    counts.set(unit, ofUnit.set(words, (ofUnit.get(words) ?? 0) + 1));
  }
  const found = new Map(
    [...counts].map(([unit, ofUnit]) => [unit, [...ofUnit].sort((a, b) => b[1] - a[1])[0]?.[0] ?? unit]),
  );
  unitWords.set(records, found);
  return found;
}

/** A cell as a person reads it: digits in groups, words of the schema in the reader's language. */
export function shownText(table: Table, row: number, column: string, speech: Speech): string {
  const text = table.text(row, column);
  if (text === null) return "";
  if (GROUPED.has(column)) return groupDigits(text);
  if (LABELLED.has(column)) return speech.say(`${column}.${text}`, {}, text);
  if (column === "kind") return speech.say(`kind.${text}`, {}, text);
  return visible(text);
}

/** What the card tells of each kind below its head, in order; what is empty is left out. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  quantity: ["indicator", "subject", "period", "change", "modality", "bounds", "written", "dimension"],
  number: ["dimension", "bounds"],
  date: ["start_date", "end_date", "date_type"],
  org: ["org_type", "org_id"],
};
const SPECIAL: Readonly<Record<string, true>> = { bounds: true, written: true };
const TOLD_OF_OTHERS = ["name", "number", "value", "indicator", "subject", "period", "timex", "start_date", "end_date"];

/** The record as the card shows it: kind, words, value, what is known of it, its sentence, its rule. */
export function recordDetails(table: Table, row: number, colour: string, speech: Speech): HTMLElement[] {
  const kind = table.text(row, "kind") ?? "";
  const show = (column: string): string => shownText(table, row, column, speech);
  const text = table.text(row, "text") ?? "";
  const parts: HTMLElement[] = [
    make("p", { class: "card-kind" }, [
      make("span", { class: `badge k-${colour}` }, [show("kind")]),
      make("bdi", { class: "card-text", lang: "zh" }, [visible(text)]),
    ]),
  ];
  const value = mainValue(table, row, show);
  if (value !== null) parts.push(make("p", { class: "card-value" }, value));
  const facts = (TOLD[kind] ?? TOLD_OF_OTHERS).flatMap((column) => {
    const shown =
      column === "bounds"
        ? bounds(table, row, speech)
        : column === "written"
          ? written(table, row, show)
          : show(column);
    if (shown === "") return [];
    const label = speech.say(column in SPECIAL ? `card.${column}` : `column.${column}`, {}, column);
    return [make("dt", {}, [label]), make("dd", {}, [make("bdi", {}, [shown])])];
  });
  // The input's own columns stand behind tishu's.
  for (const column of table.columns.slice(table.columns.indexOf("rule") + 1)) {
    const shown = show(column);
    if (shown !== "") facts.push(make("dt", {}, [column]), make("dd", {}, [make("bdi", {}, [shown])]));
  }
  if (facts.length > 0) parts.push(make("dl", { class: "facts" }, facts));
  const sentence = table.text(row, "sentence");
  if (sentence !== null && sentence !== text)
    parts.push(make("p", { class: "card-sentence", lang: "zh" }, highlighted(sentence, text, colour)));
  parts.push(make("p", { class: "card-rule" }, [make("code", {}, [show("rule")])]));
  return parts;
}

function mainValue(table: Table, row: number, show: (column: string) => string): (Node | string)[] | null {
  const kind = table.text(row, "kind");
  if (kind === "date") return table.text(row, "timex") === null ? null : [show("timex")];
  if (kind === "org") return table.text(row, "name") === null ? null : [make("bdi", { lang: "zh" }, [show("name")])];
  const column = table.text(row, "value") === null ? "number" : "value";
  if (table.text(row, column) === null) return null;
  const code = column === "value" ? show("unit") : show("unit_text");
  const words = table.text(row, "unit_text");
  const unit = code.startsWith("{") && words !== null ? visible(words) : code;
  return [show(column), make("span", { class: "unit" }, [` ${unit}`])];
}

/** How sure the amount is and between what bounds; nothing for an exact one. */
function bounds(table: Table, row: number, speech: Speech): string {
  if (table.text(row, "approx") === "exact") return "";
  const approx = shownText(table, row, "approx", speech);
  const [low, high] = ["low", "high"].map((column) => shownText(table, row, column, speech));
  if (low === "" && high === "") return approx;
  const open = speech.say("card.open");
  return `${approx} · ${speech.say("card.range", { n: low || open, m: high || open })}`;
}

/** The numeral with its unit as written, where that is another unit than the value's. */
function written(table: Table, row: number, show: (column: string) => string): string {
  const [number, value] = [table.text(row, "number"), table.text(row, "value")];
  return number === null || value === null || number === value.replace(/^-/, "")
    ? ""
    : `${show("number")} ${show("unit_text")}`;
}

/** The sentence with the first place where the record's words stand in it marked, at most about 160 characters of it. */
function highlighted(sentence: string, text: string, colour: string): (Node | string)[] {
  const words = text.replace(/\s*[\r\n]+\s*/g, "");
  const at = sentence.indexOf(words);
  if (at < 0) return [visible(sentence.slice(0, 160)) + (sentence.length > 160 ? "…" : "")];
  const from = Math.max(0, at - 60);
  const to = Math.min(sentence.length, at + words.length + 80);
  return [
    (from > 0 ? "…" : "") + visible(sentence.slice(from, at)),
    make("mark", { class: `k-${colour}` }, [visible(words)]),
    visible(sentence.slice(at + words.length, to)) + (to < sentence.length ? "…" : ""),
  ];
}
