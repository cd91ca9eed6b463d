import type { Command } from "commander";
import stringWidth from "string-width";
import type { Translate } from "./translate.js";

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
export function translateExamples(help: string, translate: Translate): string {
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
