import { make } from "./elements.js";
import { groupDigits, visible } from "./format.js";
import type { Speech } from "./preferences.js";
import type { Table } from "./table.js";

/** Columns whose values are words of the schema and have labels. */
const LABELLED: ReadonlySet<string> = new Set(["approx", "change", "modality", "date_type", "org_type"]);
const GROUPED: ReadonlySet<string> = new Set([
  ...["number", "value", "low", "high", "level", "yoy", "mom", "since_start", "other"],
]);

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
  quantity: ["indicator", "subject", "period", "change", "modality", "approx", "bounds", "number", "dimension"],
  number: ["number", "dimension", "approx", "bounds"],
  date: ["start_date", "end_date", "date_type"],
  org: ["org_type", "org_id"],
};
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
    const shown = column === "bounds" ? bounds(table, row, speech) : show(column);
    if (shown === "") return [];
    const label = speech.say(column === "bounds" ? "card.bounds" : `column.${column}`, {}, column);
    return [make("dt", {}, [label]), make("dd", {}, [make("bdi", {}, [shown])])];
  });
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
  const unit = column === "value" ? show("unit") : show("unit_text");
  return [show(column), make("span", { class: "unit" }, [` ${unit}`])];
}

function bounds(table: Table, row: number, speech: Speech): string {
  if (table.text(row, "approx") === "exact") return "";
  const [low, high] = ["low", "high"].map((column) => shownText(table, row, column, speech));
  if (low === "" && high === "") return "";
  const open = speech.say("card.open");
  return speech.say("card.range", { n: low || open, m: high || open });
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
