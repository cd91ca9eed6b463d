import { formatPlace } from "../../errors.js";
import { IGNORED_COLUMNS } from "./fixtures.js";
import { type CheckReport, countResults, type FixtureResult } from "./report.js";

/** One JSON object at the end: `{"summary": {…}, "fixtures": [{"name", "status", "differences" or "error"}]}`. */
export function jsonReport(): CheckReport {
  return {
    result: () => "",
    end: (results) => `${JSON.stringify({ summary: countResults(results), fixtures: results.map(toJson) }, null, 2)}\n`,
  };
}

function toJson(result: FixtureResult): object {
  const { name, status } = result;
  switch (result.status) {
    case "passed":
      return { name, status };
    case "error": {
      const { message, place } = result.error;
      return { name, status, error: { message, place: place === null ? null : formatPlace(place) } };
    }
    case "differs":
      return {
        name,
        status,
        updated: result.isUpdated,
        differences: result.differences.map((difference) => {
          const { type } = difference;
          const expected = "expected" in difference ? { expected: difference.expected.columns } : {};
          const actual = "actual" in difference ? { actual: withoutIgnored(difference.actual) } : {};
          const columns = "columns" in difference ? { columns: difference.columns } : {};
          return { type, ...expected, ...actual, ...columns };
        }),
      };
  }
}

function withoutIgnored(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([column]) => !IGNORED_COLUMNS.has(column)));
}
