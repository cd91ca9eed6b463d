import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Mention } from "../../src/types.js";
import { extractGroups, extractOrgs, orgExtractor } from "./extract.js";

describe("one organisation, several forms", () => {
  test.each([
    [
      "the alias that the text gives, before and after it",
      "东澜港集团吞吐量增长\n记者从东澜港口集团有限公司（以下简称“东澜港集团”）获悉，东澜港集团上半年完成吞吐量2亿吨。",
      [["东澜港口集团有限公司", ["东澜港集团", "东澜港口集团有限公司"]]],
    ],
    [
      "two aliases in brackets, one of them no name",
      "收购北屿散货码头有限公司（“北屿码头”或“标的公司”）72%股权。",
      [["北屿散货码头有限公司", ["北屿散货码头有限公司", "北屿码头"]]],
    ],
    [
      "without its legal form",
      "江东港口江州港集团公布数据。今年以来，江东港口江州港货物吞吐量增长。",
      [["江东港口江州港集团", ["江东港口江州港集团", "江东港口江州港"]]],
    ],
    [
      "its proper name where it acts, not where it names a product",
      "江州饮乐多生物科技有限公司主推饮乐多乳酸菌饮品。目前饮乐多已与三家超市合作。",
      [["江州饮乐多生物科技有限公司", ["江州饮乐多生物科技有限公司", "饮乐多"]]],
    ],
    [
      "without its place",
      "南麓市人民医院新院区封顶。市人民医院门急诊86万人次。",
      [["南麓市人民医院", ["南麓市人民医院", "市人民医院"]]],
    ],
    [
      "the street by its district and without",
      "辽源路街道送培训上门。江州市北区辽源路街道发放补贴。",
      [["江州市北区辽源路街道", ["辽源路街道", "江州市北区辽源路街道"]]],
    ],
    [
      "a character of each word",
      "中汇港口投资股份有限公司公告称，中汇港口投资股份有限公司（下称“中汇港投”）增持。中汇港投涨停。",
      [["中汇港口投资股份有限公司", ["中汇港口投资股份有限公司", "中汇港投"]]],
    ],
    [
      "by a gazetteer",
      "国家发展改革委发布通知，国家发改委有关负责人答问。",
      [["国家发展改革委", ["国家发展改革委", "国家发改委"]]],
    ],
    [
      "a shortened suffix",
      "云溪经济开发区管理委员会与企业签约，开发区管委会负责人出席。",
      [["云溪经济开发区管理委员会", ["云溪经济开发区管理委员会", "开发区管委会"]]],
    ],
  ])("%s", async (_, text, groups) => {
    expect(await extractGroups(text)).toEqual(groups);
  });
});

describe("two organisations stay two", () => {
  test.each([
    ["two banks of one town", "青岛银行和青岛农商银行发布年报。"],
    ["a branch and its bureau", "宁海市生态环境局部署工作。宁海市生态环境局高新区分局开展检查。"],
    ["a ministry and its namesake abroad", "财政部发行国债，美国财政部公布持仓。"],
    ["two companies of one proper name", "中汇控股集团与中汇港口投资股份有限公司签约。"],
    ["two bureaus of one city", "宁海市教育局与宁海市体育局联合举办。"],
  ])("%s", async (_, text) => {
    const groups = await extractGroups(text);
    expect(groups.map(([, forms]) => forms.length)).toEqual([1, 1]);
  });

  test("a short form that fits two names is joined to neither", async () => {
    const groups = await extractGroups("南麓市人民医院和北川市人民医院结对。市人民医院扩建。");
    expect(groups.map(([name]) => name)).toEqual(["南麓市人民医院", "北川市人民医院", "市人民医院"]);
  });
});

describe("anaphors link and are no records", () => {
  const antecedentOf = async (text: string): Promise<readonly (string | null)[]> => {
    const { document } = (await orgExtractor()).analyse(text);
    const isAnaphor = ({ kind }: Mention): boolean => kind === "anaphor";
    return document.sentences
      .flatMap(({ mentions }) => mentions.filter(isAnaphor))
      .map((anaphor) => document.organisations.get(anaphor)?.name ?? null);
  };

  test.each([
    ["岷江银行公布半年报。截至6月末，该行资产总额增长。", ["岷江银行"]],
    ["现代海港货柜码头有限公司公布业绩。该公司计划购置拖头。", ["现代海港货柜码头有限公司"]],
    ["江州省邮政管理局发布数据，疾风速运在省内启用中心。该局提醒，时效可能延长。", ["江州省邮政管理局"]],
    ["滨江医科大学附属第一医院开诊。该院引进设备。", ["滨江医科大学附属第一医院"]],
    ["该公司计划购置拖头。", [null]],
  ])("%s", async (text, names) => {
    expect(await antecedentOf(text)).toEqual(names);
    expect((await extractOrgs(text)).some((org) => org.text.startsWith("该"))).toBe(false);
  });
});

test("ids are 1, 2, 3… in order of first mention, and every record says where it stands", async () => {
  const extractor = await orgExtractor();
  const pieces = [
    "岷江银行股份有限公司（以下简称“岷江银行”）公布半年报。",
    "\n",
    "市卫健委通报，該公司股價上升。",
    "𠮷林新闻10月2日讯 ",
    "国家能源局、欧盟和北大。",
    "（中国）有限公司",
    "有关部门",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (chosen) => {
      const text = chosen.join("");
      const points = Array.from(text);
      const records = extractor.extract(text);
      let highest = 0;
      for (const { start, end, text: form, org_id: id } of records) {
        expect(points.slice(start, end).join("")).toBe(form);
        expect(id).toBeLessThanOrEqual(highest + 1);
        highest = Math.max(highest, id ?? 0);
      }
      expect(extractor.extract(text)).toEqual(records);
    }),
    { numRuns: 60 },
  );
});
