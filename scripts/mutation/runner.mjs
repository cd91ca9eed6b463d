/**
 * A test runner for Stryker. Its own runner for vitest loads modules, rules and dictionary again for every mutant, two
 * seconds each; this one loads the compiled tests once and runs those that reach the mutant, milliseconds each.
 */
import { readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { COMPILED, isWanted, TESTS } from "./config.mjs";

/** @typedef {import("./collect.mjs").Test} Test */

class LoadedTests {
  /** @type {Test[]} */
  #tests = [];
  /** What the instrumented code reads and counts in. */
  #namespace = namespace();

  /** Modules are loaded once in a process: for a mutant that acts while they load Stryker starts another one. */
  capabilities() {
    return { reloadEnvironment: false };
  }

  async #load() {
    if (this.#tests.length > 0) return;
    for (const place of TESTS) {
      const at = resolve(COMPILED, place);
      const isFolder = statSync(at, { throwIfNoEntry: false })?.isDirectory() === true;
      const files = isFolder ? readdirSync(at, { recursive: true, encoding: "utf8" }).sort() : [""];
      for (const file of files.filter((name) => !isFolder || /(?<!properties)\.test\.js$/.test(name)))
        await import(pathToFileURL(resolve(at, file)).href);
    }
    /** @type {{ tests: Test[], setups: (() => unknown)[] }} */
    const { tests, setups } = await import(pathToFileURL(resolve(COMPILED, "collect.mjs")).href);
    for (const setup of setups) await setup();
    this.#tests = tests.filter(({ name }) => isWanted(name));
    if (this.#tests.length === 0) throw new Error(`no tests below ${COMPILED}`);
  }

  async dryRun() {
    this.#namespace.activeMutant = undefined;
    await this.#load();
    const results = [];
    for (const { id, name, run } of this.#tests) {
      this.#namespace.currentTestId = id;
      const failure = await outcome(run);
      const timeSpentMs = failure.timeSpentMs;
      const base = { id, name, timeSpentMs };
      results.push(
        failure.message === null ? { ...base, status: 0 } : { ...base, status: 1, failureMessage: failure.message },
      );
    }
    this.#namespace.currentTestId = undefined;
    return { status: "complete", tests: results, mutantCoverage: this.#namespace.mutantCoverage };
  }

  /** @param {{ testFilter?: string[], hitLimit?: number, activeMutant: { id: string }, mutantActivation: string }} options */
  async mutantRun({ testFilter, hitLimit, activeMutant, mutantActivation }) {
    if (mutantActivation === "static") this.#namespace.activeMutant = activeMutant.id;
    try {
      await this.#load();
    } catch (error) {
      return { status: "killed", killedBy: ["load"], failureMessage: String(error), nrOfTests: 1 };
    }
    this.#namespace.activeMutant = activeMutant.id;
    this.#namespace.hitCount = 0;
    this.#namespace.hitLimit = hitLimit;
    const wanted = testFilter === undefined ? null : new Set(testFilter);
    let nrOfTests = 0;
    try {
      for (const { id, run } of this.#tests) {
        if (wanted !== null && !wanted.has(id)) continue;
        nrOfTests++;
        const { message } = await outcome(run);
        if (hitLimit !== undefined && Number(this.#namespace.hitCount) > hitLimit)
          return { status: "timeout", reason: `reached ${hitLimit} times` };
        if (message !== null) return { status: "killed", killedBy: [id], failureMessage: message, nrOfTests };
      }
      return { status: "survived", nrOfTests };
    } finally {
      this.#namespace.activeMutant = undefined;
    }
  }
}

/** @returns {Record<string, unknown>} */
function namespace() {
  const globals = /** @type {Record<string, Record<string, unknown>>} */ (/** @type {unknown} */ (globalThis));
  globals.__stryker__ ??= {};
  return globals.__stryker__;
}

/** @param {() => unknown} run */
async function outcome(run) {
  const from = performance.now();
  try {
    await run();
    return { message: null, timeSpentMs: performance.now() - from };
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error), timeSpentMs: performance.now() - from };
  }
}

export const strykerPlugins = [{ kind: "TestRunner", name: "loaded", injectableClass: LoadedTests }];
