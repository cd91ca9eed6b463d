import { COLUMNS, DECIMAL_COLUMNS, type TishuRecord } from "../../record.js";
import { plainDecimal } from "../../write/decimal.js";
import { type ExpectedRecord, IGNORED_COLUMNS } from "./fixtures.js";

/** One column in which a record is not as expected. */
export interface ColumnDifference {
  readonly column: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export type Difference =
  | {
      readonly type: "changed";
      readonly expected: ExpectedRecord;
      readonly actual: TishuRecord;
      readonly columns: readonly ColumnDifference[];
    }
  | { readonly type: "missing"; readonly expected: ExpectedRecord }
  | { readonly type: "unexpected"; readonly actual: TishuRecord };

export interface Comparison {
  /** In text order. */
  readonly differences: readonly Difference[];
  /** Columns known to be wrong that still are, and those that have become right. */
  readonly open: { readonly wrong: number; readonly right: number };
  /** For each actual record the expectation that it was held against. */
  readonly partners: ReadonlyMap<TishuRecord, ExpectedRecord>;
}

/** Whether two records may be held against each other. The first claim that holds for a pair makes it one. */
type Claim = (expected: ExpectedRecord["columns"], actual: TishuRecord) => boolean;

const sameKind: Claim = (expected, actual) => expected.kind === actual.kind;
const sameSpan: Claim = (expected, actual) => expected.start === actual.start && expected.end === actual.end;
const sameText: Claim = (expected, actual) => expected.start === undefined && expected.text === actual.text;
const overlaps: Claim = (expected, actual) =>
  Number(expected.start) < actual.end && actual.start < Number(expected.end);

/** From the surest to the least sure, so that a span or kind that moved reads as one change. */
const CLAIMS: readonly Claim[] = [
  (expected, actual) => sameKind(expected, actual) && sameSpan(expected, actual),
  (expected, actual) => sameKind(expected, actual) && sameText(expected, actual),
  (expected, actual) => sameKind(expected, actual) && overlaps(expected, actual),
  sameSpan,
];

/** Pairs expectations with records, each with one at most, and says what differs. */
export function compareRecords(expected: readonly ExpectedRecord[], actual: readonly TishuRecord[]): Comparison {
  const partners = new Map<TishuRecord, ExpectedRecord>();
  const open = new Set(expected);
  for (const claim of CLAIMS) {
    for (const one of open) {
      const partner = actual.find((record) => !partners.has(record) && claim(one.columns, record));
      if (partner === undefined) continue;
      partners.set(partner, one);
      open.delete(one);
    }
  }
  const differences: Difference[] = [...open].map((one) => ({ type: "missing", expected: one }));
  let [wrong, right] = [0, 0];
  for (const record of actual) {
    const partner = partners.get(record);
    if (partner === undefined) differences.push({ type: "unexpected", actual: record });
    else {
      const all = compareColumns(partner.columns, record);
      const columns = all.filter(({ column }) => partner.open?.has(column) !== true);
      wrong += all.length - columns.length;
      right += (partner.open?.size ?? 0) - (all.length - columns.length);
      if (columns.length > 0) differences.push({ type: "changed", expected: partner, actual: record, columns });
    }
  }
  return { differences: differences.sort((a, b) => startOf(a) - startOf(b)), open: { wrong, right }, partners };
}

function compareColumns(expected: ExpectedRecord["columns"], actual: TishuRecord): ColumnDifference[] {
  return COLUMNS.filter((column) => column in expected && !IGNORED_COLUMNS.has(column))
    .map((column) => ({ column, expected: expected[column], actual: actual[column] }))
    .filter((difference) => !isSame(difference));
}

function isSame({ column, expected, actual }: ColumnDifference): boolean {
  if (expected === actual) return true;
  if (!DECIMAL_COLUMNS.has(column) || !isAmount(expected) || !isAmount(actual)) return false;
  // JSON.parse has made a double of a literal that may have had more digits; the record still has them all.
  return canonical(expected) === canonical(actual) || (typeof expected === "number" && Number(actual) === expected);
}

function isAmount(value: unknown): value is number | string {
  return typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
}

function canonical(value: number | string): string {
  return plainDecimal(value)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

/** Where in the text a difference stands; an expectation without offsets comes first. */
function startOf(difference: Difference): number {
  return difference.type === "missing" ? Number(difference.expected.columns.start ?? 0) : difference.actual.start;
}
