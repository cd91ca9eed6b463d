import type { Place } from "../errors.js";
import { captureNames, type PatternNode, parsePattern, reversePattern } from "./pattern.js";
import { compileProgram, findTriggers } from "./program.js";
import { GUARD_KIND, type RuleFile, type RuleSource, USER_PACK } from "./ruleset.js";

/** Something in a rule file that works, and yet is hardly meant. */
export interface Finding {
  readonly code:
    | "unreachable"
    | "shadowed"
    | "duplicate-form"
    | "unused-capture"
    | "slow-start"
    | "no-example"
    | "no-counterexample"
    | "unread-lexicon";
  readonly severity: "warning" | "note";
  readonly place: Place;
  readonly message: string;
  /** What to do, where one thing is plainly right. */
  readonly fix: string | null;
}

/** Kinds that exist before any rule runs. */
const GIVEN_KINDS: ReadonlySet<string> = new Set(["numeral", "doubtful-digit"]);

/**
 * Looks rule files over that have compiled: what can never match, what repeats, what is slow, what has no example.
 * @param files all files, so that a user's rules are seen beside the built-in ones
 * @param layers the layers in their order
 * @param isWanted the files whose findings are wanted
 * @param readInCode lexicons that stages read by name, without a rule
 */
export function lintRules(
  files: readonly RuleFile[],
  layers: readonly string[],
  isWanted: (file: RuleFile) => boolean = () => true,
  readInCode: (lexicon: string) => boolean = () => false,
): Finding[] {
  const findings: Finding[] = [];
  const all = files.flatMap((file) => file.rules.map((rule) => ({ file, rule, pattern: parsePattern(rule.match) })));
  const order = (layer: string): number => {
    const index = layers.indexOf(layer);
    return index < 0 ? layers.length : index;
  };
  const makers = new Map<string, number>();
  for (const { rule } of all) {
    if (rule.on !== null) continue;
    const kind = rule.as ?? rule.layer;
    makers.set(kind, Math.min(makers.get(kind) ?? Number.POSITIVE_INFINITY, order(rule.layer)));
  }
  const namedLexicons = new Set(all.flatMap(({ rule }) => patternsOf(rule).flatMap(lexiconsOf)));
  const isRead = (name: string): boolean =>
    readInCode(name) || [...namedLexicons].some((named) => name === named || name.startsWith(`${named}/`));

  const firstWith = new Map<string, { rule: RuleSource; path: string }>();
  for (const { file, rule, pattern } of all) {
    const key = JSON.stringify([rule.layer, rule.match, rule.before, rule.after, rule.notBefore, rule.notAfter]);
    const earlier = firstWith.get(key);
    if (earlier === undefined) firstWith.set(key, { rule, path: file.path });
    if (!isWanted(file)) continue;
    const add = (
      code: Finding["code"],
      severity: Finding["severity"],
      message: string,
      fix: string | null = null,
    ): void => {
      findings.push({
        code,
        severity,
        place: { file: file.path, line: rule.line },
        message: `"${rule.id}" ${message}`,
        fix,
      });
    };
    if (earlier !== undefined && rule.priority <= earlier.rule.priority)
      add(
        "shadowed",
        "warning",
        `never wins: "${earlier.rule.id}" (${earlier.path}:${earlier.rule.line}) has the same pattern and comes first`,
        "remove one of them, or give this one a higher priority",
      );
    for (const kind of mentionsOf(pattern)) {
      const made = makers.get(kind);
      if (GIVEN_KINDS.has(kind)) continue;
      if (made === undefined) add("unreachable", "warning", `reads @${kind}, which no rule makes`);
      else if (made >= order(rule.layer))
        add(
          "unreachable",
          "warning",
          `reads @${kind}, which is made in layer "${layers[made] ?? "of users' rules"}", not before "${rule.layer}"`,
          `move the rule to a layer after "${layers[made] ?? rule.layer}"`,
        );
    }
    for (const name of captureNames(pattern)) {
      const isSet = Object.values(rule.set).some(
        (value) => value === `$${name}` || String(value).startsWith(`$${name}.`),
      );
      if (!isSet && rule.build === null && rule.on !== name && rule.span !== name)
        add("unused-capture", "note", `captures "${name}" and does not use it`, `write the group without "${name}:"`);
    }
    const triggers = findTriggers(
      compileProgram(rule.leftwards ? reversePattern(pattern) : pattern, () => new Set([0])),
    );
    if (triggers.anywhere || triggers.tokens)
      add(
        "slow-start",
        "warning",
        `is tried at every ${triggers.anywhere ? "character" : "word"}, since it can begin with any`,
        rule.leftwards
          ? "end the pattern with a word or a lexicon"
          : "begin the pattern with a word or a lexicon, or say from: right",
      );
    if (rule.examples.length === 0 && (rule.as ?? rule.layer) !== GUARD_KIND)
      add("no-example", "warning", "has no example");
    if (rule.not.length === 0) add("no-counterexample", "note", "has no counterexample (not:)");
  }
  for (const file of files) {
    if (!isWanted(file)) continue;
    for (const lexicon of file.lexicons) {
      const place = { file: file.path, line: lexicon.line };
      const seen = new Map<string, string>();
      for (const [form, fields] of lexicon.forms) {
        const written = JSON.stringify(fields);
        const before = seen.get(form);
        if (before !== undefined)
          findings.push({
            code: "duplicate-form",
            severity: "warning",
            place,
            message: `"${lexicon.name}" holds "${form}" twice${before === written ? "" : ", with different fields"}`,
            fix: "remove one",
          });
        seen.set(form, written);
      }
      if (file.pack === USER_PACK && !isRead(lexicon.name))
        findings.push({
          code: "unread-lexicon",
          severity: "warning",
          place,
          message: `no rule reads %${lexicon.name}`,
          fix: "name it in a pattern, or extend a built-in lexicon by its name",
        });
    }
  }
  return findings;
}

function patternsOf(rule: RuleSource): PatternNode[] {
  return [rule.match, rule.before, rule.after, rule.notBefore, rule.notAfter]
    .filter((pattern) => pattern !== null)
    .map((pattern) => parsePattern(pattern));
}

function collect(node: PatternNode, pick: (node: PatternNode) => string | null): string[] {
  const own = pick(node);
  const below =
    node.type === "sequence" || node.type === "choice"
      ? node.items
      : node.type === "repeat" || node.type === "capture"
        ? [node.item]
        : [];
  return [...(own === null ? [] : [own]), ...below.flatMap((inner) => collect(inner, pick))];
}

const lexiconsOf = (node: PatternNode): string[] =>
  collect(node, (inner) => (inner.type === "lexicon" ? inner.name : null));

/** Kinds that the pattern cannot do without: those in an alternative or an optional part are no obstacle. */
function mentionsOf(node: PatternNode): string[] {
  switch (node.type) {
    case "mention":
      return [node.kind];
    case "sequence":
      return node.items.flatMap(mentionsOf);
    case "capture":
      return mentionsOf(node.item);
    case "repeat":
      return node.min > 0 ? mentionsOf(node.item) : [];
    default:
      return [];
  }
}
