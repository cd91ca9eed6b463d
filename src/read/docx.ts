import type { Buffer } from "node:buffer";
import { parseHTML } from "linkedom";
import mammoth from "mammoth";
import { TishuError } from "../errors.js";
import { type DomNode, domToText } from "./dom-text.js";
import type { Reader } from "./reader.js";
import { readWhole } from "./text.js";
import { findZipFault, type ZipFault } from "./zip.js";

/** Bytes of XML, unpacked, that a document may have: some ten million characters of text. */
const MOST_XML = 1 << 26;

/** Reads a Word document: paragraphs, lists, footnotes, and tables with tabs between their cells. */
export const readDocx: Reader = (source, options) =>
  readWhole(source, options, async (bytes) => {
    const file = source.name;
    const fault = isOldFormat(bytes) ? "old" : await findZipFault(bytes, isXml, MOST_XML);
    if (fault !== null) throw refusal(fault, file);
    const html = await mammoth
      .convertToHtml({ buffer: bytes }, { convertImage: mammoth.images.imgElement(async () => ({ src: "" })) })
      .catch((cause: unknown) => {
        throw damaged(file, cause);
      });
    const { document } = parseHTML(`<!doctype html><html><body>${html.value}</body></html>`);
    return { text: domToText(document.documentElement as unknown as DomNode, { isPage: false }) };
  });

function isXml(name: string): boolean {
  return /\.(?:xml|rels)$/i.test(name);
}

/** The container of .doc, and of documents with a password. */
function isOldFormat(bytes: Buffer): boolean {
  return bytes.length >= 8 && bytes.readBigUInt64BE(0) === 0xd0cf11e0a1b11ae1n;
}

function refusal(fault: ZipFault | "old", file: string): TishuError {
  switch (fault) {
    case "old":
      return new TishuError("input", "this is a document with a password, or one of Word before 2007 (.doc)", {
        place: { file },
        hint: "save it as .docx without a password",
      });
    case "encrypted":
      return new TishuError("input", "the document has a password", { place: { file }, hint: "save it without one" });
    case "bomb":
      return new TishuError("input", `its XML unpacks to more than ${MOST_XML >> 20} MB`, {
        place: { file },
        hint: "it may be an archive made to fill the memory; if not, split it",
      });
    case "no-zip":
    case "damaged":
      return damaged(file);
    default:
      return fault satisfies never;
  }
}

function damaged(file: string, cause?: unknown): TishuError {
  return new TishuError("input", "this is no Word document (.docx), or a damaged one", {
    place: { file },
    hint: "open it in Word or LibreOffice and save it again",
    cause,
  });
}
