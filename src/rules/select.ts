import { distance } from "fastest-levenshtein";
import { TishuError } from "../errors.js";
import { CORE_PACK, type RuleFile, USER_PACK } from "./ruleset.js";

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
      throw new TishuError("usage", `there is no pack "${pack}"`, { hint: nearest(pack, [...packs].sort()) });
  const isOff = ({ pack }: RuleFile): boolean =>
    selection.packs != null && packs.has(pack) && !selection.packs.includes(pack);
  const isDisabled = makeDisabled(files, selection.disable ?? []);
  const overriding = new Map(
    files.flatMap(({ path, rules }) =>
      rules.filter(({ overrides }) => overrides).map((rule) => [rule.id, { rule, path }]),
    ),
  );
  const replaced = new Set<string>();
  const exists = new Set(files.flatMap(({ rules }) => rules.filter(({ overrides }) => !overrides).map(({ id }) => id)));
  const kept = files.map((file) => ({
    ...file,
    // A lexicon that is off keeps its name, so that patterns which name it still compile.
    lexicons: file.lexicons.map((lexicon) =>
      isOff(file) || isDisabled(lexicon.name) ? { ...lexicon, forms: [] } : lexicon,
    ),
    rules: isOff(file)
      ? []
      : file.rules.flatMap((rule) => {
          if (isDisabled(rule.id)) return [];
          if (rule.overrides) return [];
          const other = overriding.get(rule.id);
          if (other === undefined) return [rule];
          replaced.add(rule.id);
          return [other.rule];
        }),
  }));
  for (const [id, { rule, path }] of overriding)
    if (!replaced.has(id) && !isDisabled(id) && !exists.has(id))
      throw new TishuError("rule", `"${id}" overrides a rule that does not exist`, {
        place: { file: path, line: rule.line },
        hint: nearest(
          id,
          files.flatMap(({ rules }) => rules.filter(({ overrides }) => !overrides).map(({ id }) => id)),
        ),
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
        hint: nearest(pattern, ids),
      });
  return (id) => disable.some((pattern) => covers(pattern, id));
}

function nearest(typed: string, known: readonly string[]): string {
  const near = known
    .map((name) => ({ name, far: distance(typed, name) }))
    .filter(({ name, far }) => far <= Math.max(2, name.length / 3))
    .sort((a, b) => a.far - b.far)[0];
  return near === undefined
    ? `there are ${known.slice(0, 12).join(", ")}${known.length > 12 ? " …" : ""}`
    : `did you mean "${near.name}"?`;
}
