/**
 * Microsoft's Recognizers-Text over the shared cases: {"id","text","date"} lines in, records of the contract out.
 * Each suite is read by the recogniser that Microsoft made for its subject.
 *
 *   node microsoft-records.mjs [first|last] [inclusive|exclusive]
 *
 * first, last: which of several readings of a date is told. exclusive: the end of a span is the day after its last one.
 */
import { createInterface } from "node:readline";
import Recognizers from "@microsoft/recognizers-text-suite";

const [, , reading = "last", ends = "exclusive"] = process.argv;
const CULTURE = "zh-cn";
const DAY = 864e5;

const NUMBERS = ["number", "numeral", "number_range"];
const MONEY = ["currency", "money", "money_text"];
const MEASURES = ["dimension", "distance", "quantity", "volume"];
const METHODS = {
  ...Object.fromEntries(NUMBERS.map((suite) => [suite, "recognizeNumber"])),
  ...Object.fromEntries(MONEY.map((suite) => [suite, "recognizeCurrency"])),
  ...Object.fromEntries(MEASURES.map((suite) => [suite, "recognizeDimension"])),
  ordinal: "recognizeOrdinal",
  percent: "recognizePercentage",
  temperature: "recognizeTemperature",
  age: "recognizeAge",
};
/** Its names of units: dimension, base unit, factor. */
const UNITS = {
  Millimeter: ["length", "m", 1e-3],
  Centimeter: ["length", "m", 1e-2],
  Decimeter: ["length", "m", 0.1],
  Meter: ["length", "m", 1],
  Kilometer: ["length", "m", 1e3],
  Inch: ["length", "m", 0.0254],
  Foot: ["length", "m", 0.3048],
  Yard: ["length", "m", 0.9144],
  Mile: ["length", "m", 1609.344],
  Milligram: ["mass", "t", 1e-9],
  Gram: ["mass", "t", 1e-6],
  Liang: ["mass", "t", 5e-5],
  Jin: ["mass", "t", 5e-4],
  Kilogram: ["mass", "t", 1e-3],
  Milliliter: ["volume", "m3", 1e-6],
  Liter: ["volume", "m3", 1e-3],
  Kilobit: ["data", "B", 125],
  Megabyte: ["data", "B", 1e6],
  C: ["temperature", "Cel", 1],
  Degree: ["temperature", "Cel", 1],
  "Chinese yuan": ["money", "CNY", 1],
  Jiao: ["money", "CNY", 0.1],
  Fen: ["money", "CNY", 0.01],
  Cent: ["money", "USD", 0.01],
};

function figure({ typeName, resolution }) {
  const number = resolution?.value == null ? null : Number(String(resolution.value).replace("%", ""));
  if (typeName === "number") return { kind: "number", number, value: number, low: number, high: number };
  if (typeName === "ordinal") return { kind: "number", dimension: "ordinal", number, value: number };
  if (typeName === "percentage") return { kind: "quantity", dimension: "percent", number, value: number, unit: "%" };
  const known = UNITS[resolution?.unit];
  const iso = resolution?.isoCurrency;
  const [dimension, unit, factor] = known ?? [typeName === "currency" ? "money" : typeName, iso ?? null, 1];
  const value = number === null ? null : Number((number * factor).toPrecision(12));
  return { kind: "quantity", dimension, number, value, unit };
}

function dayBefore(day) {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? null : new Date(at - DAY).toISOString().slice(0, 10);
}

function date({ resolution }) {
  const values = resolution?.values ?? [];
  const told = reading === "first" ? values[0] : values.at(-1);
  if (told === undefined) return { kind: "date" };
  const timex = told.timex?.startsWith("(") ? null : told.timex;
  if (told.type === "duration") return { kind: "date", timex };
  const bound = (text) => (/^\d{4}-/.test(text ?? "") ? text.replace(" ", "T") : null);
  const end = told.end ?? told.value;
  const isSpan = told.type === "daterange" && ends === "exclusive" && end && !told.Mod;
  return {
    kind: "date",
    timex,
    start_date: bound(told.start ?? told.value),
    end_date: bound(isSpan ? dayBefore(end) : end),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "") continue;
  const { id, text, date: reference = "2019-01-06" } = JSON.parse(line);
  const method = METHODS[id.split("/")[1]];
  const codePoint = (index) => Array.from(text.slice(0, index)).length;
  const found =
    method === undefined
      ? Recognizers.recognizeDateTime(text, CULTURE, undefined, new Date(`${reference.slice(0, 10)}T00:00:00`))
      : Recognizers[method](text, CULTURE);
  for (const one of found) {
    const record = method === undefined ? date(one) : figure(one);
    const span = { text: one.text, start: codePoint(one.start), end: codePoint(one.end + 1) };
    process.stdout.write(`${JSON.stringify({ doc: id, ...span, ...record })}\n`);
  }
}
