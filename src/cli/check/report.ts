import type { TishuError } from "../../errors.js";
import type { TishuRecord } from "../../record.js";
import type { Reporter } from "../args.js";
import type { Comparison, Difference } from "./compare.js";
import type { Fixture } from "./fixtures.js";

/** What became of one fixture. */
export type FixtureResult =
  | { readonly status: "passed"; readonly name: string; readonly records: number; readonly open: Comparison["open"] }
  | {
      readonly status: "differs";
      readonly name: string;
      readonly open: Comparison["open"];
      readonly fixture: Fixture;
      readonly differences: readonly Difference[];
      readonly records: readonly TishuRecord[];
      readonly isUpdated: boolean;
    }
  | { readonly status: "error"; readonly name: string; readonly error: TishuError };

/** Turns results into the text of a report: what can be said of each as it comes, and the rest at the end. */
export interface CheckReport {
  result(result: FixtureResult): string;
  end(results: readonly FixtureResult[]): string;
}

const REPORTS = {
  text: async (color: boolean) => (await import("./report-text.js")).textReport(color),
  json: async () => (await import("./report-json.js")).jsonReport(),
  junit: async () => (await import("./report-junit.js")).junitReport(),
} satisfies Record<Reporter, (color: boolean) => Promise<CheckReport>>;

export function createReport(reporter: Reporter, color: boolean): Promise<CheckReport> {
  return REPORTS[reporter](color);
}

/** How many fixtures there are of each status, and how many differences of each type. */
export function countResults(results: readonly FixtureResult[]): Readonly<Record<string, number>> {
  const ofStatus = (status: FixtureResult["status"]): number => results.filter((one) => one.status === status).length;
  const differences = results.flatMap((result) => (result.status === "differs" ? result.differences : []));
  const ofType = (type: Difference["type"]): number => differences.filter((one) => one.type === type).length;
  const open = results.map((result) => (result.status === "error" ? { wrong: 0, right: 0 } : result.open));
  return {
    fixtures: results.length,
    passed: ofStatus("passed"),
    differs: ofStatus("differs"),
    error: ofStatus("error"),
    changed: ofType("changed"),
    missing: ofType("missing"),
    unexpected: ofType("unexpected"),
    openWrong: open.reduce((sum, { wrong }) => sum + wrong, 0),
    openRight: open.reduce((sum, { right }) => sum + right, 0),
  };
}
