import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { BIN } from "./cli/tishu.js";

/**
 * The program is killed at random moments, and its output is whole: the old file or the new one, lines that end, no
 * process and no file left behind beyond what the next run clears away. FAULT_RUNS says how often (12; `npm run faults`
 * 200).
 */
const RUNS = Number(process.env.FAULT_RUNS ?? 12);
const cwd = mkdtempSync(join(tmpdir(), "tishu-faults-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const LINES = 300;
writeFileSync(
  join(cwd, "in.jsonl"),
  Array.from({ length: LINES }, (_, i) => `{"id":"n${i}","text":"项目投资${i + 1}万元，同比增长4.7%。"}\n`).join(""),
);
const ARGS = [BIN, "in.jsonl", "--columns", "doc,text", "--kinds", "quantity", "--quiet"];
const OLD = "the old file\n";

/** Starts the program in a process group of its own, so that its workers can be counted afterwards. */
const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [...ARGS, ...args], { cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });

const ended = (child: ChildProcess): Promise<NodeJS.Signals | number | null> =>
  new Promise((resolve) => child.on("close", (status, signal) => resolve(signal ?? status)));

/** Whether a process of the group is still there. */
function isGroupAlive(child: ChildProcess): boolean {
  try {
    process.kill(-(child.pid ?? 0), 0);
    return true;
  } catch {
    return false;
  }
}

/** A moment in the life of a run: from its first file operations to its end, spread evenly and shaken a little. */
const moment = (run: number, runs: number, lifetime: number): number =>
  Math.round((lifetime * (run + ((run * 7919) % 97) / 97)) / runs);

const temporaries = (): string[] => readdirSync(cwd).filter((name) => name.endsWith(".tmp"));

async function lifetimeOf(args: readonly string[]): Promise<number> {
  const from = performance.now();
  await ended(start(args));
  return performance.now() - from;
}

test.each(["SIGKILL", "SIGINT", "SIGTERM"] as const)(
  "%s: the file is the old one or the new one, and a rerun clears what is left",
  async (signal) => {
    const runs = Math.ceil(RUNS / 4);
    const lifetime = await lifetimeOf(["-o", "out.csv"]);
    const whole = readFileSync(join(cwd, "out.csv"), "utf8");
    expect(whole.split("\n").length).toBeGreaterThan(LINES);
    let stopped = 0;
    for (let run = 0; run < runs; run++) {
      writeFileSync(join(cwd, "out.csv"), OLD);
      const child = start(["-o", "out.csv", ...(run % 2 === 0 ? [] : ["--jobs", "2"])]);
      const end = ended(child);
      await sleep(moment(run, runs, lifetime));
      child.kill(signal);
      const how = await end;
      if (how === signal) stopped++;
      expect([OLD, whole]).toContain(readFileSync(join(cwd, "out.csv"), "utf8"));
      expect(isGroupAlive(child), "no worker is left").toBe(false);
      if (signal !== "SIGKILL") expect(temporaries()).toEqual([]);
    }
    expect(stopped, "some runs were stopped before their end").toBeGreaterThan(0);
    await ended(start(["-o", "out.csv"]));
    expect(readFileSync(join(cwd, "out.csv"), "utf8")).toBe(whole);
    expect(temporaries()).toEqual([]);
  },
  600_000,
);

test("a reader that goes away at any moment: JSONL ends at a line's end, status 0, silent", async () => {
  const runs = Math.ceil(RUNS / 4);
  const lifetime = await lifetimeOf(["-f", "jsonl"]);
  for (let run = 0; run < runs; run++) {
    const child = start(["-f", "jsonl"]);
    const end = ended(child);
    let [stdout, stderr] = ["", ""];
    child.stdout?.on("data", (piece) => {
      stdout += piece;
    });
    child.stderr?.on("data", (piece) => {
      stderr += piece;
    });
    await sleep(moment(run, runs, lifetime));
    child.stdout?.destroy();
    expect(await end).toBe(0);
    expect(stderr).toBe("");
    expect(isGroupAlive(child)).toBe(false);
    for (const line of stdout.split("\n").slice(0, -1)) expect(JSON.parse(line)).toHaveProperty("doc");
  }
}, 600_000);

test("killed while it writes JSONL to a pipe: what came is whole lines", async () => {
  const runs = Math.ceil(RUNS / 4);
  const lifetime = await lifetimeOf(["-f", "jsonl"]);
  for (let run = 0; run < runs; run++) {
    const child = start(["-f", "jsonl"]);
    const end = ended(child);
    let stdout = "";
    child.stdout?.on("data", (piece) => {
      stdout += piece;
    });
    await sleep(moment(run, runs, lifetime));
    child.kill(run % 2 === 0 ? "SIGKILL" : "SIGTERM");
    await end;
    expect(stdout === "" || stdout.endsWith("\n"), JSON.stringify(stdout.slice(-40))).toBe(true);
    expect(isGroupAlive(child)).toBe(false);
  }
}, 600_000);

test("the device fills up at any byte: status 1, one line on stderr, the old file, nothing beside it", async () => {
  const runs = Math.ceil(RUNS / 4);
  await ended(start(["-o", "out.csv"]));
  const blocks = Math.ceil(readFileSync(join(cwd, "out.csv")).length / 1024);
  for (let run = 0; run < runs; run++) {
    writeFileSync(join(cwd, "out.csv"), OLD);
    // A limit on the size of files stands in for a full device: the same write fails, for everyone who runs the tests.
    const limit = 1 + Math.floor(((blocks - 1) * run) / runs);
    const command = `ulimit -f ${limit}; exec "$0" "$@" -o out.csv`;
    const child = spawn("bash", ["-c", command, process.execPath, ...ARGS], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let stderr = "";
    child.stderr?.on("data", (piece) => {
      stderr += piece;
    });
    expect(await ended(child)).toBe(1);
    expect(stderr).toMatch(/^tishu: out\.csv: cannot write: [^\n]*; what was there before is left as it was\n$/);
    expect(readFileSync(join(cwd, "out.csv"), "utf8")).toBe(OLD);
    expect(temporaries()).toEqual([]);
  }
}, 600_000);

/** A namespace of its own has its own mounts: the small file system goes away with the command. */
const canMount =
  spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", cwd], { stdio: "ignore" }).status ===
  0;

test.skipIf(!canMount)(
  "a file system of any size that is full: the old file or the new one, status and message to match, nothing beside it",
  async () => {
    const formats = ["csv", "jsonl", "json", "tsv", "md", "xlsx", "sqlite", "parquet"];
    const runs = Math.max(formats.length, Math.ceil(RUNS / 4));
    mkdirSync(join(cwd, "small"));
    let [full, done] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const format = formats[run % formats.length];
      const file = `small/out.${format}`;
      // From one page on to more than is needed; tmpfs counts in pages.
      const pages = 2 + Math.floor((run * 60) / runs);
      const script = `mount -t tmpfs -o size=${pages * 4096} tmpfs small || exit 99
${format === "sqlite" ? "" : `printf %s '${OLD.trim()}' >${file}`}
"$0" "$@" -o ${file}; echo "status $?"
ls -A small; if [ -e ${file} ]; then head -c 16 ${file} | base64; wc -c <${file}; fi`;
      const child = spawn("unshare", ["-rm", "bash", "-c", script, process.execPath, ...ARGS], {
        cwd,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let [stdout, stderr] = ["", ""];
      child.stdout?.on("data", (piece) => {
        stdout += piece;
      });
      child.stderr?.on("data", (piece) => {
        stderr += piece;
      });
      await ended(child);
      const what = `${format} in ${pages} pages: ${stdout}${stderr}`;
      const [status, ...rest] = stdout.trimEnd().split("\n");
      const isOld = rest[1] === Buffer.from(OLD.trim()).toString("base64");
      if (status === "status 0") {
        done++;
        expect(stderr, what).toBe("");
        expect(rest[0], what).toBe(`out.${format}`);
        expect(isOld, what).toBe(false);
        expect(Number(rest[2]), what).toBeGreaterThan(100);
      } else {
        full++;
        expect(status, what).toBe("status 1");
        expect(stderr, what).toMatch(/^tishu: small\/out\.\w+: cannot write[^\n]*\n$/);
        expect(rest.length === 0 || (rest[0] === `out.${format}` && isOld), what).toBe(true);
        expect(rest.length, what).toBe(format === "sqlite" ? 0 : 3);
      }
    }
    expect(full, "some were too small").toBeGreaterThan(0);
    expect(done, "some were large enough").toBeGreaterThan(0);
  },
  600_000,
);

test("a full device as standard output: status 1 and one line", () => {
  const { status, stderr } = spawnSync("bash", ["-c", `"$0" "$@" > /dev/full`, process.execPath, ...ARGS], {
    cwd,
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: "tishu: standard output: cannot write: no space left on the device; the output is not whole\n",
  });
});
