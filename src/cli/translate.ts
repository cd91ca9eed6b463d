/** From the program's English to the language of whoever reads it; what it does not know it gives back as it is. */
export type Translate = (text: string) => string;

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

export const untranslated: Translate = (text) => text;

/**
 * The language asked for by `--lang` or TISHU_LANG, else that of the locale, by the variables that POSIX names and in
 * their order; English where they name none of ours. The words are those typed, since faults of the command line
 * itself are told in it, too.
 */
export function languageOf(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const typed = argv.flatMap((word, at) =>
    word.startsWith("--lang=") ? [word.slice("--lang=".length)] : word === "--lang" ? [argv[at + 1] ?? ""] : [],
  );
  const said = [typed.at(-1), env.TISHU_LANG, env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value);
  return said?.toLowerCase().startsWith("zh") === true ? "zh" : "en";
}

interface Template {
  readonly pattern: RegExp;
  readonly target: string;
  /** How many characters of the message are the template's own. */
  readonly literal: number;
}

/** A part of a message longer than this is data and no message. */
const LONGEST = 2000;

/**
 * @param catalogue English to the other language; `{1}`, `{2}` stand in both for what differs from case to case
 */
export function makeTranslate(catalogue: ReadonlyMap<string, string>): Translate {
  const templates: Template[] = [];
  for (const [source, target] of catalogue) {
    if (!source.includes("{1}")) continue;
    const parts = source.split(/\{\d\}/);
    const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("(.+?)");
    templates.push({ pattern: new RegExp(`^${pattern}$`, "s"), target, literal: source.length });
  }
  templates.sort((a, b) => b.literal - a.literal);

  const translateWhole = (text: string): string | null => {
    const exact = catalogue.get(text);
    if (exact !== undefined || text.length > LONGEST) return exact ?? null;
    for (const { pattern, target } of templates) {
      const found = pattern.exec(text);
      if (found === null) continue;
      return target.replace(/\{(\d)\}/g, (_, number: string) => {
        const value = found[Number(number)] ?? "";
        return translateWhole(value) ?? translateWhole(value.replace(/\.$/, "")) ?? value;
      });
    }
    return null;
  };
  /** A message of several parts, one after the other. */
  const translateParts = (text: string): string | null => {
    const whole = translateWhole(text);
    if (whole !== null) return whole;
    for (const [sign, own] of [
      ["; ", "；"],
      [", ", "，"],
    ] as const) {
      const parts = text.split(sign);
      if (parts.length < 2) continue;
      const told = parts.map(translateParts);
      if (told.some((part) => part !== null)) return parts.map((part, at) => told[at] ?? part).join(own);
    }
    // What it is about stands before.
    const colon = text.indexOf(": ");
    const rest = colon < 0 ? null : translateParts(text.slice(colon + 2));
    return rest === null ? null : `${text.slice(0, colon)}: ${rest}`;
  };
  return (text) => {
    const body = text.replace(/\.$/, "");
    return translateParts(text) ?? translateParts(body) ?? text;
  };
}
