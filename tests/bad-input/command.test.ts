import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BIN, shell, startTishu, tishu } from "../cli/tishu.js";
import { makeWorkspace } from "../cli/workspace.js";

/** What the system can do to a run: each time one line that says it, the status, and the other inputs' records. */

const workspace = makeWorkspace({
  "good.txt": "项目投资7000万元。\n",
  "folder/a.txt": "投资3亿元。\n",
  "new\nline.txt": "投资5亿元。\n",
  "-dash.txt": "投资6亿元。\n",
});
const cwd = workspace.path;
const BRIEF = "--columns doc,text --kinds quantity";
const HEADER = "doc,text\n";
const GOOD = "good.txt,7000万元\n";
const LONG = "a".repeat(300);

beforeAll(() => {
  symlinkSync("loop-b.txt", join(cwd, "loop-a.txt"));
  symlinkSync("loop-a.txt", join(cwd, "loop-b.txt"));
  mkdirSync(join(cwd, "loops"));
  symlinkSync("y.txt", join(cwd, "loops/x.txt"));
  symlinkSync("x.txt", join(cwd, "loops/y.txt"));
  writeFileSync(join(cwd, "loops/z.txt"), "投资4亿元。\n");
  spawnSync("mkfifo", [join(cwd, "pipe.txt")]);
  mkdirSync(join(cwd, "special"));
  spawnSync("mkfifo", [join(cwd, "special/pipe.txt")]);
  symlinkSync("/dev/zero", join(cwd, "special/zero.txt"));
  writeFileSync(join(cwd, "special/a.txt"), "投资8亿元。\n");
});
afterAll(() => workspace.remove());

describe("inputs", () => {
  test.each([
    ["links in a circle", "loop-a.txt good.txt", "loop-a.txt: cannot be read: the links lead in a circle", 1, GOOD],
    [
      "links in a circle inside a folder",
      "loops good.txt",
      "loops/x.txt: cannot be read: the links lead in a circle\ntishu: loops/y.txt: cannot be read: the links lead in a circle",
      1,
      `loops/z.txt,4亿元\n${GOOD}`,
    ],
    [
      "a file that gives an error when read",
      "/proc/self/mem good.txt",
      "/proc/self/mem: cannot be read: input/output error",
      1,
      GOOD,
    ],
    ["a name that is too long", `${LONG}.txt good.txt`, `${LONG}.txt: cannot be read: the name is too long`, 1, GOOD],
    ["a name that is empty", "'' good.txt", ": no such file or folder; check the path", 1, GOOD],
    [
      "a file that is taken for a folder",
      "good.txt/x.txt good.txt",
      "good.txt/x.txt: cannot be read: a part of the path is no folder",
      1,
      GOOD,
    ],
    [
      "pipes, sockets and devices in a folder are not waited for",
      "special good.txt",
      ["pipe", "zero"]
        .map((name) => `special/${name}.txt: this is no file but a pipe, a socket or a device; name it to read it`)
        .join("\ntishu: "),
      1,
      `special/a.txt,8亿元\n${GOOD}`,
    ],
    ["a device that is empty", "/dev/null good.txt", "/dev/null: it is empty; there is nothing to extract", 1, GOOD],
    [
      "a device without an end, line by line",
      "--from jsonl /dev/zero",
      "/dev/zero:1: the line is over 512 MB long; the lines up to here are read, those after are not",
      1,
      "",
    ],
    ["the same file twice", "good.txt good.txt", "", 0, GOOD + GOOD],
    ["a name with a line break", "$'new\\nline.txt' good.txt", "", 0, `"new\nline.txt",5亿元\n${GOOD}`],
    [
      "a name that is no UTF-8",
      "$'bad\\xff.txt' good.txt",
      "bad\ufffd.txt: no such file or folder; check the path",
      1,
      GOOD,
    ],
  ])("%s", (_title, paths, message, status, records) => {
    const outcome = shell(`tishu ${BRIEF} ${paths}`, cwd);
    expect(outcome).toEqual({ stdout: HEADER + records, stderr: message === "" ? "" : `tishu: ${message}\n`, status });
  });

  test("a name with a dash, behind --", () => {
    expect(shell(`tishu ${BRIEF} -- -dash.txt good.txt`, cwd)).toMatchObject({
      stdout: `${HEADER}-dash.txt,6亿元\n${GOOD}`,
      status: 0,
    });
  });

  test("a named pipe is read to its end", () => {
    const line = `{ sleep 0.2; echo 投资3亿元。 >pipe.txt; } & tishu ${BRIEF} pipe.txt good.txt`;
    expect(shell(line, cwd)).toEqual({ stdout: `${HEADER}pipe.txt,3亿元\n${GOOD}`, stderr: "", status: 0 });
  });

  test("a file that grows while it is read is read to where it was, or further; the others are whole", () => {
    const line = `{ for i in $(seq 50); do echo 投资3亿元。 >>growing.txt; done; } & sleep 0.01; tishu ${BRIEF} growing.txt good.txt; wait`;
    const { stdout, status } = shell(line, cwd);
    expect(status).toBe(0);
    expect(stdout.endsWith(GOOD)).toBe(true);
    expect(new Set(stdout.slice(HEADER.length).split("\n"))).toEqual(
      new Set(["growing.txt,3亿元", "good.txt,7000万元", ""]),
    );
  });

  test("a file that is cut short and removed while others are read", () => {
    const line = `echo 投资3亿元。 >gone.txt; { : >gone.txt; rm gone.txt; } & tishu ${BRIEF} gone.txt good.txt; wait`;
    const { stdout, stderr } = shell(line, cwd);
    expect(stdout.endsWith(GOOD)).toBe(true);
    expect(stderr === "" || /^tishu: gone\.txt: [^\n]*\n$/.test(stderr)).toBe(true);
  });
});

/** As root everything can be read: then the program is run as nobody. */
const isRoot = process.getuid?.() === 0;
const AS_NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, BIN];
const canDrop = !isRoot || spawnSync(AS_NOBODY[0] ?? "", [...AS_NOBODY.slice(1), "--version"]).status === 0;

describe.skipIf(!canDrop)("what may not be read", () => {
  const asNobody = (args: string) => shell(`${isRoot ? AS_NOBODY.join(" ") : "tishu"} ${args}`, cwd);
  beforeAll(() => {
    chmodSync(cwd, 0o755);
    for (const name of ["locked.txt", "locked.jsonl", "locked.yaml", "readable.txt"])
      writeFileSync(join(cwd, name), "投资3亿元。\n");
    for (const name of ["shut", "half/shut", "config"]) mkdirSync(join(cwd, name), { recursive: true });
    writeFileSync(join(cwd, "half/a.txt"), "投资4亿元。\n");
    writeFileSync(join(cwd, "config/a.txt"), "投资4亿元。\n");
    writeFileSync(join(cwd, "config/tishu.config.yaml"), "kinds: [date]\n");
    writeFileSync(join(cwd, "shut/a.txt"), "投资4亿元。\n");
    for (const name of ["locked.txt", "locked.jsonl", "locked.yaml", "shut", "half/shut", "config/tishu.config.yaml"])
      chmodSync(join(cwd, name), 0o000);
  });
  afterAll(() => {
    for (const name of ["shut", "half/shut"]) chmodSync(join(cwd, name), 0o755);
  });

  const DENIED = "cannot be read: permission denied";
  test.each([
    ["a file", "locked.txt good.txt", [`locked.txt: ${DENIED}`], GOOD],
    ["a file of lines", "locked.jsonl good.txt", [`locked.jsonl: ${DENIED}`], GOOD],
    ["a folder", "shut good.txt", [`shut: ${DENIED}`], GOOD],
    ["a file in such a folder", "shut/a.txt good.txt", [`shut/a.txt: ${DENIED}`], GOOD],
    ["a folder in a folder", "half good.txt", [`half/shut: ${DENIED}`], `half/a.txt,4亿元\n${GOOD}`],
  ])("%s", (_title, paths, messages, records) => {
    expect(asNobody(`${BRIEF} ${paths}`)).toEqual({
      stdout: HEADER + records,
      stderr: messages.map((message) => `tishu: ${message}\n`).join(""),
      status: 1,
    });
  });

  test.each([
    ["a rule file", "good.txt --rules locked.yaml", `locked.yaml: ${DENIED}`],
    ["a folder of rules", "good.txt --rules shut", `shut: ${DENIED}`],
    ["a config", "config/a.txt", `${cwd}/config/tishu.config.yaml: ${DENIED}; or say --no-config`],
    [
      "a folder to write in",
      "good.txt -o shut/x.csv",
      "shut/x.csv: cannot write: permission denied; name another file with -o",
    ],
  ])("%s: nothing is begun", (_title, args, message) => {
    expect(asNobody(`${BRIEF} ${args}`)).toEqual({ stdout: "", stderr: `tishu: ${message}\n`, status: 2 });
  });

  test("explain tells it, too", () => {
    expect(asNobody("explain locked.txt")).toEqual({
      stdout: "",
      stderr: `tishu: locked.txt: ${DENIED}\n`,
      status: 1,
    });
  });
});

describe("the shell's surroundings", () => {
  test.each([
    [
      "the working folder is gone, the input is a path",
      `mkdir w; cd w; rmdir ../w; tishu ${BRIEF} ${cwd}/good.txt`,
      `${cwd}/good.txt,7000万元\n`,
    ],
    [
      "the working folder is gone, the input is standard input",
      `mkdir v; cd v; rmdir ../v; tishu ${BRIEF} <${cwd}/good.txt`,
      "-,7000万元\n",
    ],
    [
      "no home, no temporary folder, no locale, no such time zone",
      `HOME=/no TMPDIR=/no LANG=C LC_ALL=C TZ=No/Where tishu ${BRIEF} good.txt`,
      GOOD,
    ],
    ["standard error is closed", `tishu ${BRIEF} no.txt good.txt 2>&- || true`, GOOD],
  ])("%s", (_title, line, records) => {
    expect(shell(line, cwd)).toEqual({ stdout: HEADER + records, stderr: "", status: 0 });
  });

  test("standard input is closed: it is empty, and that is said", () => {
    expect(shell(`tishu ${BRIEF} <&-`, cwd)).toMatchObject({ stdout: HEADER, status: 1 });
  });
});

describe("outputs", () => {
  test.each([
    ["a full device", "/dev/full", 1, "cannot write: no space left on the device"],
    ["the root", "/", 2, "cannot write: this is a folder; name a file in it"],
    ["below a file", "good.txt/x.csv", 2, "cannot write"],
    ["a name that is too long", `${LONG}.csv`, 2, "cannot write"],
    ["a link in a circle", "loop-a.txt", 2, "cannot write: the links lead in a circle"],
    ["one of the inputs", "good.txt", 2, "cannot write: this is one of the inputs"],
  ])("%s", (_title, path, status, message) => {
    const outcome = tishu(["good.txt", "-o", path], { cwd });
    expect(outcome).toMatchObject({ stdout: "", status });
    expect(outcome.stderr).toMatch(/^tishu: [^\n]*\n$/);
    expect(outcome.stderr).toContain(`${path}: ${message}`);
  });

  test("a limit on the size of files", () => {
    const line = `echo old >o.csv; yes 投资7000万元。 | head -3000 | (ulimit -f 1; tishu -o o.csv); echo $?; cat o.csv; ls -A | grep -c tmp`;
    const { stdout, stderr } = shell(line, cwd);
    expect(stdout).toBe("1\nold\n0\n");
    expect(stderr).toMatch(/^tishu: o\.csv: cannot write: the file would be larger than is allowed; [^\n]*\n$/);
  });

  test("a reader that reads nothing", () => {
    expect(shell(`tishu ${BRIEF} good.txt | true; echo "\${PIPESTATUS[0]}"`, cwd)).toEqual({
      stdout: "0\n",
      stderr: "",
      status: 0,
    });
  });
});

test("one line of fifty megabytes, and a text of a million line breaks, leave the rest as it is", async () => {
  writeFileSync(join(cwd, "line.txt"), `${"港口码头".repeat(50_000_000 / 12)}，投资3亿元。`);
  writeFileSync(join(cwd, "breaks.txt"), `${"\n".repeat(1_000_000)}投资3亿元。`);
  const child = startTishu(["line.txt", "breaks.txt", "good.txt", ...BRIEF.split(" ")], cwd);
  let stdout = "";
  child.stdout.on("data", (piece) => {
    stdout += piece;
  });
  const status = await new Promise((resolve) => child.on("close", resolve));
  expect({ stdout, status }).toEqual({ stdout: `${HEADER}line.txt,3亿元\nbreaks.txt,3亿元\n${GOOD}`, status: 0 });
}, 120_000);
