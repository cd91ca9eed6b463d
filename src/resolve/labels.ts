import type { AnalysedSentence, DocumentAnalysis } from "../analysis.js";
import { applyLabel, type UnitLabel } from "../recognise/builders/quantity.js";
import type { Mention, QuantityValue } from "../types.js";

/**
 * Units that are told once for many figures: 单位：万元 over a table, （万吨） in the head of a column. They hold for
 * the rows below, until another label, or prose, comes; in prose (单位：亿元) holds to the end of its sentence.
 */
export function spreadLabels(analysis: DocumentAnalysis): DocumentAnalysis {
  if (!analysis.sentences.some(({ mentions }) => mentions.some(isLabel))) return analysis;
  let table = NO_TABLE;
  let article = -1;
  const sentences = analysis.sentences.map((sentence) => {
    if (sentence.sentence.article !== article) {
      article = sentence.sentence.article;
      // A row that was taken for the headline of an article is still a row.
      if (cellStarts(sentence.sentence.text).length < 2) table = NO_TABLE;
    }
    const labels = sentence.mentions.filter(isLabel);
    const numbers = sentence.mentions.filter(isBareNumber);
    if (labels.length > 0 && numbers.length === 0) {
      table = readHead(sentence, labels, table);
      return sentence;
    }
    if (labels.length > 0) return withUnits(sentence, numbers, (number) => namedBefore(labels, number));
    const isRow = sentence.sentence.role === "row" || !/[。；！？]/.test(sentence.sentence.text);
    if (!isRow) {
      table = NO_TABLE;
      return sentence;
    }
    if (table === NO_TABLE) return sentence;
    if (numbers.length === 0) {
      table = readTitles(sentence, table);
      return sentence;
    }
    const starts = cellStartsUnder(table, sentence.sentence.text);
    return withUnits(sentence, numbers, (number) => {
      const cell = starts.filter((start) => start <= number.start).length - 1;
      return isYear(number) ? null : labelOf(table, cell);
    });
  });
  return { ...analysis, sentences };
}

interface Table {
  /** The units of the label over the table. */
  readonly units: readonly UnitLabel[];
  /** By column: its unit where its head has one, its title. */
  readonly columns: readonly { readonly unit: UnitLabel | null; readonly isShare: boolean }[];
}

const NO_TABLE: Table = { units: [], columns: [] };

const isLabel = (mention: Mention): mention is Mention<UnitLabel> => mention.kind === "unit-label";

/** A number that no unit, date or name has taken, and that stands by itself in its cell. */
function isBareNumber(mention: Mention): mention is Mention<QuantityValue> {
  return mention.kind === "number" && (mention.value as QuantityValue).dimension === null;
}

/** 2019 to 2023 at the side of a table are its years. */
function isYear({ value: { number }, end, start }: Mention<QuantityValue>): boolean {
  return end - start === 4 && number.isInteger() && number.greaterThan(1900) && number.lessThan(2100);
}

/** Where the cells of a row begin: after tabs, bars or two blanks and more. */
function cellStarts(text: string): number[] {
  const starts = [0];
  for (const { index, 0: gap } of text.matchAll(/\s*[\t|│]\s*|\s{2,}/g)) if (index > 0) starts.push(index + gap.length);
  return starts;
}

/** The same in a row under a head: a tab for each column where that fits, since a cell may be empty. */
function cellStartsUnder({ columns }: Table, text: string): number[] {
  const each = [0, ...Array.from(text.matchAll(/[ \u3000]*\t[ \u3000]*/g), ({ index, 0: gap }) => index + gap.length)];
  return each.length === columns.length ? each : cellStarts(text);
}

/** A head: units in brackets go to their columns, a unit by name or in a title to the whole table. */
function readHead({ sentence }: AnalysedSentence, labels: readonly Mention<UnitLabel>[], above: Table): Table {
  const starts = cellStarts(sentence.text);
  const isOver = starts.length < 2 || labels.some(({ fields }) => fields.form !== "brackets");
  if (isOver) return { units: labels.map(({ value }) => value), columns: [] };
  return {
    units: above.units,
    columns: starts.map((start, i) => {
      const end = starts[i + 1] ?? sentence.text.length;
      const unit = labels.find((label) => label.start >= start && label.start < end)?.value ?? null;
      return { unit, isShare: false };
    }),
  };
}

/** Titles without units tell which columns are changes or shares, where the label over the table has % beside its unit. */
function readTitles({ sentence, chart }: AnalysedSentence, table: Table): Table {
  const starts = cellStarts(sentence.text);
  if (starts.length < 2 || table.columns.length > 0 || table.units.length < 2) return table;
  const isShare = (from: number, to: number): boolean =>
    chart.mentionsAt.slice(from, to).some((here) => here?.some(({ kind }) => kind === "share-title"));
  return {
    ...table,
    columns: starts.map((start, i) => ({ unit: null, isShare: isShare(start, starts[i + 1] ?? sentence.text.length) })),
  };
}

function labelOf({ units, columns }: Table, cell: number): UnitLabel | null {
  const column = columns[cell];
  if (column?.unit != null) return column.unit;
  if (column?.isShare === true) return units.find(({ unit }) => unit.dimension === "percent") ?? null;
  return units.find(({ unit }) => unit.dimension !== "percent") ?? units[0] ?? null;
}

/** In prose a unit by name holds for the numbers after it. */
function namedBefore(labels: readonly Mention<UnitLabel>[], number: Mention): UnitLabel | null {
  const label = labels.findLast(({ end, fields }) => end <= number.start && fields.form !== "next");
  return label?.value ?? null;
}

function withUnits(
  sentence: AnalysedSentence,
  numbers: readonly Mention<QuantityValue>[],
  unitOf: (number: Mention<QuantityValue>) => UnitLabel | null,
): AnalysedSentence {
  const made = new Map<Mention, Mention>();
  for (const number of numbers) {
    const label = unitOf(number);
    if (label === null) continue;
    const { value, fields = {} } = applyLabel(number, label);
    made.set(number, {
      ...number,
      kind: "quantity",
      rule: "quantity/under-label",
      layer: "resolve",
      value,
      fields: { ...fields },
    });
  }
  if (made.size === 0) return sentence;
  return { ...sentence, mentions: sentence.mentions.map((mention) => made.get(mention) ?? mention) };
}
