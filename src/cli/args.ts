import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { TishuError } from "../errors.js";
import { INPUT_FORMS, type InputForm } from "../read/index.js";
import { nearestName, suggest } from "../rules/nearest.js";
import { FORMATS, type Format, formatOfEnding } from "../write/index.js";
import type { SortKey } from "../write/sort.js";
import { LANGUAGES } from "./translate.js";

/** What may be said to every command that extracts. */
export interface EngineArgs {
  readonly rules: readonly string[];
  /** The packs that are on besides the core; null for what the config or tishu itself says. */
  readonly packs: readonly string[] | null;
  readonly disable: readonly string[];
  /** Whether a tishu.config.yaml is looked for. */
  readonly config: boolean;
  readonly segmenter: "nodejieba" | "node-rs" | null;
  readonly quiet: boolean;
  readonly color: "auto" | "always" | "never";
}

/** What may be said of the inputs to every command that reads them. */
export interface InputArgs {
  readonly paths: readonly string[];
  readonly refDate: string | null;
  readonly from: InputForm | null;
  /** By any of its names. */
  readonly encoding: string | null;
  readonly textField: string | null;
  readonly idField: string | null;
  readonly dateField: string | null;
}

export interface ExtractArgs extends EngineArgs, InputArgs {
  readonly command: "extract";
  readonly format: Format | null;
  readonly output: string | null;
  readonly kinds: readonly string[] | null;
  readonly columns: readonly string[] | null;
  /** A folder for the texts that offsets count in. */
  readonly saveText: string | null;
  readonly keep: boolean;
  /** One row for each subject, indicator and period. */
  readonly wide: boolean;
  readonly sort: readonly SortKey[] | null;
  /** A folder for one output per input. */
  readonly split: string | null;
  readonly header: HeaderLanguage;
  readonly excel: boolean;
  /** Null: as many threads as the input is worth. */
  readonly jobs: number | null;
  readonly errors: string | null;
  /** Whether inputs are left out whose file of `split` is there. */
  readonly skipDone: boolean;
  readonly verbose: boolean;
}

const HEADER_LANGUAGES = ["en", "zh"] as const;
export type HeaderLanguage = (typeof HEADER_LANGUAGES)[number];

export interface CheckArgs extends EngineArgs {
  readonly command: "check";
  readonly paths: readonly string[];
  readonly update: boolean;
  readonly reporter: Reporter;
}

export interface ExplainArgs extends EngineArgs {
  readonly command: "explain";
  /** A sentence, or the path of a file where there is one. */
  readonly text: string;
  /** 1-based; a line of the file. */
  readonly line: number | null;
  /** 1-based line and column. */
  readonly at: { readonly line: number; readonly column: number } | null;
  readonly phrase: string | null;
  readonly refDate: string | null;
  readonly format: "text" | "json";
}

export interface ViewArgs extends EngineArgs, InputArgs {
  readonly command: "view";
  readonly output: string | null;
  readonly kinds: readonly string[] | null;
  readonly keep: boolean;
  readonly title: string | null;
  /** The language of the page's labels; null: that of the browser. */
  readonly pageLang: "zh" | "en" | null;
}

export const RULES_ACTIONS = ["list", "show", "lint", "test", "new"] as const;

export interface RulesArgs extends EngineArgs {
  readonly command: "rules";
  readonly action: (typeof RULES_ACTIONS)[number];
  /** Rule files or folders; for `show` and `new` an id. */
  readonly paths: readonly string[];
  readonly format: "text" | "json";
  readonly output: string | null;
  readonly coverage: boolean;
  readonly verbose: boolean;
}

/** The command line as it was typed: names and values checked, nothing opened or looked up yet. */
export type Args =
  | ExtractArgs
  | CheckArgs
  | ExplainArgs
  | RulesArgs
  | ViewArgs
  | { readonly command: "complete"; readonly shell: (typeof SHELLS)[number] }
  /** What the shells' scripts call: the words behind `tishu` up to the cursor. */
  | { readonly command: "complete"; readonly shell: null; readonly words: readonly string[] }
  | { readonly command: "schema"; readonly of: "record" | "rule-file" }
  | { readonly command: "version"; readonly verbose: boolean; readonly segmenter: EngineArgs["segmenter"] }
  /** What commander would print; `helpOf` (help.ts) tells it in the language and width of whoever reads it. */
  | { readonly command: "help"; readonly words: readonly string[]; readonly text: string };

/** The commands by name. */
export const COMMANDS = ["extract", "view", "check", "explain", "rules", "schema", "complete", "help"] as const;

/** The shells whose completion there is. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

const REPORTERS = ["text", "json", "junit"] as const;
export type Reporter = (typeof REPORTERS)[number];

const EXAMPLES = `
Examples:
  tishu page.txt                          figures, dates and organisations of one page, as a table
  tishu news/ -o figures.csv              all that is under news/ (txt html docx pdf csv jsonl …) into one CSV file
  tishu news/ -o figures.xlsx             into a workbook; also .parquet, .sqlite, .json, .jsonl, .tsv, .md
  tishu news/ --split out/ --excel        one CSV for each text, for a double click in Excel
  tishu news/ --wide --sort indicator,-period --header zh -o 指标.csv
  tishu 'news/2023-*.txt' --kinds quantity --columns doc,text,value,unit,indicator
  tishu page.txt --ref-date 2023-11-22    "11月20日" and "明年5月" resolved against that day
  tishu mail.csv --text-field 正文 --date-field 日期 --keep    a text in each row; the other columns pass through
  tishu old/ --encoding gbk               texts in GBK (found out by itself where it is plain)
  tishu report.pdf --save-text texts/     also the text that was read, in which offsets count
  zcat news.jsonl.gz | tishu --from jsonl --format jsonl --keep
  tishu view news/ -o report.html         a page to look at: texts, table, charts
  tishu check fixtures/                   compare with the expected records beside each text
  tishu explain '同比增长4.7%'            why the records say what they say

Exit status: 0 done · 1 some input failed, or check found differences · 2 wrong usage or rules · 70 a bug
`;

/**
 * Reads the command line.
 * @param argv the words after the program's name
 * @param prepare changes the program before it reads, as for help in another language
 * @throws TishuError of kind `usage` for anything that is not understood
 */
export function parseArgs(argv: readonly string[], prepare: (program: Command) => void = () => {}): Args {
  if (argv[0] === "complete" && argv[1] === "--") return { command: "complete", shell: null, words: argv.slice(2) };
  let parsed: Args | null = null;
  let printed = "";
  const settle = (args: Args): void => {
    parsed = args;
  };
  const program = createProgram(settle, (text) => {
    printed += text;
  });
  addCompleteCommand(program, settle);
  prepare(program);
  try {
    program.parse(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { command: "help", words: argv, text: printed };
    if (error.code === "commander.help") throw noCommand(argv);
    throw new TishuError("usage", usageMessage(error.message), { hint: 'see "tishu --help"', cause: error });
  }
  return parsed ?? { command: "help", words: argv, text: program.helpInformation() + EXAMPLES };
}

/** For `tishu help chekc`, and for `tishu rules` alone; of both commander only says that it shows some help. */
function noCommand(argv: readonly string[]): TishuError {
  const named = argv.includes("help") ? argv[argv.indexOf("help") + 1] : undefined;
  return named !== undefined
    ? new TishuError("usage", `unknown command '${named}'`, { hint: suggest(named, COMMANDS) })
    : new TishuError("usage", "rules wants one of its commands", { hint: suggest("", RULES_ACTIONS) });
}

/** Commander's "error: unknown option '--colums'\n(Did you mean --columns?)" as one sentence. */
function usageMessage(message: string): string {
  return message
    .replace(/^error: /, "")
    .replace(/\s*\n\s*\(Did you mean (.*)\?\)/, "; did you mean $1?")
    .replace(/'([^']*)' (is invalid.*)\. Allowed choices are (.*)\.$/s, (whole, typed: string, fault, choices) => {
      const near = nearestName(typed, choices.split(", "));
      return near === null ? whole : `'${typed}' ${fault}; did you mean "${near}"?`;
    })
    .replace(/\.$/, "");
}

/** All commands but `complete`, which the library of completions brings along. */
export function createProgram(settle: (args: Args) => void, print: (text: string) => void): Command {
  const program = new Command("tishu")
    .description("提数: reads Chinese text and writes one exact record per figure, date and organisation.")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => {} })
    .helpCommand("help [command]", "show the help of a command")
    .addHelpText("after", EXAMPLES);

  addExtractOptions(program)
    .option("-V, --version", "print the version; with --verbose also the engine, dictionary and rules in use")
    .action((paths: string[], typed: TypedExtract) => {
      if (typed.version) {
        settle({ command: "version", verbose: typed.verbose ?? false, segmenter: engineArgs(typed).segmenter });
      } else settle(extractArgs(paths, typed));
    });

  addExtractOptions(program.command("extract"))
    .description("write the records of texts (this is what tishu does when no command is named)")
    .addHelpText("after", EXTRACT_HELP)
    .action((paths: string[], _typed, command: Command) => settle(extractArgs(paths, allTyped(command))));

  addViewCommand(program, settle);

  const check = program
    .command("check")
    .description("compare fixtures with what is extracted from them now")
    .argument("[paths...]", "fixtures, or folders that hold some (default: fixtures)")
    .optionsGroup("Output:")
    .option("--update", "show the differences, then rewrite the expected records")
    .addOption(new Option("--reporter <name>", "how to report").choices(REPORTERS).default("text"))
    .addHelpText("after", CHECK_HELP)
    .action((paths: string[], _typed, command: Command) => {
      const typed: Typed<CheckArgs> = allTyped(command);
      settle({
        ...engineArgs(typed),
        command: "check",
        paths: paths.length === 0 ? ["fixtures"] : paths,
        update: typed.update ?? false,
        reporter: typed.reporter ?? "text",
      });
    });
  addEngineOptions(check);

  const explain = program
    .command("explain")
    .description("show how a sentence is read: tokens, matches with their rules, and why each record says what it says")
    .argument("<text>", "a sentence as one argument, or a file")
    .optionsGroup("Input:")
    .option("--line <n>", "only this line of the file", positiveNumber)
    .option("--at <line:column>", "what stands at this place, or why nothing was found there", readPlace)
    .option("--phrase <words>", "these words of the text, or why nothing was found in them")
    .option("--ref-date <date>", "the day or instant that dates are resolved against, or 'today'")
    .optionsGroup("Output:")
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json"]).default("text"))
    .addHelpText("after", EXPLAIN_HELP)
    .action((text: string, _typed, command: Command) => {
      const typed: Typed<ExplainArgs> = allTyped(command);
      settle({
        ...engineArgs(typed),
        command: "explain",
        text,
        line: typed.line ?? null,
        at: typed.at ?? null,
        phrase: typed.phrase ?? null,
        refDate: typed.refDate ?? null,
        format: typed.format ?? "text",
      });
    });
  addEngineOptions(explain);

  program
    .command("schema")
    .description("print the JSON Schema of a record, or with --rules-file of a rule file")
    .optionsGroup("Output:")
    .option("--rules-file", "of a rule file, for editors")
    .addHelpText("after", SCHEMA_HELP)
    .action((typed: { rulesFile?: boolean }) =>
      settle({ command: "schema", of: typed.rulesFile ? "rule-file" : "record" }),
    );

  addRulesCommands(program, settle);

  return program;
}

export const COMPLETE_TOLD = "print the script that lets bash, zsh or fish complete what is typed of tishu";

function addCompleteCommand(program: Command, settle: (args: Args) => void): void {
  program
    .command("complete")
    .description(COMPLETE_TOLD)
    .addArgument(new Argument("<shell>", "which shell").choices(SHELLS))
    .addHelpText("after", COMPLETE_HELP)
    .action((shell: (typeof SHELLS)[number]) => settle({ command: "complete", shell }));
}

const COMPLETE_HELP = `
Examples:
  source <(tishu complete bash)      in ~/.bashrc
  source <(tishu complete zsh)       in ~/.zshrc, below compinit
  tishu complete fish | source       in ~/.config/fish/config.fish
`;

function addViewCommand(program: Command, settle: (args: Args) => void): void {
  const command = program
    .command("view")
    .description("make a page to look at: the texts with every mention marked, a table to filter, charts")
    .optionsGroup("Output:")
    .option("-o, --output <file>", "write the page to this file; it appears only when whole")
    .option("--title <words>", "the page's title; by default the name of the input")
    .addOption(
      new Option("--page-lang <language>", "the language of the page's labels; by default the browser's").choices([
        "zh",
        "en",
      ]),
    )
    .option("-k, --kinds <list>", "only these kinds: quantity,date,org, and number for bare numerals", splitList)
    .option("--keep", "pass the further columns of CSV, or keys of JSONL, through to the page's CSV");
  addInputOptions(command);
  addEngineOptions(command)
    .addHelpText("after", VIEW_HELP)
    .action((paths: string[], _typed, self: Command) => {
      const typed: Typed<ViewArgs> = allTyped(self);
      settle({
        ...engineArgs(typed),
        ...inputArgs(paths, typed),
        command: "view",
        output: typed.output ?? null,
        kinds: typed.kinds ?? null,
        keep: typed.keep ?? false,
        title: typed.title ?? null,
        pageLang: typed.pageLang ?? null,
      });
    });
}

const VIEW_HELP = `
Examples:
  tishu view page.txt -o report.html                one page
  tishu view news/ -o report.html --title 港口周报   all under news/, in one report
  tishu view news.jsonl -o report.html --page-lang zh
  tishu view page.txt > report.html

The page is one file and loads nothing: open it in any browser, send it by mail. It takes 280 KB and about a
third of a KB for each record. More than 10 million characters open slowly and are better split; 50 million, or
500,000 records, are refused.
`;

type TypedRules = Typed<RulesArgs>;

function addRulesCommands(program: Command, settle: (args: Args) => void): void {
  const rules = program
    .command("rules")
    .description("list, show, check, test and begin rules")
    .addHelpText("after", RULES_HELP);
  const add = (action: RulesArgs["action"], argument: string, what: string): Command => {
    const command = rules.command(action).argument(argument, what).optionsGroup("Output:");
    command.addHelpText("after", RULES_EXAMPLES[action]);
    command.action((given: string | string[] | undefined, _typed, self: Command) => {
      const typed: TypedRules = allTyped(self);
      settle({
        ...engineArgs(typed),
        command: "rules",
        action,
        paths: given === undefined ? [] : Array.isArray(given) ? given : [given],
        format: typed.format ?? "text",
        output: typed.output ?? null,
        coverage: typed.coverage ?? false,
        verbose: typed.verbose ?? false,
      });
    });
    return command;
  };
  const format = (): Option =>
    new Option("--format <format>", "how to print").choices(["text", "json"]).default("text");
  add("list", "[paths...]", "rule files or folders to list beside the built-in ones")
    .description("the rules and lexicons in force: id, layer, pack, place, what for")
    .addOption(format());
  add("show", "<id>", "the id of a rule, or the name of a lexicon")
    .description("one rule or lexicon, as the files have it")
    .addOption(format());
  add("lint", "[paths...]", "rule files or folders; the built-in ones if none is named")
    .description("what can never match, repeats, is slow, has no example; exit 1 where there are warnings")
    .option("--verbose", "also notes")
    .addOption(format());
  add("test", "[paths...]", "rule files or folders; the built-in ones if none is named")
    .description("run every example and counterexample; exit 1 where one fails")
    .option("--coverage", "also the rules that no example and no fixture below fixtures/ sets to work");
  add("new", "[id]", "the id of the rule to begin")
    .description("print a rule file to begin with")
    .option("-o, --output <file>", "write it to a new file");
  for (const command of rules.commands) addEngineOptions(command);
}

const RULES_HELP = `
Examples:
  tishu rules new port/depth -o depth.yaml   a rule file to begin with
  tishu rules lint depth.yaml                what is wrong, where, and what to do
  tishu rules test depth.yaml                run its examples
  tishu --rules depth.yaml page.txt          use it
  tishu rules show unit/mass                 what is in a lexicon
The language is told in docs/rules.md.
`;

const EXTRACT_HELP = `
Examples:
  tishu extract page.txt                 figures, dates and organisations of one page, as a table
  tishu extract news/ -o figures.xlsx    all that is under news/, as a workbook
`;

const EXPLAIN_HELP = `
Examples:
  tishu explain '同比增长4.7%'                     why the records say what they say
  tishu explain page.txt --line 12               a line of a file
  tishu explain page.txt --at 12:5               why a record is here, or none
  tishu explain page.txt --phrase '约7000万元'     the same of these words
`;

const SCHEMA_HELP = `
Examples:
  tishu schema > record.schema.json                for programs that read the records
  tishu schema --rules-file > rules.schema.json    for editors of rule files
`;

/** An example or two of each thing that can be done with rules. */
const RULES_EXAMPLES: Readonly<Record<RulesArgs["action"], string>> = {
  list: `
Examples:
  tishu rules list | grep quantity/    the rules and lexicons of figures
  tishu rules list depth.yaml          with those of a file of your own
`,
  show: `
Examples:
  tishu rules show quantity/share    a rule
  tishu rules show unit/mass         what is in a lexicon
`,
  lint: `
Examples:
  tishu rules lint depth.yaml    what is wrong, where, and what to do
`,
  test: `
Examples:
  tishu rules test depth.yaml    run its examples
  tishu rules test --coverage    the built-in rules, and what no example reaches
`,
  new: `
Examples:
  tishu rules new port/depth -o depth.yaml    a rule file to begin with
`,
};

const CHECK_HELP = `
Examples:
  tishu check fixtures/                       compare with the expected records beside each text
  tishu check fixtures/ --update              take over what came, after reading the differences
  tishu check fixtures/ --reporter junit      for CI

A fixture is a folder with input.txt and expected.jsonl (and, if wanted, options.json with "date", "kinds", "rules"
and NOTE.md), or X.txt beside X.expected.jsonl (and X.options.json). A line of the expected records is a record;
only the keys that it has are compared. Exit status 1 when something differs.
`;

/** What commander hands over: the same keys, each only where it was typed. */
type Typed<A> = Partial<Omit<A, "command">>;
type TypedExtract = Typed<ExtractArgs> & { readonly version?: boolean };

/** Also what was typed before the command's name: `tishu --quiet check`. */
function allTyped(command: Command): object {
  return command.optsWithGlobals();
}

function addExtractOptions(command: Command): Command {
  addInputOptions(command)
    .optionsGroup("Output:")
    .addOption(
      new Option("-f, --format <format>", "how to write; by default the ending of -o, a table at a terminal, else csv")
        .choices(FORMATS)
        .argParser(readFormat),
    )
    .option("-o, --output <file>", "write to a file; it appears only when whole")
    .option("--split <folder>", "write one file for each input into this folder")
    .option("-k, --kinds <list>", "only these kinds: quantity,date,org, and number for bare numerals", splitList)
    .option("-c, --columns <list>", "only these columns, in this order", splitList)
    .option("--sort <list>", "sort all rows by these columns; -COLUMN from high to low", readSortKeys)
    .addOption(new Option("--header <language>", "the names of the columns").choices(HEADER_LANGUAGES))
    .option("--excel", "CSV or TSV for Excel: opens by double click, and no text in it runs as a formula")
    .option("--save-text <folder>", "write the texts that offsets count in into this folder")
    .option("--wide", "a row for each subject, indicator and period: level, unit and changes side by side")
    .option("--keep", "pass the further columns of CSV, or keys of JSONL, through as columns")
    .optionsGroup("Work:")
    .option(
      "-j, --jobs <n>",
      "how many threads work; by default one for little or for standard input, else one for each core",
      positiveNumber,
    )
    .option("--skip-done", "with --split: leave out the inputs that have their file there")
    .option("--errors <file>", "also write each input that failed as a line of JSON to this file");
  return addEngineOptions(command).option(
    "-v, --verbose",
    "say at the end what was read and found, also where stderr is no terminal",
  );
}

function addInputOptions(command: Command): Command {
  return command
    .optionsGroup("Input:")
    .argument("[paths...]", "files, folders (all below that can be read), globs, or - for standard input")
    .option("--ref-date <date>", "the day or instant that dates are resolved against, or 'today'")
    .addOption(
      new Option("--from <form>", "what the inputs are; by default each by the ending of its name").choices(
        INPUT_FORMS,
      ),
    )
    .option("--encoding <name>", "what texts are encoded in: utf-8, gb18030 (gbk), big5, utf-16le, utf-16be")
    .option("--text-field <name>", 'the column of CSV, or key of JSONL, that holds the text (default: "text")')
    .option("--id-field <name>", 'the one that holds a name for the document (default: "id")')
    .option("--date-field <name>", 'the one that holds its reference date (default: "date")');
}

function addEngineOptions(command: Command): Command {
  return command
    .optionsGroup("Rules:")
    .option("-r, --rules <path>", "rules to add to the built-in ones, a file or a folder; may be repeated", appendTo)
    .option("--packs <list>", "only these built-in packs of rules, besides the core", splitList)
    .option("--disable <list>", "rules or lexicons that are off, by id; quantity/* for all below quantity/", splitList)
    .option("--no-config", "do not look for tishu.config.yaml")
    .addOption(
      new Option("--segmenter <engine>", "which engine segments; both give the same records")
        .choices(["nodejieba", "node-rs"])
        .env("TISHU_SEGMENTER"),
    )
    .optionsGroup("Terminal:")
    .helpOption("-h, --help", "display help for command")
    .addOption(
      new Option("--lang <language>", "the language of messages and help: zh or en; by default that of the locale")
        .choices(LANGUAGES)
        .env("TISHU_LANG"),
    )
    .option("-q, --quiet", "no warnings")
    .addOption(
      new Option("--color <when>", "colour: auto (the default; NO_COLOR is heeded), always or never").choices([
        "auto",
        "always",
        "never",
      ]),
    );
}

function extractArgs(paths: readonly string[], typed: TypedExtract): ExtractArgs {
  return {
    ...engineArgs(typed),
    command: "extract",
    ...inputArgs(paths, typed),
    format: typed.format ?? null,
    output: typed.output ?? null,
    kinds: typed.kinds ?? null,
    columns: typed.columns ?? null,
    saveText: typed.saveText ?? null,
    keep: typed.keep ?? false,
    wide: typed.wide ?? false,
    sort: typed.sort ?? null,
    split: typed.split ?? null,
    header: typed.header ?? "en",
    excel: typed.excel ?? false,
    jobs: typed.jobs ?? null,
    errors: typed.errors ?? null,
    skipDone: typed.skipDone ?? false,
    verbose: typed.verbose ?? false,
  };
}

function inputArgs(paths: readonly string[], typed: Typed<InputArgs>): InputArgs {
  return {
    paths,
    refDate: typed.refDate ?? null,
    from: typed.from ?? null,
    encoding: typed.encoding ?? null,
    textField: typed.textField ?? null,
    idField: typed.idField ?? null,
    dateField: typed.dateField ?? null,
  };
}

function engineArgs(typed: Typed<EngineArgs>): EngineArgs {
  return {
    rules: typed.rules ?? [],
    packs: typed.packs ?? null,
    disable: typed.disable ?? [],
    config: typed.config ?? true,
    segmenter: typed.segmenter ?? null,
    quiet: typed.quiet ?? false,
    color: typed.color ?? "auto",
  };
}

/** A format by its name, or by the ending of its files. */
function readFormat(value: string): Format {
  const format = FORMATS.find((name) => name === value) ?? formatOfEnding(value);
  if (format === null) throw new InvalidArgumentError(`Allowed choices are ${FORMATS.join(", ")}.`);
  return format;
}

function positiveNumber(value: string): number {
  if (!/^[1-9][0-9]*$/.test(value)) throw new InvalidArgumentError("Expected a number from 1 on.");
  return Number(value);
}

function readPlace(value: string): { line: number; column: number } {
  const [, line, column] = /^([1-9][0-9]*):([1-9][0-9]*)$/.exec(value) ?? [];
  if (line === undefined || column === undefined) throw new InvalidArgumentError("Expected LINE:COLUMN, such as 12:5.");
  return { line: Number(line), column: Number(column) };
}

function splitList(value: string): string[] {
  const names = value.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("Expected names separated by commas.");
  return names;
}

/** `value,-period`: by value, then by period from late to early. */
function readSortKeys(value: string): SortKey[] {
  return splitList(value).map((name) => {
    const descending = name.startsWith("-");
    return { column: descending ? name.slice(1) : name, descending };
  });
}

function appendTo(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}
