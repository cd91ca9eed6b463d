import type { Place } from "../errors.js";
import { nearestName } from "./nearest.js";
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
    | "unread-lexicon"
    | "unknown-field"
    | "unknown-tag"
    | "unknown-layer"
    | "no-factor"
    | "doubtful-typing";
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
  const known = knownFields(files);
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
      if (made === undefined)
        add("unreachable", "warning", `reads @${kind}, which no rule makes`, nearest(kind, [...makers.keys()]));
      else if (made >= order(rule.layer))
        add(
          "unreachable",
          "warning",
          `reads @${kind}, which is made in layer "${layers[made] ?? "of users' rules"}", not before "${rule.layer}"`,
          `move the rule to a layer after "${layers[made] ?? rule.layer}"`,
        );
    }
    const fix = layers.includes(rule.layer) ? null : nearest(rule.layer, layers);
    if (fix !== null) add("unknown-layer", "warning", `runs in a layer of its own, "${rule.layer}"`, fix);
    for (const node of patternsOf(rule)) {
      for (const message of doubtsOf(node, known)) add(message.code, "warning", message.text, message.fix);
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
      if (/^unit\//.test(lexicon.name) && lexicon.forms.some(([, fields]) => fields.factor === undefined))
        findings.push({
          code: "no-factor",
          severity: "warning",
          place,
          message: `"${lexicon.name}" holds a unit without a factor, which counts as 1`,
          fix: "write value: factor, and the factor behind each form",
        });
      const joined = lexicon.forms.find(([form]) => /[，、,]/.test(form) && form.length > 1);
      if (file.pack === USER_PACK && joined !== undefined)
        findings.push({
          code: "doubtful-typing",
          severity: "warning",
          place,
          message: `"${lexicon.name}" holds "${joined[0]}" as one form`,
          fix: "forms of a list are told apart by a half-width comma and a blank, spellings of one by |",
        });
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

/** Fields of lexicons by the lexicon's name, each with its values; and the dimensions that there are. */
interface KnownFields {
  readonly lexicons: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
  readonly dimensions: ReadonlySet<string>;
}

function knownFields(files: readonly RuleFile[]): KnownFields {
  const lexicons = new Map<string, Map<string, Set<string>>>();
  const dimensions = new Set<string>();
  for (const { lexicons: list, rules, pack } of files) {
    for (const { name, forms } of list) {
      const parts = name.split("/");
      for (const [, fields] of forms)
        for (const [field, value] of Object.entries(fields)) {
          if (field === "dimension") dimensions.add(String(value));
          for (let i = 1; i <= parts.length; i++) {
            const path = parts.slice(0, i).join("/");
            const known = lexicons.get(path) ?? new Map<string, Set<string>>();
            lexicons.set(path, known);
            known.set(field, (known.get(field) ?? new Set()).add(String(value)));
          }
        }
    }
    for (const { set } of rules) if (typeof set.dimension === "string") dimensions.add(set.dimension);
    // What the built-in patterns ask for there is, also where only a builder makes it.
    if (pack !== USER_PACK)
      for (const pattern of rules.flatMap(patternsOf))
        collect(pattern, (node) => {
          if (node.type === "mention")
            for (const { field, values } of node.filters)
              if (field === "dimension") for (const value of values) dimensions.add(value);
          return null;
        });
  }
  return { lexicons, dimensions };
}

/** Part-of-speech tags of jieba's dictionary; `x` is what it does not know, `m` and `t` are also figures and dates. */
const TAGS: ReadonlySet<string> = new Set(
  "* a ad ag an b c d df dg e eng f g h i j k l m mg mq n ng nr nrfg nrt ns nt nz o p q r rg rr rz s t tg u ud ug uj ul uv uz v vd vg vi vn vq x y yg z zg".split(
    " ",
  ),
);

interface Doubt {
  readonly code: Finding["code"];
  readonly text: string;
  readonly fix: string | null;
}

/** What a pattern says that is hardly meant. */
function doubtsOf(pattern: PatternNode, known: KnownFields): Doubt[] {
  const doubts: Doubt[] = [];
  collect(pattern, (node) => {
    if (node.type === "token") {
      const tag = node.tags.find((one) => !TAGS.has(one));
      if (tag !== undefined)
        doubts.push({ code: "unknown-tag", text: `asks for tokens tagged "${tag}", which no word has`, fix: null });
    }
    if (node.type === "literal" && /[（）：]|^[“”].*[“”]$/.test(node.text))
      doubts.push({
        code: "doubtful-typing",
        text: `looks for the characters ${node.text}`,
        fix: 'signs of the pattern language are half-width: ( ) : "',
      });
    if (node.type !== "lexicon" && node.type !== "mention") return null;
    const fields = node.type === "lexicon" ? known.lexicons.get(node.name) : undefined;
    for (const { field, values } of node.filters) {
      const item = node.type === "lexicon" ? `%${node.name}` : `@${node.kind}`;
      if (fields !== undefined && !fields.has(field))
        doubts.push({
          code: "unknown-field",
          text: `asks ${item} for the field "${field}", which it has not`,
          fix: nearest(field, [...fields.keys()]),
        });
      const possible = field === "dimension" ? known.dimensions : fields?.get(field);
      const odd = possible === undefined ? undefined : values.find((value) => !possible.has(value));
      if (odd !== undefined && possible !== undefined)
        doubts.push({
          code: "unknown-field",
          text: `asks ${item} for ${field}=${odd}, which nothing has`,
          fix: nearest(odd, [...possible]),
        });
    }
    return null;
  });
  return doubts;
}

function nearest(typed: string, known: readonly string[]): string | null {
  const near = nearestName(typed, known);
  return near === null ? null : `did you mean "${near}"?`;
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
