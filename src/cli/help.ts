import type { Command } from "commander";
import stringWidth from "string-width";
import { parseArgs } from "./args.js";
import { type Translate, untranslated } from "./translate.js";

/** The help that `words` ask for. Apart from the reading of arguments, since its library of widths takes long to load. */
export function helpOf(words: readonly string[], translate: Translate): string {
  const args = parseArgs(words, (program) => {
    if (translate !== untranslated) translateHelp(program, translate);
  });
  return args.command === "help" ? fitExamples(translateExamples(args.text, translate)) : "";
}

/** Has a program and its commands tell their help in another language. */
export function translateHelp(program: Command, translate: Translate): void {
  const commands = [program];
  for (const command of commands) {
    commands.push(...command.commands);
    command.description(translate(command.description()));
    for (const argument of command.registeredArguments) argument.description = translate(argument.description);
    for (const option of command.options) option.description = translate(option.description);
    command.configureHelp({
      ...command.configureHelp(),
      styleTitle: translate,
      displayWidth: (text) => stringWidth(text),
      boxWrap: wrap,
      optionDescription(option) {
        const choices = option.argChoices?.join(", ");
        return option.description + (choices === undefined ? "" : ` (${choices})`);
      },
    });
    command.helpOption("-h, --help", translate("display help for command"));
  }
}

/** Breaks lines at `width` columns, after any character: Chinese has no blanks. */
function wrap(text: string, width: number): string {
  const lines: string[] = [];
  for (const whole of text.split("\n")) {
    let line = "";
    // A word of Latin letters stays whole.
    for (const piece of whole.match(/[\x21-\x7e]+|./gu) ?? []) {
      if (line !== "" && stringWidth(line + piece) > width) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line += piece;
    }
    lines.push(line.trimEnd());
  }
  return lines.join("\n");
}

/** What stands below the options: of an example the words beside it, of a paragraph the whole. */
function translateExamples(help: string, translate: Translate): string {
  const lines = help.split("\n");
  const told: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const [, example, words] = /^( {2}.*?\S {2,})(\S.*)$/.exec(line) ?? [];
    if (example !== undefined && words !== undefined) told.push(example + translate(words));
    else if (line.startsWith(" ") || line === "") told.push(line);
    else {
      const paragraph = [line];
      while (/^\S/.test(lines[at + 1] ?? "")) paragraph.push(lines[++at] ?? "");
      const whole = paragraph.join(" ");
      const other = translate(whole);
      told.push(...(other === whole ? paragraph.map(translate) : [wrap(other, WIDTH)]));
    }
  }
  return told.join("\n");
}

/** How wide a paragraph of the help is. */
const WIDTH = 100;

/**
 * Help in which no line is wider than the terminal, or than 80 columns where there is none: what stands beside the
 * examples goes below them, a paragraph is broken anew. An example itself stays one line.
 */
function fitExamples(help: string, width = process.stdout.isTTY ? process.stdout.columns : 80): string {
  const isWide = (line: string): boolean => stringWidth(line) > width;
  const whole = help.replace(/^\S.*(?:\n\S.*)*/gm, (paragraph) =>
    paragraph.split("\n").some(isWide) ? wrap(paragraph.replaceAll("\n", " "), width) : paragraph,
  );
  const beside = /^( {2}\S.*?\S) {2,}(\S.*)$/;
  const lines = whole.split("\n");
  const from = lines.findIndex((line) => isWide(line) && beside.test(line));
  // The examples are one block, in which that is the first line that does not fit.
  const start = from < 0 ? lines.length : lines.lastIndexOf("", from);
  const end = lines.indexOf("", from);
  return lines
    .flatMap((line, at) => {
      const [, example, words] = at < start || at > end ? [] : (beside.exec(line) ?? []);
      if (example === undefined || words === undefined) return [line];
      return [
        example,
        ...wrap(words, width - 6)
          .split("\n")
          .map((part) => `      ${part}`),
      ];
    })
    .join("\n");
}
