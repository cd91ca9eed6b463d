import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { tishu } from "./tishu.js";

const cwd = mkdtempSync(join(tmpdir(), "tishu-wide-"));
afterAll(() => rmSync(cwd, { recursive: true }));
writeFileSync(join(cwd, "page.txt"), "前三季度，云港集团完成货物吞吐量5.5亿吨，同比增长4.7%。\n");

test("--wide puts a figure and its change into one row", () => {
  const { stdout, stderr, status } = tishu(
    ["page.txt", "--wide", "--ref-date", "2023-11-22", "--columns", "subject,indicator,period,level,unit,yoy,yoy_unit"],
    { cwd },
  );
  expect({ stdout, stderr, status }).toEqual({
    stdout:
      "subject,indicator,period,level,unit,yoy,yoy_unit\n云港集团,货物吞吐量,2023-01-01/2023-09-30,550000000,t,4.7,%\n",
    stderr: "",
    status: 0,
  });
});

test("--wide knows its own columns", () => {
  const { stderr, status } = tishu(["page.txt", "--wide", "--columns", "text"], { cwd });
  expect({ stderr, status }).toMatchObject({ status: 2, stderr: expect.stringContaining('unknown column "text"') });
});
