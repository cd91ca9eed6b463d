import type { Reader } from "./reader.js";

/**
 * The forms that inputs are read in: how each is read, and the endings of its files' names.
 * A reader is loaded when something is read with it, so that no other form pays for its libraries.
 */
const READERS = {
  text: { endings: ["txt"], load: async () => (await import("./text.js")).readText },
  jsonl: { endings: ["jsonl", "ndjson"], load: async () => (await import("./jsonl.js")).readJsonl },
  csv: { endings: ["csv"], load: async () => (await import("./table.js")).readCsv },
  tsv: { endings: ["tsv"], load: async () => (await import("./table.js")).readTsv },
  html: { endings: ["html", "htm", "xhtml"], load: async () => (await import("./html.js")).readHtml },
  docx: { endings: ["docx"], load: async () => (await import("./docx.js")).readDocx },
  pdf: { endings: ["pdf"], load: async () => (await import("./pdf.js")).readPdf },
} as const satisfies Record<string, { readonly endings: readonly string[]; readonly load: () => Promise<Reader> }>;

export type InputForm = keyof typeof READERS;

export const INPUT_FORMS = Object.keys(READERS) as readonly InputForm[];

/** The endings of the files that a folder is searched for, or those of one form. */
export function endingsOf(form: InputForm | null): readonly string[] {
  return form === null ? INPUT_FORMS.flatMap((one) => READERS[one].endings) : READERS[form].endings;
}

/** The form that a file's name promises; text if it promises none. */
export function formOfName(name: string): InputForm {
  const ending = /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return INPUT_FORMS.find((form) => (READERS[form].endings as readonly string[]).includes(ending)) ?? "text";
}

export function loadReader(form: InputForm): Promise<Reader> {
  return READERS[form].load();
}
