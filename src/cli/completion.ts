import { readdirSync } from "node:fs";
import { type Complete, type RootCommand, script } from "@bomb.sh/tab";
import tab from "@bomb.sh/tab/commander";
import { TishuError } from "../errors.js";
import { WIDE_COLUMNS } from "../link/wide.js";
import { COLUMNS, DEFAULT_KINDS, OWN_KINDS } from "../record.js";
import { CORE_PACK, USER_PACK } from "../rules/ruleset.js";
import { COMMANDS, COMPLETE_TOLD, createProgram, type RulesArgs, SHELLS } from "./args.js";
import { withConfig } from "./config.js";
import { translateHelp } from "./help.js";
import { type RulesInForce, rulesInForce } from "./rules/rules.js";
import { type Translate, untranslated } from "./translate.js";

/** The script that a shell reads at its start; whenever Tab is pressed it calls `tishu complete -- WORDS`. */
export function completionScript(shell: (typeof SHELLS)[number]): string {
  const own = linesOf(() => script(shell, "tishu", "tishu"));
  return shell === "bash" ? BASH_CHANGES.reduce((text, [from, to]) => text.replaceAll(from, () => to), own) : own;
}

/** What the library's script for bash lacks. */
const BASH_CHANGES: readonly (readonly [from: string, to: string])[] = [
  // A shell in which another program by this library has its completion would say errors at its start.
  ["readonly ShellComp", "ShellComp"],
  // That function is of the package bash-completion, which is not everywhere. Bash divides words at = and :.
  [
    '    local cur prev words cword\n    _get_comp_words_by_ref -n "=:" cur prev words cword\n',
    `    local cur words=() i
    for (( i = 0; i <= COMP_CWORD; i++ )); do
        if (( i > 1 )) && [[ "\${COMP_WORDS[i]}" == [=:]* || "\${words[\${#words[@]}-1]}" == *[=:] ]]; then
            words[\${#words[@]}-1]+="\${COMP_WORDS[i]}"
        else
            words+=("\${COMP_WORDS[i]}")
        fi
    done
    cur="\${words[\${#words[@]}-1]}"
`,
  ],
  // The words are for eval: unquoted, "tishu a.txt > b.csv --k" would empty b.csv.
  [`-- \${words[@]:1}"`, `-- $(printf '%q ' "\${words[@]:1}")"`],
  // Of --kinds=quan bash replaces what stands after the sign.
  ['-- "$cur") )\n}', `-- "\${cur##*=}") )\n}`],
  // Names of files where the program has none to offer.
  ["complete -F", "complete -o default -F"],
];

/**
 * What may stand in place of the last of `words`: lines of value, tab and description, and at the end `:` and
 * a number that tells the shell whether names of files may stand there, too (cobra's directives).
 * @param words those behind `tishu` up to the cursor, the last perhaps empty
 */
export async function complete(words: readonly string[], translate: Translate): Promise<string> {
  const program = createProgram(
    () => {},
    () => {},
  );
  if (translate !== untranslated) translateHelp(program, translate);
  const root = tab(program);
  const before = words.slice(0, -1).flatMap((word) => /^(--[^=]+)=(.*)$/s.exec(word)?.slice(1) ?? [word]);
  const last = words.at(-1) ?? "";
  const place = addValues(root, /^--[^=]+=(.*)$/s.exec(last)?.[1] ?? last, before, await namesFor(before));
  const command = root.commands.get("complete");
  if (command !== undefined) command.description = translate(COMPLETE_TOLD);
  const told = linesOf(() => root.parse([...before, last]));
  return place.takesFile() ? told.replace(/:\d+\n$/, ":0\n") : told;
}

/** Ids and packs, read only where one may be wanted. */
async function namesFor(words: readonly string[]): Promise<{ readonly ids: string[]; readonly packs: string[] }> {
  if (!words.some((word) => word === "--disable" || word === "--packs" || word === "show"))
    return { ids: [], packs: [] };
  const { files } = await rulesOf(words);
  return {
    ids: files.flatMap(({ lexicons, rules }) => [...lexicons.map(({ name }) => name), ...rules.map(({ id }) => id)]),
    packs: [...new Set(files.map(({ pack }) => pack))].filter((pack) => pack !== CORE_PACK && pack !== USER_PACK),
  };
}

/** The rules in force with those typed and those of the config, as far as these can be read. */
async function rulesOf(words: readonly string[]): Promise<RulesInForce> {
  const rules = words.filter((_, at) => words[at - 1] === "--rules" || words[at - 1] === "-r");
  const plain = { ...NO_ARGS, rules: [] };
  try {
    return await rulesInForce({ ...(await withConfig({ ...plain, rules }, null)), disable: [], packs: null });
  } catch (error) {
    if (!(error instanceof TishuError)) throw error;
    return rulesInForce(plain);
  }
}

const NO_ARGS: RulesArgs = {
  ...{ command: "rules", action: "list", paths: [], rules: [], packs: null, disable: [], config: true },
  ...{ segmenter: null, quiet: true, color: "never", format: "text", output: null, coverage: false, verbose: false },
};

type Handler = (tell: Complete) => void;

/** Tells the library what the options and arguments take that name no choices of their own. */
function addValues(
  root: RootCommand,
  typed: string,
  before: readonly string[],
  { ids, packs }: { readonly ids: readonly string[]; readonly packs: readonly string[] },
): { takesFile(): boolean } {
  let isFile = false;
  const each =
    (names: readonly string[]): Handler =>
    (tell) => {
      for (const name of names) tell(name, "");
    };
  /** The names that go on a list, behind what it has. */
  const list = (names: readonly string[]): Handler => {
    const listed = typed.slice(0, typed.lastIndexOf(",") + 1);
    const sign = typed.startsWith("-", listed.length) ? "-" : "";
    const said = listed.split(",");
    return each(names.filter((name) => !said.includes(name)).map((name) => listed + sign + name));
  };
  const file: Handler = () => {
    isFile = true;
  };
  /** The shells offer names of files only where there is nothing else; here commands may have been found before. */
  const commandOrFile: Handler = (tell) => {
    isFile = true;
    if (root.completions.length > 0) for (const name of plainNames()) tell(name, "");
  };
  const columns = before.includes("--wide") ? WIDE_COLUMNS : COLUMNS;
  const families = [...new Set(ids.map((id) => `${id.split("/")[0]}/*`))];
  const options = new Map<string, Handler>([
    ["kinds", list([...DEFAULT_KINDS, "number", OWN_KINDS])],
    ["columns", list(columns)],
    ["sort", list(columns)],
    ["packs", list(packs)],
    ["disable", list([...ids, ...families])],
    ["encoding", each(["utf-8", "gb18030", "big5", "utf-16le", "utf-16be"])],
    ["ref-date", each(["today"])],
    ...["output", "split", "save-text", "errors", "rules"].map((name) => [name, file] as const),
  ]);
  const positions = new Map<string, Handler>([
    ["paths", file],
    ["text", file],
    ["id", each(before.includes("show") ? ids : [])],
    ["shell", each(SHELLS)],
    ["command", each(COMMANDS)],
  ]);
  for (const command of [root, ...root.commands.values()]) {
    for (const [name, handler] of options) {
      const option = command.options.get(name);
      if (option !== undefined) option.handler = handler;
    }
    for (const [name, argument] of command.arguments) {
      const handler = command === root && name === "paths" ? commandOrFile : positions.get(name);
      if (handler !== undefined) argument.handler = handler;
    }
  }
  return { takesFile: () => isFile };
}

/** Of the working folder, those that need no quotes. */
function plainNames(): string[] {
  try {
    return readdirSync(".").filter((name) => /^[\p{L}\p{N}_][\p{L}\p{N}_.+-]*$/u.test(name));
  } catch {
    return []; // A folder that is gone or closed has nothing to offer.
  }
}

/** The library prints to the console, which tishu keeps free of all but records. */
function linesOf(print: () => void): string {
  const before = console.log;
  let text = "";
  console.log = (line: string) => {
    text += `${line}\n`;
  };
  try {
    print();
  } finally {
    console.log = before;
  }
  return text;
}
