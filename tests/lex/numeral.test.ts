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
    ["123,456", "123456"],
    ["一万伍仟", "15000"],
    ["三仟陆", "3600"],
    ["壹万参", "13000"],
    ["一亿两万", "100020000"],
    ["三亿 五万", "300050000"],
    ["陆点伍", "6.5"],
    ["伍点零伍", "5.05"],
    ["五百卅万", "5300000"],
    ["二十    亿", "2000000000"],
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
    [".2·5", [".2=0.2", "5=5"]],
    ["2,3,5", ["2=2", "3=3", "5=5"]],
    ["1,23", ["1=1", "23=23"]],
  ])("%s", (text, expected) => {
    expect(readings(text)).toEqual(expected);
  });
});

describe("where a numeral ends, and what else it may be", () => {
  test.each<[string, string[]]>([
    ["十一点五千克", ["十一点五千=11500", "十一点五=11.5", "十一=11", "五千=5000", "五=5"]],
    ["十二点五兆瓦", ["十二点五兆=12500000000000", "十二点五=12.5", "十二=12", "五兆=5000000000000", "五=5"]],
    ["一百十", ["一百十=110"]],
    ["百十", ["百十=110"]],
    ["3万40000", ["3万=30000", "40000=40000"]],
    ["3.5万4000", ["3.5万=35000", "4000=4000"]],
    ["1.5千200", ["1.5千=1500", "1.5=1.5", "200=200"]],
    ["七八九", ["七八九=789"]],
    ["七八九十", ["七=7", "八九十=80~90"]],
    ["十七八九", ["十七=17", "八九=8~9", "八九=89"]],
    ["五六百七", ["五六百=500~600", "七=7"]],
    ["一百零零五", ["一百=100", "一=1", "零零五=5", "零五=5", "五=5"]],
    ["一百零", ["一百=100", "一=1", "零=0"]],
    ["零零五", ["零零五=5", "零五=5", "五=5"]],
    ["一千零五十", ["一千零五十=1050"]],
    ["一千零卅", ["一千零卅=1030"]],
    ["两千零两百", ["两千零两百=2200"]],
    ["一百两", ["一百=100", "一=1", "两=2"]],
    ["十一两", ["十一=11", "两=2"]],
    ["一两二", ["一=1", "两=2", "二=2"]],
    ["两两", ["两=2", "两=2"]],
    ["一百 二", ["一百=100", "一=1", "二=2"]],
    ["一百 二十", ["一百 二十=120"]],
    ["三千 五百 六", ["三千 五百=3500", "三千 五=3500", "六=6"]],
    ["1百 2十", ["1百=100", "1=1", "2十=20"]],
    ["二十 三千", ["二十=20", "三千=3000", "三=3"]],
    ["15百万", ["15百万=15000000"]],
    ["15百", ["15=15", "百=100"]],
    ["1500百", ["1500=1500", "百=100"]],
    ["9千5百", ["9千5百=9500", "9千5=9500"]],
    ["12千5百", ["12千5百=12500", "12千5=12500"]],
    ["一点五点六", ["一点五=1.5", "一=1", "五点六=5.6", "五=5", "六=6"]],
    ["三点", ["三=3"]],
    ["点五", ["五=5"]],
    ["一百点五", ["一百点五=100.5", "一百=100", "五=5"]],
    ["十点三十", ["十点三=10.3", "十=10", "三十=30"]],
    ["百点五", ["百=100", "五=5"]],
    ["3点5", ["3=3", "5=5"]],
    ["一亿二千万三百", ["一亿二千万三百=120000300", "一亿二千万三=120003000"]],
    ["三万二千五", ["三万二千五=32500"]],
    ["二百零五万三", ["二百零五万三=2053000"]],
    ["一万零五", ["一万零五=10005"]],
    ["一万五百", ["一万五百=10500", "一万五=15000"]],
    ["一万零五百", ["一万零五百=10500", "一万零五=10005"]],
    ["百千", ["百=100", "千=1000"]],
    ["伍拾陆万", ["伍拾陆万=560000"]],
    ["伍陆", ["伍陆=5~6"]],
    ["参拾", ["参拾=30"]],
    ["一伍", ["一=1"]],
    ["七八万三", ["七八万=70000~80000", "三=3"]],
    ["三四百五", ["三四百=300~400", "五=5"]],
    ["三十五六万", ["三十五六万=350000~360000"]],
    ["廿三", ["廿三=23"]],
    ["三百廿", ["三百廿=320"]],
    ["卅万", ["卅万=300000"]],
    ["一千五", ["一千五=1500"]],
    ["12,34", ["12=12", "34=34"]],
    ["1234,567", ["1234=1234", "567=567"]],
    ["0,123", ["0=0", "123=123"]],
    ["1,2345", ["1=1", "2345=2345"]],
    ["1e5", ["1e5=100000"]],
    ["1e5a", ["1=1", "5=5"]],
    ["1e+", ["1=1"]],
    ["3 000", ["3 000=3000"]],
    ["3 0000", ["3=3", "0000=0"]],
    ["零点五", ["零点五=0.5", "零=0", "五=5"]],
    ["二〇点五", ["二〇点五=20.5"]],
    ["一二三点四", ["一二三点四=123.4"]],
    ["一二万", ["一二万=10000~20000"]],
    ["三五", ["三五=3~5", "三五=35"]],
    ["五三", ["五三=53"]],
    ["三五万", ["三五万=30000~50000"]],
    ["零一二三四", ["零一二三四=1234"]],
    ["○五", ["○五=5"]],
    ["二○五", ["二○五=205"]],
    // What may be 千 of 千米 may be after 两 too.
    ["两千米", ["两千=2000", "两=2"]],
    ["三十五千米", ["三十五=35", "千=1000"]],
    // Places fall; a numeral ends before one that does not.
    ["三百五百", ["三百五=350", "百=100"]],
    ["十十", ["十=10", "十=10"]],
    // A place alone multiplies nothing that is written in digits after it.
    ["逾千5G基站", ["千=1000", "5=5"]],
    // After a digit without its place nothing more comes.
    ["一万二5月到账", ["一万二=12000", "5=5"]],
    ["三万一两", ["三万一=31000", "两=2"]],
    ["三廿", ["三=3", "廿=20"]],
    ["一百三零五", ["一百三=130", "零五=5", "五=5"]],
    // Formal digits and 拾 are words after a plain numeral.
    ["三千参赛选手", ["三千=3000", "三=3"]],
    ["两万陆军", ["两万=20000"]],
    ["三百拾荒者", ["三百=300", "三=3"]],
    ["伍点陆", ["伍点陆=5.6", "伍=5"]],
    // Two digits side by side are of one script, without a blank or a zero between them.
    ["3四", ["3=3", "四=4"]],
    ["三 四", ["三=3", "四=4"]],
    ["两年零一百天", ["两=2", "零=0", "一百=100", "一=1"]],
    ["零一", ["零一=1", "一=1"]],
    ["一百零五六", ["一百零五六=105~106"]],
    ["三百五六万", ["三百五六万=3500000~3600000"]],
    ["三四万万", ["三四万万=300000000~400000000"]],
    // Nothing smaller follows a span.
    ["五六百3D打印机", ["五六百=500~600", "3=3"]],
    ["五六百十月", ["五六百=500~600", "十=10"]],
    ["五六百零三", ["五六百=500~600", "零三=3", "三=3"]],
    ["三五万五百", ["三五万=30000~50000", "五百=500", "五=5"]],
    ["十七八点三十", ["十七八=17~18", "三十=30"]],
    // A blank parts what needs no digit from the other side.
    ["一百 二百", ["一百=100", "一=1", "二百=200", "二=2"]],
    ["一百 零二", ["一百=100", "一=1", "零二=2", "二=2"]],
    ["三百 二万", ["三百=300", "三=3", "二万=20000"]],
    ["三万 五亿", ["三万=30000", "五亿=500000000"]],
    ["三万 4000", ["三万=30000", "4000=4000"]],
    ["二十     亿", ["二十=20", "亿=100000000"]],
    // 两 goes on neither after 零 nor after 点.
    ["一百零两个", ["一百=100", "一=1", "零=0", "两=2"]],
    ["三点两人", ["三=3", "两=2"]],
    ["九点 三十分", ["九点 三=9.3", "九=9", "三十=30"]],
    ["3点五十", ["3=3", "五十=50"]],
    // Places after a fraction: 千 or 百万, and no more than one; nothing is passed over.
    ["一点五百万", ["一点五百万=1500000", "一=1", "五百万=5000000"]],
    ["一点五千千瓦", ["一点五千=1500", "一点五=1.5", "一=1", "五千=5000", "五=5", "千=1000"]],
    ["一点五个亿", ["一点五=1.5", "一=1", "五=5", "亿=100000000"]],
    // Of sections side by side only 万万, 亿亿 and 万亿 are one.
    ["一兆兆", ["一兆=1000000000000", "一=1"]],
    ["一亿三万万元", ["一亿三万=100030000"]],
    ["二〇二三年五月", ["二〇二三=2023", "五=5"]],
    // Separators and points: one kind in a numeral, and with digits on both sides.
    ["1,234、567", ["1,234=1234", "567=567"]],
    ["1,234 567", ["1,234=1234", "567=567"]],
    ["增长3.5.", ["3.5=3.5"]],
    ["15·张", ["15=15"]],
    ["1e999", [`1e999=1${"0".repeat(999)}`]],
    ["1e1234", ["1=1", "1234=1234"]],
    ["1e5Z", ["1=1", "5=5"]],
    ["1e5z", ["1=1", "5=5"]],
    ["1e5A", ["1=1", "5=5"]],
    // A point begins a decimal where no letter, digit or point stands before it.
    ["约.5吨", [".5=0.5"]],
    ["[.5", [".5=0.5"]],
    ["{.5", [".5=0.5"]],
    ["A.5", ["5=5"]],
    ["Z.5", ["5=5"]],
    ["a.5", ["5=5"]],
    ["z.5", ["5=5"]],
    ["...5", ["5=5"]],
  ])("%s", (text, expected) => {
    expect(readings(text)).toEqual(expected);
  });
});

test("the shape of a numeral: its style, whether a place is left out, whether it is places alone, what multiplies it", () => {
  const shapes = [
    "十五",
    "百",
    "千百",
    "一万二千",
    "三百万",
    "5千",
    "12",
    "二〇二三",
    "三万零五",
    "五六百",
    "廿三",
    "一点五亿",
    "零点五亿",
    "1.5万",
    "二〇万",
    "廿",
    "3万4千",
    "五百卅万",
    "3.2万亿",
    "一万二千亿",
    "三万万",
    "一亿三万",
  ].map((text) => {
    const whole = scanNumerals(text).find(({ start, end }) => start === 0 && end === text.length);
    return [text, whole?.style, whole?.elliptic, whole?.bare, whole?.power, whole?.section];
  });
  expect(shapes).toEqual([
    ["十五", "han", false, false, 0, 0],
    ["百", "place", false, true, 2, 0],
    ["千百", undefined, undefined, undefined, undefined, undefined],
    ["一万二千", "han", false, false, 0, 0],
    ["三百万", "han", false, false, 6, 4],
    ["5千", "mixed", false, false, 3, 0],
    ["12", "digits", false, false, 0, 0],
    ["二〇二三", "sequence", false, false, 0, 0],
    ["三万零五", "han", false, false, 0, 0],
    ["五六百", "han", false, false, 2, 0],
    ["廿三", "han", false, false, 0, 0],
    ["一点五亿", "han", false, false, 8, 8],
    ["零点五亿", "han", false, false, 8, 8],
    ["1.5万", "mixed", false, false, 4, 4],
    ["二〇万", "sequence", false, false, 0, 4],
    ["廿", "han", false, false, 1, 0],
    ["3万4千", "mixed", false, false, 0, 0],
    ["五百卅万", "han", false, false, 4, 4],
    ["3.2万亿", "mixed", false, false, 12, 12],
    ["一万二千亿", "han", false, false, 8, 8],
    ["三万万", "han", false, false, 8, 8],
    ["一亿三万", "han", false, false, 0, 0],
  ]);
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
    ["七\u200b千万元", ["七=7"]],
    ["½\u03017万元", []],
    // as far as four stray characters; more are a gap
    ["3\u200b\u200b\u200b\u200b7吨", ["3=3"]],
    ["3\u200b\u200b\u200b\u200b\u200b7吨", ["3=3", "7=7"]],
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
  const digits = (text: string): unknown[] =>
    scanDoubtfulDigits(text).map(({ start, end, value, high, style }) => [start, end, value.toFixed(), high, style]);
  expect(digits("人民币伍元，离开大陆")).toEqual([
    [3, 4, "5", null, "han"],
    [9, 10, "6", null, "han"],
  ]);
  // 拾 is a place; 肆 between signs is read by the scan itself.
  expect(digits("收拾房间")).toEqual([]);
  expect(digits("（肆）")).toEqual([]);
  expect(readings("😀肆😀")).toEqual(["肆=4"]);
});

test("two digits side by side by themselves are a span of Han characters, or a sequence", () => {
  expect(scanNumerals("七八").map(({ style, high }) => [style, high?.toFixed()])).toEqual([
    ["han", "8"],
    ["sequence", undefined],
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
