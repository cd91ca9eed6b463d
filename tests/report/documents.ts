import { createExtractor } from "../../src/extractor.js";
import { WIDE_COLUMNS, widen } from "../../src/link/wide.js";
import { loadReportAssets } from "../../src/load.js";
import type { Language, ReportDocument } from "../../src/report/model.js";
import { renderReport } from "../../src/report/page.js";
import type { SourceDocument } from "../../src/types.js";

const extractor = await createExtractor();

export function readReportDocument(document: SourceDocument): ReportDocument {
  const { document: analysed, records, warnings } = extractor.analyse(document);
  return {
    document,
    articles: analysed.layout.articles,
    records,
    wide: widen(records).map((row) => ({ ...row })),
    warnings,
  };
}

/** The report of texts by their ids, resolved against one day. */
export function reportOf(texts: Readonly<Record<string, string>>, language: Language | null = "en"): Promise<string> {
  const documents = Object.entries(texts).map(([id, text]) => readReportDocument({ id, text, date: "2023-12-06" }));
  return renderReport(
    documents,
    { title: "report", version: "0.0.0", language, wideColumns: WIDE_COLUMNS },
    loadReportAssets(),
  );
}

/** Sentences with four records each: an organisation, a year, a level and its change. */
export function manySentences(count: number): string {
  const indicators = ["货物吞吐量", "外贸吞吐量", "集装箱吞吐量"];
  const units = ["万吨", "万吨", "万标准箱"];
  const places = ["江海", "滨州", "临湖", "北辰", "东屿", "望潮", "沙坪", "青原", "云栖", "长汀"];
  const lines = Array.from({ length: count }, (_, at) => {
    const place = places[at % places.length];
    const kind = Math.floor(at / places.length) % indicators.length;
    const year = 2001 + (Math.floor(at / (places.length * indicators.length)) % 22);
    return `${place}港口集团有限公司${year}年完成${indicators[kind]}${1000 + ((at * 37) % 9000)}${units[kind]}，同比增长${1 + (at % 17)}.${at % 10}%。`;
  });
  return Array.from({ length: Math.ceil(count / 5) }, (_, at) => lines.slice(at * 5, at * 5 + 5).join("")).join("\n\n");
}
