import { describe, expect, test } from "vitest";
import { scanDoubtfulDigits, scanNumerals } from "../../src/lex/numeral.js";

/** All readings of a text, written as `text=value`, the longest first. */
function readings(text: string): string[] {
  return scanNumerals(text)
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .map(
      ({ start, end, value, high }) =>
        `${text.slice(start, end)}=${value.toFixed()}${high === null ? "" : `~${high.toFixed()}`}`,
    );
}

/** The value of a text that is one numeral. */
function readWhole(text: string): string | undefined {
  return scanNumerals(text)
    .find(({ start, end }) => start === 0 && end === text.length)
    ?.value.toFixed();
}

describe("a text that is one numeral", () => {
  test.each([
    ["0", "0"],
    ["007", "7"],
    ["1,234,567.8", "1234567.8"],
    ["1 234 567", "1234567"],
    [".23456000", "0.23456"],
    ["12.32e+14", "1232000000000000"],
    ["2.7890e-1", "0.2789"],
    ["15·8", "15.8"],
    ["零", "0"],
    ["〇", "0"],
    ["十", "10"],
    ["两千零二", "2002"],
    ["一百一十", "110"],
    ["一百零十万三千", "1103000"],
    ["九百九", "990"],
    ["两千三百五", "2350"],
    ["一万二", "12000"],
    ["百二万", "1200000"],
    ["千一", "1100"],
    ["一百零一万一千", "1011000"],
    ["五兆六十二亿四万五千二", "5006200045200"],
    ["四千五百六十九万八千三百一十一亿四千八百七十二万五千三百八十二", "4569831148725382"],
    ["拾亿零六万零五百零六", "1000060506"],
    ["参万肆仟伍佰零柒", "34507"],
    ["陆拾", "60"],
    ["廿五", "25"],
    ["五百卅四", "534"],
    ["3.2万亿", "3200000000000"],
    ["百亿亿", "1000000000000000000"],
    ["十万亿亿", "1000000000000000000000"],
    ["三万万亿", "30000000000000000"],
    ["5.7百万", "5700000"],
    ["300百万", "300000000"],
    ["3亿8600万", "386000000"],
    ["5亿1万4千6百", "500014600"],
    ["3万4000", "34000"],
    ["1千零1", "1001"],
    ["一点五亿", "150000000"],
    ["一千六点五", "1600.5"],
    ["四百亿点零五零", "40000000000.05"],
    ["两千点零", "2000"],
    ["二〇二三", "2023"],
    ["一九九八", "1998"],
    ["二○○八", "2008"],
    ["一二〇〇万", "12000000"],
    ["一 百 二 十", "120"],
    ["二十 亿", "2000000000"],
    ["四百 点 五", "400.5"],
  ])("%s is %s", (text, value) => {
    expect(readWhole(text)).toBe(value);
  });
});

describe("readings", () => {
  test.each([
    // Where 千 or 兆 may belong to the unit, both are given.
    ["12千米", ["12千=12000", "12=12"]],
    ["五十兆瓦", ["五十兆=50000000000000", "五十=50"]],
    // 万 never does.
    ["3万米", ["3万=30000"]],
    ["三百万千瓦", ["三百万=3000000"]],
    // 两 at the end is a unit, not a digit.
    ["三千两百两", ["三千两百=3200", "两=2"]],
    ["两万两", ["两万=20000", "两=2"]],
    // Two digits side by side span a range; any other two are a sequence.
    ["七八千", ["七八千=7000~8000"]],
    ["二三十万", ["二三十万=200000~300000"]],
    ["三十五六", ["三十五六=35~36"]],
    ["一万七八", ["一万七八=17000~18000"]],
    ["八九", ["八九=8~9", "八九=89"]],
    ["三八", ["三八=38"]],
    // A time of day has two numerals.
    ["九点三十分", ["九点三=9.3", "九=9", "三十=30"]],
    ["两年零三个月", ["两=2", "零三=3", "三=3"]],
    // Dates and versions with dots are no decimals.
    ["2023.11.22", ["2023=2023", "11=11", "22=22"]],
    // A point that begins no decimal is passed over.
    [".7.8", ["7.8=7.8"]],
    [".7.8.9", ["7=7", "8=8", "9=9"]],
    ["v.1.2.3", ["1=1", "2=2", "3=3"]],
    ["15·8", ["15·8=15.8", "15=15", "8=8"]],
    ["2,3,5", ["2=2", "3=3", "5=5"]],
    ["1,23", ["1=1", "23=23"]],
  ])("%s", (text, expected) => {
    expect(readings(text)).toEqual(expected);
  });
});

describe("the rest of a numeral that cannot be read is none", () => {
  test.each([
    // digits of other scripts, fractions and enclosed numbers
    ["𝟕𝟎𝟎𝟎万元", []],
    ["٧٠٠٠万元", []],
    ["〧亿元", []],
    ["½亿元", []],
    ["⑦亿元", []],
    // but a numbered item may begin with a figure
    ["③7000万元", ["7000万=70000000"]],
    ["Ⅲ3万吨", ["3万=30000"]],
    // broken in the middle
    ["70\ud83d00万元", ["70=70"]],
    ["7000\u007f万元", ["7000=7000"]],
    ["7\ufe0f\u20e30亿元", ["7=7"]],
    ["7\u03010\u0301万元", ["7=7"]],
    // a stray character before a figure belongs to something else
    ["投资\ud8007000万元", ["7000万=70000000"]],
    ["❤\ufe0f7000万元", ["7000万=70000000"]],
    ["产量\r\n5吨", ["5=5"]],
    ["2023\n5吨", ["2023=2023", "5=5"]],
    // 亿 of 亿万 is no figure that 万 would be part of
    ["一兆亿元", ["一兆=1000000000000", "一=1"]],
    ["亿万富翁", ["亿=100000000"]],
  ])("%j", (text, expected) => {
    expect(readings(text)).toEqual(expected);
  });
});

test.each(["海陆空部队", "离开大陆", "入伍时分", "收拾房间", "朝花夕拾", "放肆", "肆无忌惮", "参加", "五仁的仁○"])(
  "%s: formal digits in words are none",
  (text) => {
    expect(readings(text).filter((reading) => !reading.startsWith("五="))).toEqual([]);
  },
);

test("a formal digit that stands alone is one", () => {
  expect(readings("壹")).toEqual(["壹=1"]);
  expect(readings("拾")).toEqual(["拾=10"]);
  expect(readings("万分之肆")).toEqual(["万=10000", "肆=4"]);
});

test("formal digits go on after a formal amount, and open one where no word can end", () => {
  expect(readings("壹拾元陆角柒分")).toEqual(["壹拾=10", "陆=6", "柒=7"]);
  expect(readings("伍千陆百")[0]).toBe("伍千陆百=5600");
  expect(readings("队伍千人")).toEqual(["千=1000"]);
});

test("doubtful digits are told apart for the rules that know them", () => {
  expect(scanDoubtfulDigits("人民币伍元，离开大陆").map(({ start, end }) => [start, end])).toEqual([
    [3, 4],
    [9, 10],
  ]);
});

test("万万 is 亿", () => {
  expect(readings("三万万五千万")).toEqual(["三万万五千万=350000000"]);
  expect(readings("万万不可").filter((reading) => reading.includes("100000000"))).toEqual([]);
});

test("says how it is written", () => {
  const shapes = scanNumerals("8千 百万 一万二 二〇二三 十 5千万 一百五十万").map(
    ({ style, bare, elliptic, power, section }) => [style, bare, elliptic, power, section],
  );
  expect(shapes).toEqual([
    ["digits", false, false, 0, 0],
    ["mixed", false, false, 3, 0],
    ["place", true, false, 6, 4],
    ["han", false, true, 0, 0],
    ["sequence", false, false, 0, 0],
    ["han", true, false, 1, 0],
    ["mixed", false, false, 7, 4],
    ["han", false, false, 4, 4],
  ]);
});
