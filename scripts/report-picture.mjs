// Makes docs/report.png, the README's picture of the report: `npm run build && node scripts/report-picture.mjs`.
// Needs Chromium (CHROMIUM_PATH, else /usr/bin/chromium) and a Chinese font, so that the picture is the same for all:
// apt-get install chromium fonts-noto-cjk
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tishu-picture-"));
const report = join(folder, "report.html");
const picture = join(root, "docs/report.png");

const args = ["view", "fixtures/newspaper-page/input.txt", "--ref-date", "2023-12-06", "-o", report];
const { status, stderr } = spawnSync(
  process.execPath,
  [join(root, "bin/tishu.js"), ...args, "--title", "滨海晨报 2023年12月6日"],
  {
    cwd: root,
  },
);
if (status !== 0) throw new Error(String(stderr));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, locale: "zh-CN", colorScheme: "light" });
await page.goto(pathToFileURL(report).href);
await page.locator('.chip[data-kind="quantity"]').click();
await page.locator("mark.k-quantity[id]").nth(1).click();
await page.mouse.move(0, 0);
await page.screenshot({ path: picture });
await browser.close();
rmSync(folder, { recursive: true });
console.log(`docs/report.png  ${Math.round(statSync(picture).size / 1000)} KB`);
