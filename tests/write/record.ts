import type { TishuRecord } from "../../src/record.js";

/** A record with `columns`, null in all others that may be. */
export function makeRecord(columns: Partial<TishuRecord> = {}): TishuRecord {
  return {
    ...{ doc: "page.txt", article: 1, title: null, kind: "quantity", text: "7亿吨", start: 0, end: 3 },
    ...{ dimension: null, number: null, unit_text: null, value: null, unit: null, low: null, high: null },
    ...{ approx: null, change: null, modality: null, indicator: null, subject: null, period: null, period_text: null },
    ...{ timex: null, start_date: null, end_date: null, date_type: null, name: null, org_type: null, org_id: null },
    ...{ sentence: "7亿吨。", rule: "quantity/unit-after" },
    ...columns,
  };
}
