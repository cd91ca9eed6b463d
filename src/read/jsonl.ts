import { type Place, TishuError } from "../errors.js";
import type { SourceDocument } from "../types.js";
import { decodeUtf8, describeFault } from "./decode.js";
import { isReferenceDate } from "./reference-date.js";

/**
 * The document of one line of JSONL input: `{"id": …, "text": …, "date": …}`, where `date` may be absent or null
 * and a number serves as `id` too. All further keys become `extra`.
 * @param place of the line, for messages
 * @throws TishuError of kind `input` where the line is something else
 */
export function parseDocumentLine(bytes: Uint8Array, place: Place): SourceDocument {
  const line = decodeLine(bytes, place);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw badLine(place, `not JSON (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw badLine(place, "not an object");

  const { id, text, date = null, ...extra }: Record<string, unknown> = { ...value };
  if (typeof id !== "string" && typeof id !== "number") throw badLine(place, missing("id", id));
  if (typeof text !== "string") throw badLine(place, missing("text", text));
  if (date !== null && (typeof date !== "string" || !isReferenceDate(date))) {
    throw badLine(place, `"date" is ${JSON.stringify(date)}, not a day such as 2023-11-22 or an instant`);
  }
  return { id: String(id), text, date, extra };
}

/** A line of JSON is UTF-8, as JSON is; one alone is too short to guess anything else from. */
function decodeLine(bytes: Uint8Array, place: Place): string {
  const decoded = decodeUtf8(bytes);
  if (decoded.kind === "text") return decoded.text;
  throw new TishuError("input", describeFault(decoded), { place });
}

function missing(key: string, value: unknown): string {
  return value === undefined ? `no "${key}"` : `"${key}" is ${JSON.stringify(value)?.slice(0, 40)}, not a string`;
}

function badLine(place: Place, message: string, cause?: unknown): TishuError {
  return new TishuError("input", message, { place, hint: 'a line is {"id": "…", "text": "…"}', cause });
}
