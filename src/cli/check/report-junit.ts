import { createRequire } from "node:module";
import { Chalk } from "chalk";
import type { Builder } from "junit-report-builder";
import { formatPlace } from "../../errors.js";
import type { CheckReport } from "./report.js";
import { formatFixture } from "./report-text.js";

// A CommonJS package whose types declare a default export that it does not have.
const builder = createRequire(import.meta.url)("junit-report-builder") as Builder;

/** JUnit XML at the end: one test case a fixture. */
export function junitReport(): CheckReport {
  const plain = new Chalk({ level: 0 });
  return {
    result: () => "",
    end(results) {
      const report = builder.newBuilder();
      const suite = report.testSuite().name("tishu check");
      for (const result of results) {
        const testCase = suite.testCase().className("tishu.check").name(result.name);
        if (result.status === "differs") {
          testCase.failure(formatFixture(result, plain), "differs");
        } else if (result.status === "error") {
          const { place, message } = result.error;
          testCase.error(message, "broken", place === null ? message : `${formatPlace(place)}: ${message}`);
        }
      }
      return `${report.build()}\n`;
    },
  };
}
