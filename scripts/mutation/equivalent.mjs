/**
 * Mutants that were read and found to do nothing that a text could tell: a mutant is listed by its file, a piece of the
 * line that it begins in, and what stands there instead. They count as survivors in the raw score.
 *
 * @type {readonly { file: string, line: string, becomes: readonly string[], why: string }[]}
 */
export const EQUIVALENT = [
  {
    file: "lex/numeral-reader.ts",
    line: "private isSingle = false;",
    becomes: ["true"],
    why: "it is read only after a digit, and every digit sets it",
  },
  {
    file: "lex/numeral-characters.ts",
    line: "POWERS[exponent] ??",
    becomes: ["POWERS[exponent] && new Exact(10).pow(exponent)"],
    why: "the table of powers saves work only",
  },
  {
    file: "lex/numeral.ts",
    line: "goesOnFromUnread(text, at, code) ? [] : readings",
    becomes: ['["Stryker was here"]'],
    why: "a list that nobody reads: what follows something unread is passed over",
  },
  {
    file: "lex/numeral.ts",
    line: "for (let at = 0; at < text.length; at++)",
    becomes: ["at <= text.length"],
    why: "past the end there is no character",
  },
  {
    file: "builders/number.ts",
    line: "captures?.[0]?.",
    becomes: ["captures?.[0].mention", "captures?.[0]?.lexeme.fields", "captures?.[0].lexeme"],
    why: "the matcher gives no empty list of captures",
  },
  {
    file: "builders/quantity-unit.ts",
    line: "captures?.[0]?.mention",
    becomes: ["captures?.[0].mention"],
    why: "the matcher gives no empty list of captures",
  },
  {
    file: "builders/quantity-unit.ts",
    line: 'offset === "0" ? amount',
    becomes: ["false", '""'],
    why: "adding nothing is left out to save work only",
  },
  {
    file: "builders/quantity-unit.ts",
    line: 'if (factor === "1") return moved;',
    becomes: ["false", '""'],
    why: "multiplying by one is left out to save work only",
  },
  {
    file: "builders/quantity-unit.ts",
    line: "if (read === undefined) {",
    becomes: ["true"],
    why: "factors are remembered to save work only",
  },
  {
    file: "builders/quantity-unit.ts",
    line: "factors.size < MOST_FACTORS",
    becomes: ["true", "false", "factors.size <= MOST_FACTORS", "factors.size >= MOST_FACTORS"],
    why: "how many factors are remembered bounds memory only",
  },
  {
    file: "builders/quantity-unit.ts",
    line: "amount === number.number ? value",
    becomes: ["false"],
    why: "the bound that is the number itself is not converted again, to save work only",
  },
  {
    file: "builders/quantity-unit.ts",
    line: "value.decimalPlaces() < 40",
    becomes: ["value.decimalPlaces() <= 40"],
    why: "no amount has forty places: what does not end has three hundred, what ends has few",
  },
  {
    file: "date/spans.ts",
    line: "default:",
    becomes: ["default:"],
    why: "the kinds of feasts are told in full above it, as the compiler checks",
  },
  {
    file: "date/resolver.ts",
    line: "default:",
    becomes: ["default:"],
    why: "the kinds of expressions and bounds are told in full above it, as the compiler checks",
  },
  {
    file: "date/place.ts",
    line: "default:",
    becomes: ["default:"],
    why: "the units are told in full above it, as the compiler checks",
  },
  {
    file: "date/components.ts",
    line: "default:",
    becomes: ["default:"],
    why: "the units are told in full above it, as the compiler checks",
  },
  {
    file: "date/chrono.ts",
    line: "if (leaves.length === 0) return [];",
    becomes: ["false"],
    why: "an article without dates is not given to chrono, to save work only",
  },
  {
    file: "date/article.ts",
    line: "leaves.map(() => null)",
    becomes: ["() => undefined"],
    why: "every place is set, or asked for with ?? null",
  },
  {
    file: "date/components.ts",
    line: "Math.floor(hour / 12) % 2",
    becomes: ["Math.floor(hour / 12) * 2", "hour * 12"],
    why: "only whether the half of the day is said is asked, never which",
  },
  {
    file: "date/carried-year.ts",
    line: "if (first === undefined ||",
    becomes: ["false"],
    why: "an expression has at least one part",
  },
  {
    file: "date/direction.ts",
    line: "if (first === undefined) return;",
    becomes: ["false"],
    why: "an expression has at least one part",
  },
  {
    file: "date/discourse.ts",
    line: "if (first === undefined) return",
    becomes: ["false"],
    why: "an expression has at least one part",
  },
];
