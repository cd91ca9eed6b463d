import { Eta } from "eta";
import { type Block, makeBlocks } from "./blocks.js";
import type { ReportAssets, ReportData, ReportDocument, ReportOptions } from "./model.js";
import { packRecords, packWide } from "./pack.js";

/** Kinds that have a colour of their own; those that a user's rules make share the others in turn. */
const KNOWN_KINDS: readonly string[] = ["quantity", "date", "org", "number"];
const OWN_COLOURS = 4;

/**
 * The report: one page of HTML that needs nothing else. Its policy lets it run its own program and style only, by
 * their hashes, and load nothing.
 */
export async function renderReport(
  documents: readonly ReportDocument[],
  options: ReportOptions,
  assets: ReportAssets,
): Promise<string> {
  const kinds = listKinds(documents);
  const data: ReportData = {
    language: options.language,
    labels: assets.labels,
    documents: documents.map(({ document }) => document.id),
    kinds,
    records: packRecords(documents),
    wide: packWide(documents, options.wideColumns),
  };
  let firstRecord = 0;
  const shown = documents.map(({ document, articles, records, warnings }) => {
    const blocks = makeBlocks(document.text, articles, records, firstRecord);
    firstRecord += records.length;
    return { id: document.id, blocks, warnings, isLong: isLong(blocks), records: records.length };
  });
  const eta = new Eta({ autoEscape: true, autoTrim: false });
  return eta.renderString(assets.template, {
    title: options.title,
    version: options.version,
    policy: await contentPolicy(assets),
    style: assets.style,
    head: assets.head,
    script: assets.script,
    data: embeddable(data),
    documents: shown,
    kinds,
    colourOf: new Map(kinds.map((kind) => [kind, colourOf(kind, kinds)])),
    language: options.language ?? "en",
    label: (key: string, fallback = key) => assets.labels[key]?.[options.language === "zh" ? 0 : 1] ?? fallback,
    bothLabels: (key: string) => assets.labels[key]?.join(" ") ?? key,
  });
}

function listKinds(documents: readonly ReportDocument[]): string[] {
  const found = new Set(documents.flatMap(({ records }) => records.map(({ kind }) => kind)));
  return [...KNOWN_KINDS.filter((kind) => found.delete(kind)), ...[...found].sort()];
}

/** The name of the kind's colour in the style sheet. */
function colourOf(kind: string, kinds: readonly string[]): string {
  if (KNOWN_KINDS.includes(kind)) return kind;
  const own = kinds.filter((one) => !KNOWN_KINDS.includes(one));
  return `own-${(own.indexOf(kind) % OWN_COLOURS) + 1}`;
}

/** Above this many blocks the browser lays out only those in sight. */
const LONG = 300;

function isLong(blocks: readonly Block[]): boolean {
  return blocks.length > LONG;
}

/** JSON that may stand inside a script element: no markup can begin in it, and no line separator stands bare. */
export function embeddable(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

async function contentPolicy({ head, script, style }: ReportAssets): Promise<string> {
  const [headHash, scriptHash, styleHash] = await Promise.all([head, script, style].map(hashOf));
  return [
    "default-src 'none'",
    `script-src ${headHash} ${scriptHash}`,
    `style-src ${styleHash}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

async function hashOf(source: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(source));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
