import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWorkspace } from "../../cli/workspace.js";
import { manySentences, reportOf } from "../documents.js";
import { executable, NO_CHROMIUM, openPage, startBrowser, type Watched } from "./chromium.js";

const require = createRequire(import.meta.url);

const NEWS =
  "江海港吞吐量创新高\n\n江海晨报 12月6日讯 江海港口集团有限公司2022年完成货物吞吐量3000万吨，2023年完成货物吞吐量3200万吨，同比增长6.7%。" +
  "滨州港口集团有限公司2022年完成货物吞吐量1200万吨，2023年完成货物吞吐量900万吨。\n\n江海港口集团有限公司计划明年投资约7000万元。\n";
const ROADS = "迎宾路完工\n\n全长3.2公里的迎宾路12月4日完工，总投资8600万元。\n";
const HOSTILE =
  "<script>document.title='broken';alert(1)</script>投资7000万元。</script><!-- 3吨\n\n<img src=x onerror=alert(2)>\u202e逆序5吨\u2028行\u0007&lt;b&gt;{{7*7}}<%= 1 %>。\n";

if (executable === null) console.warn(`the report page is not tested: ${NO_CHROMIUM}`);

describe.skipIf(executable === null)(`the report in Chromium${executable === null ? ` (${NO_CHROMIUM})` : ""}`, () => {
  let browser: Browser;
  let workspace: ReturnType<typeof makeWorkspace>;
  let urls: Record<"news" | "many" | "hostile", string>;

  beforeAll(async () => {
    workspace = makeWorkspace({
      "news.html": await reportOf({ "news/江海.txt": NEWS, "news/迎宾路.txt": ROADS }, null),
      "many.html": await reportOf({ "many.txt": manySentences(540) }, null),
      "hostile.html": await reportOf({ "<script>alert(3)</script>": HOSTILE }, null),
    });
    const urlOf = (name: string): string => pathToFileURL(`${workspace.path}/${name}.html`).href;
    urls = { news: urlOf("news"), many: urlOf("many"), hostile: urlOf("hostile") };
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    workspace?.remove();
  });

  /** Opens a report, does something with it, and expects that nothing was complained of and nothing was asked of a network. */
  const withPage = async (
    name: "news" | "many" | "hostile",
    use: (page: Page, watched: Watched) => Promise<void>,
    options: Parameters<typeof openPage>[2] = {},
  ): Promise<void> => {
    const watched = await openPage(browser, urls[name], options);
    await use(watched.page, watched);
    expect(watched.complaints).toEqual([]);
    await watched.close();
  };
  const mention = (page: Page, text: string) =>
    page.locator("mark[id]:visible", { hasText: new RegExp(`^${text}$`) }).first();
  const chosenRow = (page: Page) => page.locator(".panel:visible .row.chosen .c-text");
  const shownTexts = (page: Page) => page.locator("#grid-records .body .c-text").allTextContents();
  const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  test("hover shows the record in a card, and leaving closes it", () =>
    withPage("news", async (page) => {
      await mention(page, "3200万吨").hover();
      const card = page.locator("#card");
      await card.waitFor();
      expect(await card.innerText()).toMatch(/32,000,000\s*t[\s\S]*货物吞吐量[\s\S]*江海港口集团有限公司[\s\S]*2023/);
      await page.mouse.move(5, 5);
      await card.waitFor({ state: "hidden" });
    }));

  test("a click on a mention chooses its row, a click on a row its mention", () =>
    withPage("news", async (page) => {
      await mention(page, "1200万吨").click();
      expect(await chosenRow(page).allTextContents()).toEqual(["1200万吨"]);
      await page.locator("#grid-records .row", { hasText: "6.7%" }).first().click();
      expect(await page.locator("mark.chosen").allTextContents()).toEqual(["6.7%"]);
      // A row of another document brings that document into sight.
      await page.locator("#grid-records .row", { hasText: "8600万元" }).click();
      expect(await page.locator("mark.chosen").allTextContents()).toEqual(["8600万元"]);
      expect(await page.locator("mark.chosen").isVisible()).toBe(true);
      await page.keyboard.press("Escape");
      expect(await page.locator(".chosen").count()).toBe(0);
      expect(await page.locator("#card").isHidden()).toBe(true);
    }));

  test("the help tells the keys, and which tishu made the page", () =>
    withPage("news", async (page) => {
      await page.click("#help-open");
      expect(await page.locator("#help").innerText()).toMatch(/Enter[\s\S]*select[\s\S]*tishu 0\.0\.0/);
      await page.click("#help-close");
    }));

  test("choosing an organisation shows its other mentions", () =>
    withPage("news", async (page) => {
      await mention(page, "江海港口集团有限公司").click();
      expect(await page.locator("mark.kin").count()).toBe(2);
    }));

  test("filters by kind, indicator, subject, period, document and words, and clears them", () =>
    withPage("news", async (page) => {
      const all = await shownTexts(page);
      await page.locator('.chip[data-kind="org"]').click();
      expect(await page.locator("#grid-records .c-name").count()).toBeGreaterThan(3);
      await page.locator('.chip[data-kind="org"]').click();
      await page.fill("#filter-indicator", "吞吐量");
      await page.fill("#filter-subject", "滨州");
      await page.fill("#filter-period", "2022");
      await expect.poll(() => shownTexts(page)).toEqual(["1200万吨"]);
      expect(await page.locator("#count").textContent()).toBe(`1 of ${all.length} records`);
      await page.click("#clear");
      await expect.poll(() => shownTexts(page)).toEqual(all);
      await page.selectOption("#filter-document", { label: "迎宾路.txt" });
      await expect.poll(() => shownTexts(page)).toContain("8600万元");
      expect(await shownTexts(page)).not.toContain("3200万吨");
      await page.fill("#filter-search", "没有的词");
      await page.locator(".empty", { hasText: "No record matches" }).waitFor();
    }));

  test("a heading sorts up, down and not at all", () =>
    withPage("news", async (page) => {
      await page.locator('.chip[data-kind="quantity"]').click();
      const unsorted = await shownTexts(page);
      const heading = page.locator('#grid-records [data-column="value"]');
      await heading.click();
      expect((await shownTexts(page)).slice(0, 2)).toEqual(["6.7%", "3.2公里"]);
      expect(await heading.getAttribute("aria-sort")).toBe("ascending");
      await heading.click();
      expect((await shownTexts(page))[0]).toBe("8600万元");
      await heading.click();
      expect(await shownTexts(page)).toEqual(unsorted);
      expect(await heading.getAttribute("aria-sort")).toBe("none");
    }));

  test("the CSV holds the filtered rows in their order, every column", () =>
    withPage("news", async (page) => {
      await page.fill("#filter-indicator", "货物吞吐量");
      await page.locator('.chip[data-kind="quantity"]').click();
      await page.locator('#grid-records [data-column="value"]').click();
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
      expect(download.suggestedFilename()).toBe("tishu-records.csv");
      const csv = readFileSync(await download.path());
      const rows = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
      expect(rows.map(({ text, value, unit, subject, doc }) => [text, value, unit, subject, doc])).toEqual([
        ["6.7%", "6.7", "%", "江海港口集团有限公司", "news/江海.txt"],
        ["900万吨", "9000000", "t", "滨州港口集团有限公司", "news/江海.txt"],
        ["1200万吨", "12000000", "t", "滨州港口集团有限公司", "news/江海.txt"],
        ["3000万吨", "30000000", "t", "江海港口集团有限公司", "news/江海.txt"],
        ["3200万吨", "32000000", "t", "江海港口集团有限公司", "news/江海.txt"],
      ]);
      expect(Object.keys(rows[0] ?? {})).toEqual(expect.arrayContaining(["sentence", "rule", "low", "org_id"]));
    }));

  test("the wide table has a row for each subject, indicator and period, and chooses mentions", () =>
    withPage("news", async (page) => {
      await page.click("#tab-wide");
      const row = page.locator("#grid-wide .row", { hasText: "32,000,000" });
      expect(await row.locator(".c-yoy").textContent()).toBe("6.7 %");
      await row.click();
      expect(await page.locator("mark.chosen").allTextContents()).toEqual(["3200万吨"]);
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
      const rows = parse(readFileSync(await download.path()), { columns: true, bom: true }) as Record<string, string>[];
      expect(rows.find(({ level }) => level === "32000000")).toMatchObject({ yoy: "6.7", period: "2023" });
    }));

  test("three charts are drawn, follow the filters, and tell their data", () =>
    withPage("news", async (page) => {
      await page.click("#tab-charts");
      /** How many different colours a canvas holds. */
      const colours = (selector: string) =>
        page.locator(`${selector} canvas`).evaluate((canvas) => {
          if (!(canvas instanceof HTMLCanvasElement)) return 0;
          const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          const found = new Set<string>();
          for (let at = 0; at < pixels.length; at += 4)
            if ((pixels[at + 3] ?? 0) > 200) found.add([pixels[at], pixels[at + 1], pixels[at + 2]].join());
          return found.size;
        });
      for (const chart of [".chart-bars", ".chart-line", ".chart-share"])
        expect([chart, (await colours(chart)) > 2]).toEqual([chart, true]);
      const dataOf = async (chart: string) => {
        await page.locator(`${chart} summary`).click();
        return (await page.locator(`${chart} tbody tr`).allInnerTexts()).map((line) => line.split("\t").slice(0, 3));
      };
      expect(await dataOf(".chart-bars")).toEqual([
        ["江海港口集团有限公司", "32,000,000 t", "2023"],
        ["滨州港口集团有限公司", "9,000,000 t", "2023"],
      ]);
      expect(await dataOf(".chart-line")).toEqual([
        ["江海港口集团有限公司", "2022", "30,000,000 t"],
        ["江海港口集团有限公司", "2023", "32,000,000 t"],
        ["滨州港口集团有限公司", "2022", "12,000,000 t"],
        ["滨州港口集团有限公司", "2023", "9,000,000 t"],
      ]);
      await page.fill("#filter-subject", "滨州");
      await expect.poll(() => page.locator(".chart-bars tbody tr").count()).toBe(1);
    }));

  test("text that looks like markup is shown as it is", () =>
    withPage("hostile", async (page) => {
      expect(await page.title()).toBe("report");
      const text = await page.locator("#text").innerText();
      expect(text).toContain("<script>document.title='broken';alert(1)</script>投资7000万元。</script><!-- 3吨");
      expect(text).toContain("<img src=x onerror=alert(2)>");
      expect(text).toContain("&lt;b&gt;{{7*7}}<%= 1 %>");
      expect(await page.locator("#text img, #text script, #text b").count()).toBe(0);
      expect(
        await page.locator(".control").evaluateAll((all) => all.map((one) => one.getAttribute("data-code"))),
      ).toEqual([...["U+202E", "U+2028", "U+0007"]]);
      await mention(page, "7000万元").click();
      expect(await page.locator("#card").innerText()).toContain("</script>");
      expect(await page.locator("#card script, #grid-records script").count()).toBe(0);
      await page.click("#tab-charts");
    }));

  test("the keyboard reaches everything: text, mention, row, heading, tabs, search, help", () =>
    withPage("news", async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the text");
      await page.keyboard.press("Enter");
      await page.locator("#text").focus();
      for (let at = 0; at < 4; at++) await page.keyboard.press("ArrowRight");
      const focused = () => page.evaluate(() => document.activeElement?.textContent);
      expect(await focused()).toBe("2022年");
      expect(await page.locator("#card").isVisible()).toBe(true);
      expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-describedby"))).toBe("card");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("grid-records");
      expect(await chosenRow(page).allTextContents()).toEqual(["3000万吨"]);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      expect(await focused()).toBe("2023年");
      await page.keyboard.press("Escape");
      await page.locator("#grid-records").focus();
      await page.keyboard.press("Control+Home");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      expect(await page.locator('#grid-records [data-column="text"]').getAttribute("aria-sort")).toBe("ascending");
      const active = await page.locator("#grid-records").getAttribute("aria-activedescendant");
      expect(await page.locator(`#${active}`).getAttribute("role")).toBe("columnheader");
      await page.keyboard.press("/");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("filter-search");
      await page.locator("#tab-records").focus();
      await page.keyboard.press("ArrowRight");
      expect(await page.locator("#tab-wide").getAttribute("aria-selected")).toBe("true");
      await page.locator("#splitter").focus();
      await page.keyboard.press("ArrowRight");
      expect(await page.locator("#splitter").getAttribute("aria-valuenow")).toBe("44");
      await page.click("#help-open");
      expect(await page.locator("#help").isVisible()).toBe(true);
      await page.keyboard.press("Escape");
      expect(await page.locator("#help").isVisible()).toBe(false);
    }));

  test("every stop of the Tab key can be seen", () =>
    withPage("news", async (page) => {
      const unseen: string[] = [];
      let stops = 0;
      for (; stops < 60; stops++) {
        await page.keyboard.press("Tab");
        const found = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === null || element === document.body) return null;
          const active = element.matches('[role="grid"]') ? element.querySelector(".active") : element;
          const style = getComputedStyle(active ?? element);
          const isSeen = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
          return { name: element.id || element.className, isSeen };
        });
        if (found === null) break;
        if (!found.isSeen) unseen.push(found.name);
      }
      expect(stops).toBeGreaterThan(12);
      expect(unseen).toEqual([]);
    }));

  test.each(["zh-CN", "en-US"])("labels follow the browser's language (%s), and the switch", (locale) =>
    withPage(
      "news",
      async (page) => {
        const [first, second] = locale === "zh-CN" ? ["记录", "Records"] : ["Records", "记录"];
        expect(await page.locator("#tab-records").innerText()).toBe(first);
        await page.click("#language");
        expect(await page.locator("#tab-records").innerText()).toBe(second);
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale === "zh-CN" ? "en" : "zh-Hans");
      },
      { locale },
    ),
  );

  test.each(["light", "dark"] as const)("the theme is the system's (%s) until one is chosen", (colorScheme) =>
    withPage(
      "news",
      async (page) => {
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const [light, dark] = ["rgb(243, 244, 244)", "rgb(18, 21, 24)"];
        expect(await ground()).toBe(colorScheme === "light" ? light : dark);
        await page.click("#theme");
        expect(await ground()).toBe(light);
        await page.click("#theme");
        expect(await ground()).toBe(dark);
      },
      { colorScheme },
    ),
  );

  test("on a phone: one pane at a time, nothing wider than the page, the card a sheet", () =>
    withPage(
      "news",
      async (page) => {
        const isFitting = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
        expect(await page.locator("#data").isVisible()).toBe(false);
        await mention(page, "3200万吨").tap();
        const sheet = await page.locator("#card").boundingBox();
        expect(sheet).toMatchObject({ x: 0, width: 390 });
        await page.locator("#card .to-table").tap();
        expect(await chosenRow(page).allTextContents()).toEqual(["3200万吨"]);
        expect(await isFitting()).toBe(true);
        await page.locator("#grid-records .row", { hasText: "900万吨" }).tap();
        await page.locator("#card .to-text").tap();
        expect(await page.locator("mark.chosen").allTextContents()).toEqual(["900万吨"]);
        for (const tab of ["#tab-wide", "#tab-charts", "#tab-text"]) {
          await page.locator(tab).tap();
          expect([tab, await isFitting()]).toEqual([tab, true]);
        }
        await page.locator("#tab-records").tap();
        await page.locator("#more").tap();
        await page.selectOption("#filter-sort", "value descending");
        expect((await shownTexts(page))[0]).toBe("8600万元");
      },
      PHONE,
    ));

  test("on paper: the text, all filtered rows, no controls, in light", () =>
    withPage(
      "many",
      async (page) => {
        await page.emulateMedia({ media: "print" });
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        expect(await page.locator("#grid-records .body .row").count()).toBeGreaterThan(2000);
        expect(await page.locator(".tools, .filters, .tabs").filter({ visible: true }).count()).toBe(0);
        expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("light");
        await page.emulateMedia({ media: "screen" });
        await page.evaluate(() => dispatchEvent(new Event("afterprint")));
        await expect.poll(() => page.locator("#grid-records .body .row").count()).toBeLessThan(100);
        expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
      },
      { colorScheme: "dark" },
    ));

  test("the browser prints text and table on pages of their own", () =>
    withPage("news", async (page) => {
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
    }));

  test("2,000 records: ready, filtered, sorted and scrolled without lag", () =>
    withPage("many", async (page) => {
      const count = await page.locator("#count").textContent();
      expect(Number(count?.replace(/\D/g, ""))).toBeGreaterThan(2000);
      // Only the rows in sight are drawn, at either end.
      expect(await page.locator("#grid-records .body .row").count()).toBeLessThan(60);
      await page.locator("#grid-records").focus();
      await page.keyboard.press("Control+End");
      const last = await page.locator("#grid-records .body .row").last().getAttribute("aria-rowindex");
      expect(last).toBe(await page.locator("#grid-records").getAttribute("aria-rowcount"));
      const times = await page.evaluate(async () => {
        const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const time = async (act: () => void): Promise<number> => {
          const before = performance.now();
          act();
          await new Promise((done) => setTimeout(done));
          await frame();
          return performance.now() - before;
        };
        const search = document.querySelector<HTMLInputElement>("#filter-search");
        const type = (text: string) => () => {
          if (search !== null) search.value = text;
          search?.dispatchEvent(new Event("input", { bubbles: true }));
        };
        const sort = () => document.querySelector<HTMLElement>('#grid-records [data-column="subject"]')?.click();
        const median = (of: number[]): number => of.sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
        const filters: number[] = [];
        const sorts: number[] = [];
        for (const text of ["江海", "江海港", "滨州 2019", "4567", ""]) filters.push(await time(type(text)));
        for (let at = 0; at < 5; at++) sorts.push(await time(sort));
        const ready = performance.getEntriesByName("tishu-ready")[0]?.startTime ?? Number.POSITIVE_INFINITY;
        return { ready, filter: median(filters), sort: median(sorts) };
      });
      // Measured 0.3 s, 25 ms and 30 ms on a quiet machine (bench/report.mjs); a busy one is no failure.
      expect(times.ready).toBeLessThan(5000);
      expect(times.filter).toBeLessThan(500);
      expect(times.sort).toBeLessThan(500);
    }));

  test.each([
    ["desktop, light", { colorScheme: "light" as const }],
    ["desktop, dark", { colorScheme: "dark" as const }],
    ["phone", PHONE],
  ])("no accessibility rule of axe is broken (%s)", (_name, options) =>
    withPage(
      "news",
      async (page, { complaints }) => {
        const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
        const check = async (state: string): Promise<string[]> => {
          // Evaluated by the browser's debugger, which the page's policy does not bind.
          const found = (await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`)) as {
            violations: { id: string; nodes: { html: string }[] }[];
          };
          return found.violations.map(({ id, nodes }) => `${state}: ${id} ${nodes[0]?.html}`);
        };
        const broken = await check("text");
        for (const tab of ["records", "wide", "charts"]) {
          await page.click(`#tab-${tab}`);
          broken.push(...(await check(tab)));
        }
        await page.click("#tab-records");
        await page.locator("#grid-records .row", { hasText: "3200万吨" }).click();
        broken.push(...(await check("card")));
        expect(broken).toEqual([]);
        complaints.splice(0);
      },
      options,
    ),
  );
});
