import * as OpenCC from "opencc-js/t2cn";
import { beforeAll, describe, expect, test } from "vitest";
import { createExtractor, type Extractor } from "../../src/extractor.js";
import type { ReadOptions } from "../../src/read/reader.js";
import { readText } from "../../src/read/text.js";
import type { TishuRecord } from "../../src/record.js";
import type { SourceDocument } from "../../src/types.js";
import { encode } from "./encode.js";

/** Newspaper text of Taiwan and of Hong Kong, in Big5: what is read of it, end to end. */

const TAIWAN = `澄海市府：捷運綠線拚民國115年底通車

【記者林書遠／澄海報導】澄海市政府捷運工程局昨（11）日表示，捷運綠線全長26.7公里，總經費新臺幣1,583億元，目前整體進度達62.3%，預計民國115年12月完工。開挖土方約420萬立方公尺，113年度預算編列86億元。

局長指出，第一階段用地面積38公頃、約合11萬5千坪，其中魚塭占地12甲。今年前10月運量達3億2千萬人次，年增8.4%，月減1.2%。

澄海港務公司統計，9月貨櫃裝卸量85萬TEU，年增2.1%；貨物吞吐量1,250萬公噸，年減3%。水庫蓄水量達9成，可供電250萬瓩，海拔1,800公尺，最大浪高5呎。文旦每公斤約70元，產量6千公噸。
`;
const HONG_KONG = `港灣區填海工程獲批

【明灣訊】政府統計處昨日公布，今年第三季本地生產總值按年上升4.1%，按季下跌0.1%。

海灣發展局表示，填海約126公頃，涉資218億港元。首批1,200伙單位實用面積由280呎至650呎，入場費380萬元起。

明灣碼頭集團公布，截至六月底止六個月收入為港幣56.8億元，按年增加12%；溢利9.3億元，派中期息每股0.15元。集裝箱吞吐量1,020萬個標準箱，另處理30萬個二十呎標準貨櫃。
`;

let extractor: Extractor;
beforeAll(async () => {
  extractor = await createExtractor();
});

const OPTIONS: ReadOptions = { encoding: null, refDate: "2024-11-12", fields: { text: null, id: null, date: null } };

async function readBig5(text: string): Promise<{ document: SourceDocument; warnings: readonly string[] }> {
  const warnings: string[] = [];
  const bytes = (async function* () {
    yield encode(text, "big5");
  })();
  const report = { error: () => {}, warning: (message: string) => warnings.push(message) };
  for await (const [document] of readText({ name: "f", id: "f", isNamed: true, bytes }, OPTIONS, report))
    if (document !== undefined) return { document, warnings };
  throw new Error("no document");
}

const figure = ({ kind, text, value, unit, change, timex }: TishuRecord): string[] => {
  if (kind === "org") return [];
  return [kind === "date" ? `${text} ${timex}` : `${text} ${value} ${unit}${change === null ? "" : ` ${change}`}`];
};

const FIGURES: readonly (readonly [title: string, text: string, figures: readonly string[]])[] = [
  [
    "Taiwan",
    TAIWAN,
    [
      ...["民國115年底 2026-12-31", "昨（11）日 2024-11-11", "26.7公里 26700 m", "新臺幣1,583億元 158300000000 TWD"],
      ...["目前 PRESENT_REF", "62.3% 62.3 %", "民國115年12月 2026-12", "約420萬立方公尺 4200000 m3", "113年度 2024"],
      ...["86億元 8600000000 TWD", "38公頃 380000 m2", "約合11萬5千坪 380165.289256 m2", "12甲 116390.082645 m2"],
      ...["今年前10月 2024-01/2024-10", "3億2千萬人次 320000000 {person-time}", "8.4% 8.4 % yoy", "1.2% -1.2 % mom"],
      ...["9月 2024-09", "85萬TEU 850000 TEU", "2.1% 2.1 % yoy", "1,250萬公噸 12500000 t", "3% -3 % yoy", "9成 90 %"],
      ...["250萬瓩 2500000 kW", "1,800公尺 1800 m", "5呎 1.524 m", "每公斤約70元 70000 TWD/t", "6千公噸 6000 t"],
    ],
  ],
  [
    "Hong Kong",
    HONG_KONG,
    [
      ...["昨日 2024-11-11", "今年第三季 2024-Q3", "4.1% 4.1 % yoy", "0.1% -0.1 % mom", "約126公頃 1260000 m2"],
      ...["218億港元 21800000000 HKD", "1,200伙單位 1200 {dwelling}", "280呎至650呎 26.0128512 m2"],
      ...["380萬元起 3800000 HKD", "截至六月底止六個月 2024-01/2024-06", "港幣56.8億元 5680000000 HKD", "12% 12 % yoy"],
      ...["9.3億元 930000000 HKD", "每股0.15元 0.15 HKD/share", "1,020萬個標準箱 10200000 TEU"],
      ...["30萬個二十呎標準貨櫃 300000 TEU"],
    ],
  ],
];

describe.each(FIGURES)("%s", (_title, text, figures) => {
  test("Big5 is found out, and every figure and date read with the characters of the text", async () => {
    const { document, warnings } = await readBig5(text);
    expect(warnings).toEqual([
      expect.stringMatching(/^f: read as Big5, a guess \((?:[89]\d|100)% sure\); say --encoding if it is another$/),
    ]);
    expect(document.text).toBe(text);
    expect(extractor.extract(document).flatMap(figure)).toEqual(figures);
  });

  test("the same text in simplified script gives the same values, units and offsets", () => {
    const simplify = OpenCC.Converter({ from: "hk", to: "cn" });
    const document = { id: "f", text, date: "2024-11-12" };
    const amounts = (records: readonly TishuRecord[]): readonly unknown[] =>
      records
        .filter(({ kind }) => kind === "quantity")
        .map(({ start, end, value, unit, low, high, change, period }) =>
          // A bare 元 is of another currency in simplified text.
          [start, end, value, unit?.replace(/^(?:HKD|TWD|CNY)/, "MONEY"), low, high, change, period],
        );
    expect(amounts(extractor.extract({ ...document, text: simplify(text) }))).toEqual(
      amounts(extractor.extract(document)),
    );
  });
});
