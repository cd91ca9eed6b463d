/**
 * Stands in for `vitest` when the mutation tests load the test files: it gathers the tests instead of running them, so
 * that one process can run them again and again, a mutant at a time, without loading rules and dictionary anew.
 * `expect` is vitest's own.
 */
import { format } from "node:util";

export { expect } from "vitest";

/** @typedef {{ id: string, name: string, run: () => unknown }} Test */

/** @type {Test[]} */
export const tests = [];
/** What has to be done before the tests, once. @type {(() => unknown)[]} */
export const setups = [];
/** @type {string[]} */
const path = [];

/** @param {() => unknown} body */
export const beforeAll = (body) => setups.push(body);
/** The process ends after the last test, and with it what a test has made. */
export const afterAll = () => {};

/**
 * The arguments of a test without its options.
 * @param {unknown[]} rest
 * @returns {(...values: unknown[]) => unknown}
 */
const bodyOf = (rest) => {
  const body = rest.find((argument) => typeof argument === "function");
  if (typeof body !== "function") throw new Error("a test without a body");
  return /** @type {(...values: unknown[]) => unknown} */ (body);
};

/**
 * @param {string} name
 * @param {...unknown} rest
 */
export function test(name, ...rest) {
  const full = [...path, name].join(" > ");
  tests.push({ id: `${tests.length} ${full}`, name: full, run: bodyOf(rest) });
}

/**
 * @param {string} name
 * @param {...unknown} rest
 */
export function describe(name, ...rest) {
  path.push(name);
  bodyOf(rest)();
  path.pop();
}

/**
 * @param {(name: string, body: () => unknown) => void} define
 * @returns {(table: readonly unknown[]) => (name: string, ...rest: unknown[]) => void}
 */
const each =
  (define) =>
  (table) =>
  (name, ...rest) => {
    const body = bodyOf(rest);
    for (const row of table) {
      const values = Array.isArray(row) ? row : [row];
      const holes = name.match(/%[sdifjoO]/g)?.length ?? 0;
      define(format(name, ...values.slice(0, holes)), () => body(...values));
    }
  };
test.each = each(test);
describe.each = each(describe);
