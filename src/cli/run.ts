import { TishuError } from "../errors.js";
import { type Args, parseArgs } from "./args.js";
import { withConfig } from "./config.js";
import { ExitCode } from "./exit-codes.js";
import { createMessages, type Messages } from "./messages.js";
import { OutputClosed, openStream } from "./output.js";
import { type Shell, wantsColor } from "./shell.js";
import { type Language, languageOf, makeTranslate, type Translate, untranslated } from "./translate.js";

/**
 * The program: reads the command line, does what it says, and gives the exit code.
 * Faults of the user's making end as one line on stderr; anything else is a bug and shows its stack.
 */
export async function run(argv: readonly string[], shell: Shell): Promise<ExitCode> {
  let isQuiet = false;
  const translate = await resolveTranslate(languageOf(argv, shell.env));
  const messages = createMessages(shell.stderr, () => isQuiet, translate);
  try {
    const args = parseArgs(argv);
    isQuiet = "quiet" in args && args.quiet;
    return await perform(args, shell, messages, translate);
  } catch (error) {
    if (error instanceof OutputClosed) return ExitCode.Done;
    if (error instanceof TishuError) {
      messages.error(error);
      return error.kind === "usage" || error.kind === "rule" ? ExitCode.Usage : ExitCode.Failed;
    }
    messages.bug(error);
    return ExitCode.Bug;
  }
}

async function resolveTranslate(language: Language): Promise<Translate> {
  if (language === "en") return untranslated;
  const { loadMessages } = await import("../load.js");
  // Most runs have nothing to say.
  let made: Translate | null = null;
  return (text) => {
    made ??= makeTranslate(loadMessages(language));
    return made(text);
  };
}

/** Each command is loaded when it is asked for, so that none pays for another's libraries. */
async function perform(args: Args, shell: Shell, messages: Messages, translate: Translate): Promise<ExitCode> {
  const print = async (text: string): Promise<ExitCode> => {
    await openStream(shell.stdout).write(text);
    return ExitCode.Done;
  };
  switch (args.command) {
    case "help": {
      const { helpOf } = await import("./help.js");
      return print(helpOf(args.words, translate));
    }
    case "version": {
      const { describeVersion } = await import("./version.js");
      return print(await describeVersion(args, shell));
    }
    case "rules": {
      const { rules } = await import("./rules/rules.js");
      return rules(await withConfig(args, args.paths[0] ?? null), openStream(shell.stdout), messages);
    }
    case "complete": {
      const { complete, completionScript } = await import("./completion.js");
      return print(args.shell === null ? await complete(args.words, translate) : completionScript(args.shell));
    }
    case "schema": {
      if (args.of === "rule-file") {
        const { ruleFileJsonSchema } = await import("../rules/json-schema.js");
        return print(`${JSON.stringify(ruleFileJsonSchema(), null, 2)}\n`);
      }
      const { recordJsonSchema } = await import("../record-schema.js");
      return print(`${JSON.stringify(recordJsonSchema(), null, 2)}\n`);
    }
    case "extract": {
      if (args.paths.length === 0 && shell.stdin.isTTY)
        return perform(parseArgs(["--help"]), shell, messages, translate);
      const { resolveExtractOptions } = await import("./options.js");
      const options = await resolveExtractOptions(await withConfig(args, args.paths[0] ?? null), shell);
      const { extract } = await import("./extract.js");
      return extract(options, shell, messages);
    }
    case "view": {
      if (args.paths.length === 0 && shell.stdin.isTTY)
        return perform(parseArgs(["view", "--help"]), shell, messages, translate);
      const { view } = await import("./view.js");
      return view(await withConfig(args, args.paths[0] ?? null), shell, messages);
    }
    case "check": {
      const { check } = await import("./check/check.js");
      return check(
        await withConfig(args, args.paths[0] ?? null),
        wantsColor(args.color, shell),
        openStream(shell.stdout),
        messages,
      );
    }
    case "explain": {
      const { explain } = await import("./explain.js");
      return print(await explain(await withConfig(args, null), shell));
    }
  }
}
