/** Numbers written in the ways in which Chinese text writes them, for properties that read them back. */

const PLAIN = {
  digits: "零一二三四五六七八九",
  places: ["", "十", "百", "千"],
  sections: ["", "万", "亿", "兆"],
  point: "点",
};
const FORMAL = {
  digits: "零壹贰叁肆伍陆柒捌玖",
  places: ["", "拾", "佰", "仟"],
  sections: ["", "万", "亿", "兆"],
  point: "点",
};
const TRADITIONAL = {
  digits: "零一二三四五六七八九",
  places: ["", "十", "百", "千"],
  sections: ["", "萬", "億", "兆"],
  point: "點",
};
const FORMAL_TRADITIONAL = {
  digits: "零壹貳參肆伍陸柒捌玖",
  places: ["", "拾", "佰", "仟"],
  sections: ["", "萬", "億", "兆"],
  point: "點",
};
type Characters = typeof PLAIN;

/** A decimal number as its digits: a whole part without leading zeros and a fraction, "" where there is none. */
export interface Digits {
  readonly whole: string;
  readonly fraction: string;
}

export const written = ({ whole, fraction }: Digits): string => (fraction === "" ? whole : `${whole}.${fraction}`);

/** A section of four digits: 1050 → 一千零五十. */
function sayFour(four: string, { digits, places }: Characters): string {
  let said = "";
  let zero = false;
  [...four].forEach((digit, i) => {
    const place = places[four.length - 1 - i] ?? "";
    if (digit === "0") zero = said !== "";
    else {
      said += `${zero ? digits.charAt(0) : ""}${digits.charAt(Number(digit))}${place}`;
      zero = false;
    }
  });
  return said;
}

function sayWhole(whole: string, characters: Characters): string {
  if (whole === "0") return characters.digits.charAt(0);
  const fours: string[] = [];
  for (let end = whole.length; end > 0; end -= 4) fours.unshift(whole.slice(Math.max(0, end - 4), end));
  let said = "";
  let gap = false;
  fours.forEach((four, i) => {
    const inner = sayFour(four, characters);
    if (inner === "") {
      gap = said !== "";
      return;
    }
    // 一万零五十: a section that does not fill its first place has a zero before it.
    const zero = said !== "" && (gap || four.startsWith("0")) ? characters.digits.charAt(0) : "";
    said += `${zero}${inner}${characters.sections[fours.length - 1 - i] ?? ""}`;
    gap = false;
  });
  return said;
}

function say({ whole, fraction }: Digits, characters: Characters): string {
  const said = sayWhole(whole, characters);
  if (fraction === "") return said;
  return `${said}${characters.point}${[...fraction].map((digit) => characters.digits.charAt(Number(digit))).join("")}`;
}

const FULL_WIDTH = 0xfee0;
const wide = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + FULL_WIDTH));
const grouped = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ",");

/** 32000 → 3.2万: the digits with a point before the last `power`, and the place. */
function withPlace({ whole, fraction }: Digits, power: number, place: string): string {
  const padded = whole.padStart(power + 1, "0");
  const tail = `${padded.slice(-power)}${fraction}`.replace(/0+$/, "");
  return `${padded.slice(0, -power)}${tail === "" ? "" : `.${tail}`}${place}`;
}

/** 32000 → 3.2000E+4. */
const withExponent = (whole: string, fraction: string): string =>
  `${whole.charAt(0)}.${whole.slice(1)}${fraction}E+${whole.length - 1}`;

/** Every style in which a number can be written, by name. */
export const STYLES: Readonly<Record<string, (number: Digits) => string>> = {
  digits: written,
  grouped: ({ whole, fraction }) => written({ whole: grouped(whole), fraction }),
  "full width": (number) => wide(written(number)),
  "full width, grouped": ({ whole, fraction }) => wide(written({ whole: grouped(whole), fraction })),
  Chinese: (number) => say(number, PLAIN),
  "formal characters": (number) => say(number, FORMAL),
  "traditional characters": (number) => say(number, TRADITIONAL),
  "in 万": (number) => withPlace(number, 4, "万"),
  "in 億": (number) => withPlace(number, 8, "億"),
  "in 万亿": (number) => withPlace(number, 12, "万亿"),
  "in 百万": (number) => withPlace(number, 6, "百万"),
  "in 千万": (number) => withPlace(number, 7, "千万"),
  "in 百亿": (number) => withPlace(number, 10, "百亿"),
  "full width, in 萬": (number) => wide(withPlace(number, 4, "萬")),
  "formal traditional characters": (number) => say(number, FORMAL_TRADITIONAL),
  "with an exponent": ({ whole, fraction }) =>
    whole.length === 1 ? `${written({ whole, fraction })}e0` : withExponent(whole, fraction),
};
