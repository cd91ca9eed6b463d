// Time of adversarial rules against length: `node bench/linear.mjs` (after npm run build).
// Each rule would take a backtracking engine exponential or quadratic time on its text.
import { performance } from "node:perf_hooks";
import { scanLexicons } from "../dist/lex/lexicon.js";
import { runLayers } from "../dist/recognise/cascade.js";
import { makeChart } from "../dist/recognise/chart.js";
import { listedTokens } from "../dist/recognise/tokens.js";
import { parseRuleFile } from "../dist/rules/parse.js";
import { parsePattern } from "../dist/rules/pattern.js";
import { compileRules } from "../dist/rules/ruleset.js";

const CASES = [
  ["nested repeats", "((甲+)+)+乙", "甲"],
  ["alternatives of one beginning", "(甲|甲甲|甲甲甲)* 乙", "甲"],
  ["optional thirty times", `${"甲?".repeat(30)}${"甲".repeat(30)}`, "甲"],
  ["any character between", "甲.*乙.*丙", "甲乙"],
  ["starts with anything", ".*丙", "甲乙"],
  ["overlapping lexicons", "%word+ 丙", "甲乙"],
  ["counted", "(甲{1,20}){1,20}乙", "甲"],
];
const LENGTHS = [2000, 4000, 8000, 16000];

const time = (rules, text) => {
  const sentence = {
    article: 1,
    paragraph: 0,
    role: "body",
    text,
    folded: text,
    offsets: new Uint32Array(text.length),
  };
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    const started = performance.now();
    const chart = makeChart(sentence, rules.lexicons.names, scanLexicons(text, rules.lexicons), () => listedTokens([]));
    runLayers(chart, rules, {});
    best = Math.min(best, performance.now() - started);
  }
  return best;
};

console.log(`node ${process.version}; milliseconds by length, and the last two as a ratio (2.0 is linear)\n`);
console.log(["rule".padEnd(32), ...LENGTHS.map((length) => String(length).padStart(9)), "   ratio"].join(""));
for (const [name, match, unit] of CASES) {
  parsePattern(match);
  const yaml = `- lexicon: word\n  forms: [甲, 乙, 甲乙, 乙甲, 甲乙甲]\n- rule: bench/x\n  layer: bench\n  match: '${match}'\n`;
  const rules = compileRules([parseRuleFile(yaml, "bench.yaml", () => "")], [], new Set());
  // What the rule needs stands at the end, behind something it cannot pass: so it is tried everywhere, in vain.
  const times = LENGTHS.map((length) =>
    time(rules, `${unit.repeat(Math.ceil(length / unit.length)).slice(0, length)}丁乙丙`),
  );
  const ratio = times.at(-1) / times.at(-2);
  console.log(
    [name.padEnd(32), ...times.map((ms) => ms.toFixed(1).padStart(9)), ratio.toFixed(2).padStart(8)].join(""),
  );
}
