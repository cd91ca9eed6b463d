import type { Warning } from "../analysis.js";
import { TishuError } from "../errors.js";
import { createExtractor, type Extractor } from "../extractor.js";
import { WIDE_COLUMNS, widen } from "../link/wide.js";
import { loadReportAssets, loadVersion } from "../load.js";
import { cutText, joinArticles, joinPart, NOTHING_CARRIED } from "../parts.js";
import type { TishuRecord } from "../record.js";
import type { ReportDocument } from "../report/model.js";
import { renderReport } from "../report/page.js";
import type { Article, SourceDocument } from "../types.js";
import type { ViewArgs } from "./args.js";
import { ExitCode } from "./exit-codes.js";
import { collectWarnings, LONGEST_PART, LONGEST_WHOLE } from "./extract.js";
import { readDocuments } from "./inputs.js";
import type { Messages } from "./messages.js";
import { checkKinds, checkNotAnInput, resolveEngine, resolveInputs } from "./options.js";
import { openFile, openStream } from "./output.js";
import type { Shell } from "./shell.js";

/** A page of more characters than this opens slowly in a browser; one of more than the others hardly at all. */
const MUCH_TEXT = 10_000_000;
const MOST_TEXT = 50_000_000;
const MOST_RECORDS = 500_000;

/** Writes the report of all inputs. What cannot be read is reported and left out. */
export async function view(args: ViewArgs, shell: Shell, messages: Messages): Promise<ExitCode> {
  if (args.output === null && shell.stdout.isTTY === true)
    throw new TishuError("usage", "a report is a page for a browser", { hint: "name its file: -o report.html" });
  checkNotAnInput(args.output, args.paths);
  const engine = { ...(await resolveEngine(args)), ...(args.kinds === null ? {} : { kinds: args.kinds }) };
  const inputs = resolveInputs(args, shell);
  const output = args.output === null ? openStream(shell.stdout) : await openFile(args.output);
  try {
    const extractor = await createExtractor(engine);
    checkKinds(engine.kinds, extractor.info.kinds);
    const warnings = collectWarnings(messages);
    let exitCode: ExitCode = ExitCode.Done;
    let [size, count] = [0, 0];
    const documents: ReportDocument[] = [];
    const batches = readDocuments(
      { ...inputs, output: args.output, stdin: shell.stdin },
      {
        error(error) {
          messages.error(error);
          if (exitCode === ExitCode.Done) exitCode = ExitCode.Failed;
        },
        bug(file, error) {
          messages.bug(error, { file });
          exitCode = ExitCode.Bug;
        },
        warning: messages.warning,
      },
    );
    for await (const batch of batches)
      for (const source of batch) {
        const { extra, ...bare } = source;
        const document = args.keep ? source : bare;
        const { records, warnings: found, articles } = analyse(document, extractor);
        for (const warning of found) warnings.add(warning);
        size += document.text.length;
        count += records.length;
        checkFits(size, count, document.id);
        documents.push({
          document,
          articles,
          records,
          wide: widen(records).map((row) => ({ ...row })),
          warnings: found,
        });
      }
    warnings.finish();
    if (documents.length === 0) {
      await output.abandon();
      messages.error(new TishuError("input", "no input could be read", { hint: "no report was written" }));
      return exitCode === ExitCode.Done ? ExitCode.Failed : exitCode;
    }
    if (size > MUCH_TEXT)
      messages.warning(
        `the report holds ${Math.round(size / 1e6)} million characters and will open slowly; several reports of fewer texts would not`,
      );
    const page = await renderReport(
      documents,
      {
        title: args.title ?? titleOf(inputs.paths, documents),
        version: loadVersion(),
        language: args.pageLang,
        wideColumns: WIDE_COLUMNS,
      },
      loadReportAssets(),
    );
    await output.write(page);
    await output.finish();
    return exitCode;
  } catch (error) {
    await output.abandon();
    throw error;
  }
}

/** What the page shows of a document: a long one is read in parts, just as for its records alone. */
function analyse(
  document: SourceDocument,
  extractor: Extractor,
): Pick<ReportDocument, "records" | "articles"> & { readonly warnings: readonly Warning[] } {
  const records: TishuRecord[] = [];
  const articles: Article[] = [];
  const warnings = new Map<string, Warning>();
  const isLong = document.text.length > LONGEST_WHOLE;
  const parts = isLong ? cutText(document.text, LONGEST_PART) : [{ text: document.text, start: 0 }];
  let carry = NOTHING_CARRIED;
  let number = 0;
  for (const { text, start } of parts) {
    const found = extractor.analyse(isLong ? { ...document, text, part: { start, number } } : document);
    const { articles: inPart } = found.document.layout;
    const joined = joinPart(found.records, { start, articles: inPart.length }, carry);
    for (const record of isLong ? joined.records : found.records) records.push(record);
    for (const article of isLong ? joinArticles(inPart, start, carry) : inPart) articles.push(article);
    for (const warning of found.warnings) warnings.set(warning.code, warning);
    carry = joined.carry;
    number++;
  }
  return { records, articles, warnings: [...warnings.values()] };
}

/**
 * @param id of the document with which so many characters and records are reached
 * @throws TishuError (output) where a page of them would be more than a browser opens
 */
export function checkFits(characters: number, records: number, id: string): void {
  if (characters <= MOST_TEXT && records <= MOST_RECORDS) return;
  throw new TishuError("output", `more than one page can hold: ${characters} characters, ${records} records so far`, {
    place: { file: id },
    hint: "make several reports of fewer texts, or of fewer kinds with --kinds",
  });
}

/** The name of the one input, or of the first and how many others there are. */
function titleOf(paths: readonly string[], documents: readonly ReportDocument[]): string {
  const [path = "-", ...others] = paths;
  const [first] = documents;
  const [name = "tishu"] = [path, first?.document.id].filter((one) => one !== "-");
  return others.length === 0 ? name : `${name} +${others.length}`;
}
