import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Debian's and Ubuntu's places, and one of your own. */
const PLACES = [
  process.env.CHROMIUM_PATH ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** The browser that the tests run, or null where there is none. */
export const executable = PLACES.find((path) => path !== "" && existsSync(path)) ?? null;

export const NO_CHROMIUM = "no Chromium here: apt-get install chromium, or name one in CHROMIUM_PATH";

export function startBrowser(): Promise<Browser> {
  if (executable === null) throw new Error(NO_CHROMIUM);
  // In a container without user namespaces the sandbox cannot start; only pages of our own are opened.
  return chromium.launch({ executablePath: executable, args: ["--no-sandbox"] });
}

/** A page, and what it complained of: console messages, errors, and requests that are no files of the page itself. */
export interface Watched {
  readonly page: Page;
  readonly complaints: string[];
  close(): Promise<void>;
}

export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url() !== url && !/^(?:blob|data):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}
