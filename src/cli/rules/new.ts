import { existsSync } from "node:fs";
import { TishuError } from "../../errors.js";
import type { RulesArgs } from "../args.js";
import { ExitCode } from "../exit-codes.js";
import { type Output, replaceFile } from "../output.js";

/** `tishu rules new ID`: a rule file to begin with, commented in Chinese and English; `-o` writes it to a file. */
export async function writeSkeleton(args: RulesArgs, output: Output): Promise<ExitCode> {
  const id = args.paths[0] ?? "my/first-rule";
  if (!/^[\p{L}\p{N}-]+(\/[\p{L}\p{N}-]+)+$/u.test(id))
    throw new TishuError("usage", `"${id}" is no rule id`, { hint: "write a path such as port/berth-depth" });
  const text = skeleton(id);
  if (args.output === null) {
    await output.write(text);
    return ExitCode.Done;
  }
  if (existsSync(args.output))
    throw new TishuError("output", "exists already", {
      place: { file: args.output },
      hint: "name another file with -o",
    });
  await replaceFile(args.output, text);
  return ExitCode.Done;
}

const skeleton = (id: string): string => {
  const group = id.slice(0, id.indexOf("/"));
  return `# 用法 / Use:   tishu --rules 本文件.yaml 页面.txt
# 检查 / Check: tishu rules lint 本文件.yaml      试跑例句 / Run the examples: tishu rules test 本文件.yaml
# 说明 / Guide: docs/rules.md

# 词表：一行一个词，可带字段。 / A lexicon: one form a line, with fields where they are needed.
- lexicon: ${group}/word
  forms: [设计水深, 泊位水深]

# 规则：match 里 %词表、@已识别的成分、(名字: …) 捕获。
# A rule: in match, %lexicon, @mention of an earlier layer, (name: …) a capture.
- rule: ${id}
  note: 这条规则找什么 / what it finds
  layer: ${group}
  match: '%${group}/word 为? (q: @quantity[dimension=length])'
  as: ${group}
  set: { number: $q.number, value: $q.value, unit: $q.unit }
  examples:            # 每句都会被当作测试运行 / each is run as a test
    - 设计水深15米: { kind: ${group}, number: 15, value: 15, unit: m }
  not:                 # 这些句子里不应找到 / in these it must find nothing
    - 水深较浅
`;
};
