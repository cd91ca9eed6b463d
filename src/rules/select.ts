import { TishuError } from "../errors.js";
import { suggest } from "./nearest.js";
import { CORE_PACK, type RuleFile, type RuleSource, USER_PACK } from "./ruleset.js";

/** Which of the rules at hand are to work. */
export interface RuleSelection {
  /** The built-in packs that are on besides the core; all of them if not given. */
  readonly packs?: readonly string[] | null | undefined;
  /** Rules and lexicons that are off, by id or name; `quantity/*` stands for all below quantity/. */
  readonly disable?: readonly string[] | undefined;
}

/**
 * The rule files with what is off taken out, and each rule that a later one overrides replaced by it,
 * in the place of the first.
 * @throws TishuError (usage) for a pack or an id that does not exist
 */
export function selectRules(files: readonly RuleFile[], selection: RuleSelection = {}): RuleFile[] {
  const packs = new Set(files.map(({ pack }) => pack).filter((pack) => pack !== CORE_PACK && pack !== USER_PACK));
  for (const pack of selection.packs ?? [])
    if (!packs.has(pack))
      throw new TishuError("usage", `there is no pack "${pack}"`, {
        hint:
          packs.size === 0
            ? "all rules are in the core; leave packs out"
            : suggest(pack, packs, `the packs are ${[...packs].sort().join(", ")}`),
      });
  const isOff = ({ pack }: RuleFile): boolean =>
    selection.packs != null && packs.has(pack) && !selection.packs.includes(pack);
  const isDisabled = makeDisabled(files, selection.disable ?? []);
  const overriding = new Map(
    files.flatMap(({ path, pack, rules }) =>
      rules.filter(({ overrides }) => overrides).map((rule) => [rule.id, { rule, path, pack }]),
    ),
  );
  const replaced = new Set<string>();
  const exists = new Set(files.flatMap(({ rules }) => rules.filter(({ overrides }) => !overrides).map(({ id }) => id)));
  const kept = files.flatMap((file) => {
    let rules: RuleSource[] = [];
    const parts: RuleFile[] = [
      {
        ...file,
        // A lexicon that is off keeps its name, so that patterns which name it still compile.
        lexicons: file.lexicons.map((lexicon) =>
          isOff(file) || isDisabled(lexicon.name) ? { ...lexicon, forms: [] } : lexicon,
        ),
        rules,
      },
    ];
    for (const rule of isOff(file) ? [] : file.rules) {
      if (isDisabled(rule.id) || rule.overrides) continue;
      const other = overriding.get(rule.id);
      if (other === undefined) {
        rules.push(rule);
        continue;
      }
      replaced.add(rule.id);
      // The file falls into two around it, so that the rule keeps the place at which it is written.
      rules = [];
      parts.push(
        { path: other.path, pack: other.pack, lexicons: [], rules: [other.rule] },
        { ...file, lexicons: [], rules },
      );
    }
    return parts.filter((part, index) => index === 0 || part.rules.length > 0);
  });
  for (const [id, { rule, path }] of overriding)
    if (!replaced.has(id) && !isDisabled(id) && !exists.has(id))
      throw new TishuError("rule", `"${id}" overrides a rule that does not exist`, {
        place: { file: path, line: rule.line },
        hint: suggest(id, exists, "tishu rules list prints the rules"),
      });
  return kept;
}

/** Throws for an id that names nothing, so that a misspelling does not pass in silence. */
function makeDisabled(files: readonly RuleFile[], disable: readonly string[]): (id: string) => boolean {
  const ids = files.flatMap(({ lexicons, rules }) => [
    ...lexicons.map(({ name }) => name),
    ...rules.map(({ id }) => id),
  ]);
  const covers = (pattern: string, id: string): boolean =>
    pattern.endsWith("/*") ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
  for (const pattern of disable)
    if (!ids.some((id) => covers(pattern, id)))
      throw new TishuError("usage", `there is no rule or lexicon "${pattern}" to disable`, {
        hint: suggest(
          pattern,
          pattern.endsWith("/*") ? ids.map((id) => `${id.split("/")[0]}/*`) : ids,
          "tishu rules list prints them all",
        ),
      });
  return (id) => disable.some((pattern) => covers(pattern, id));
}
