import { type Place, TishuError } from "../errors.js";
import type { SourceDocument } from "../types.js";
import { decodeIn, describeFault, type Encoding } from "./decode.js";
import { LONGEST_LINE, openLines, splitLines } from "./lines.js";
import { isOwnRecord, tellOwnRecords } from "./own-records.js";
import { type FieldNames, type Reader, USUAL_FIELDS } from "./reader.js";
import { toReferenceDate } from "./reference-date.js";

/** Reads JSONL: a document a line. A bad line is reported, and the rest goes on. */
export const readJsonl: Reader = async function* (source, options, report) {
  const fields: FieldNames = {
    text: options.fields.text ?? USUAL_FIELDS.text,
    id: options.fields.id ?? USUAL_FIELDS.id,
    date: options.fields.date ?? USUAL_FIELDS.date,
  };
  const { bytes, encoding } = await openLines(source, options, report);
  let isFirst = !source.isNamed;
  for await (const lines of splitLines(bytes, source.name)) {
    const documents: SourceDocument[] = [];
    for (const { bytes: content, line, isTooLong } of lines) {
      const place = { file: source.name, line };
      if (!isTooLong && isBlank(content)) continue;
      try {
        if (isTooLong) throw tooLong(place);
        const value = parseLine(content, encoding, place, fields);
        if (isFirst && isOwnRecord(Object.keys(value))) return tellOwnRecords(source, report);
        isFirst = false;
        const document = toDocument(value, place, fields);
        documents.push(document.date === null ? { ...document, date: options.refDate } : document);
      } catch (error) {
        if (!(error instanceof TishuError)) throw error;
        report.error(error);
      }
    }
    yield documents;
  }
};

function parseLine(bytes: Uint8Array, encoding: Encoding, place: Place, fields: FieldNames): object {
  // One line alone is too short to guess an encoding from.
  const decoded = decodeIn(bytes, encoding);
  // A NUL is no JSON, and what JSON makes of it says where it stands.
  if (decoded.kind === "undecodable") {
    const doc = findId(new TextDecoder(encoding).decode(bytes), fields);
    throw new TishuError("input", describeFault(decoded), { place, doc });
  }
  const text = decoded.kind === "text" ? decoded.text : new TextDecoder(encoding).decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const message = `not JSON (${cause instanceof Error ? cause.message : String(cause)})`;
    throw badLine(place, findId(text, fields), message, fields, cause);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw badLine(place, null, "not an object", fields);
  return value;
}

/**
 * The document of `{"id": …, "text": …, "date": …}`, where `date` may be absent or null and a number serves as `id`
 * too. All further keys become `extra`; of a key that stands twice the last counts.
 * @param place of the line
 */
function toDocument(value: object, place: Place, fields: FieldNames): SourceDocument {
  const {
    [fields.id]: id,
    [fields.text]: text,
    [fields.date]: date = null,
    ...extra
  }: Record<string, unknown> = {
    ...value,
  };
  if (typeof id !== "string" && typeof id !== "number") throw badLine(place, null, missing(fields.id, id), fields);
  const doc = String(id);
  if (typeof text !== "string") throw badLine(place, doc, missing(fields.text, text), fields);
  const day = typeof date === "string" ? toReferenceDate(date) : null;
  if (date !== null && day === null) {
    const shown = `"${fields.date}" is ${JSON.stringify(date).slice(0, SHOWN)}`;
    throw badLine(place, doc, `${shown}, not a day such as 2023-11-22 or an instant`, fields);
  }
  if (isNestedDeeper(extra, DEEPEST)) {
    throw new TishuError("input", `its further keys nest more than ${DEEPEST} deep`, { place, doc });
  }
  return { id: doc, text, date: day, place, extra };
}

/** The id in a line that is no whole JSON, as far as it can be made out: whoever mends it looks for that. */
function findId(line: string, { id }: FieldNames): string | null {
  const key = JSON.stringify(id);
  const after = /^\s*:\s*(?:("(?:[^"\\]|\\.)*")|(-?[0-9]+))/;
  for (let at = line.indexOf(key); at >= 0; at = line.indexOf(key, at + 1)) {
    const [, quoted, number] = after.exec(line.slice(at + key.length, at + key.length + LONGEST_ID)) ?? [];
    if (number !== undefined) return number;
    if (quoted === undefined) continue;
    try {
      return String(JSON.parse(quoted));
    } catch {
      return null; // A bad escape: there is no telling what was meant.
    }
  }
  return null;
}

/** Characters that an id may have and still be looked for. */
const LONGEST_ID = 1000;

/** What is passed through must be written again, by functions that call themselves. */
const DEEPEST = 500;

function isNestedDeeper(value: object, deepest: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** Characters of a wrong value that a message shows. */
const SHOWN = 40;

function missing(key: string, value: unknown): string {
  return value === undefined ? `no "${key}"` : `"${key}" is ${JSON.stringify(value)?.slice(0, SHOWN)}, not a string`;
}

function badLine(
  place: Place,
  doc: string | null,
  message: string,
  { id, text }: FieldNames,
  cause?: unknown,
): TishuError {
  return new TishuError("input", message, { place, doc, hint: `a line is {"${id}": "…", "${text}": "…"}`, cause });
}

function tooLong(place: Place): TishuError {
  return new TishuError("input", `the line is over ${LONGEST_LINE >> 20} MB long`, {
    place,
    doc: null,
    hint: "split it",
  });
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
