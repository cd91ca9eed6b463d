import { fileURLToPath } from "node:url";
import { TishuError } from "../errors.js";
import { type PageText, type PlacedText, placeText, writePages } from "./pdf-layout.js";
import { withoutRadicals } from "./radicals.js";
import type { Reader, Report, Source } from "./reader.js";
import { readWhole } from "./text.js";

/** Reads the text layer of a PDF, in the order of its lines, columns and pages. */
export const readPdf: Reader = (source, options, report) =>
  readWhole(source, options, async (bytes) => {
    const pages = await readPages(bytes, source);
    const blank = pages.flatMap(({ texts }, index) => (texts.length === 0 ? [index + 1] : []));
    if (blank.length === pages.length) {
      throw new TishuError("input", "it has no text layer: its pages are pictures", {
        place: { file: source.name },
        hint: "recognise its text first (OCR)",
      });
    }
    tellBlankPages(blank, source, report);
    return { text: writePages(pages) };
  });

/** As much of pdf.js as is used here. */
interface PdfJs {
  getDocument(parameters: object): { promise: Promise<PdfDocument>; destroy(): Promise<void> };
  readonly Util: { transform(a: readonly number[], b: readonly number[]): readonly number[] };
}
interface PdfDocument {
  readonly numPages: number;
  getPage(number: number): Promise<PdfPage>;
}
interface PdfPage {
  getViewport(parameters: { scale: number }): { width: number; height: number; transform: readonly number[] };
  getTextContent(): Promise<{ items: readonly (TextItem | { type: string })[] }>;
  cleanup(): void;
}
interface TextItem {
  readonly str: string;
  readonly width: number;
  readonly transform: readonly number[];
}

async function readPages(bytes: Uint8Array, { name }: Source): Promise<PageText[]> {
  const pdfjs = await loadLibrary(name);
  const resources = fileURLToPath(new URL("./", import.meta.resolve("pdfjs-dist/package.json")));
  const task = pdfjs.getDocument({
    // pdf.js takes what it is given away from the giver.
    data: new Uint8Array(bytes),
    cMapUrl: `${resources}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${resources}standard_fonts/`,
    disableFontFace: true,
    isEvalSupported: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const pages: PageText[] = [];
    for (let number = 1; number <= document.numPages; number++) pages.push(await readPage(document, number, pdfjs));
    return pages;
  } catch (error) {
    throw refusal(error, name);
  } finally {
    await task.destroy();
  }
}

async function readPage(document: PdfDocument, number: number, { Util }: PdfJs): Promise<PageText> {
  const page = await document.getPage(number);
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const texts: PlacedText[] = [];
  for (const item of (await page.getTextContent()).items) {
    if (!("str" in item) || item.str.trim() === "") continue;
    texts.push(placeText(withoutRadicals(item.str), item.width, Util.transform(transform, item.transform)));
  }
  page.cleanup();
  return { width, height, texts };
}

async function loadLibrary(file: string): Promise<PdfJs> {
  try {
    return (await import("pdfjs-dist/legacy/build/pdf.mjs")) as unknown as PdfJs;
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND")) throw cause;
    throw new TishuError("input", "reading PDF needs the package pdfjs-dist, which is not installed", {
      place: { file },
      hint: "npm install pdfjs-dist@4 beside tishu (npm install -g pdfjs-dist@4 if tishu is there)",
      cause,
    });
  }
}

function refusal(error: unknown, file: string): unknown {
  if (!(error instanceof Error)) return error;
  const place = { file };
  if (error.name === "PasswordException") {
    return new TishuError("input", "it is encrypted: a password is needed", {
      place,
      hint: "save it without one, for instance with qpdf --decrypt",
      cause: error,
    });
  }
  // Whatever else pdf.js throws at, it is the file: it has names of its own for some faults and none for others.
  return new TishuError("input", `this is no PDF, or a damaged one (${error.message})`, {
    place,
    hint: "open it in a viewer and print it to a new PDF",
    cause: error,
  });
}

/** Pages named in a message. */
const SHOWN = 5;

function tellBlankPages(blank: readonly number[], { name }: Source, report: Report): void {
  if (blank.length === 0) return;
  const shown = blank.slice(0, SHOWN).join(", ") + (blank.length > SHOWN ? ` and ${blank.length - SHOWN} more` : "");
  report.warning(`${name}: no text on page ${shown}: blank, or a picture that would have to be recognised (OCR)`);
}
