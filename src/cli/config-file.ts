import { z } from "zod";
import { parseYamlFile } from "../rules/parse.js";

const names = z.array(z.string());

const configSchema = z.strictObject({
  packs: names.optional(),
  disable: names.optional(),
  rules: names.optional(),
  kinds: names.optional(),
  columns: names.optional(),
  segmenter: z.enum(["nodejieba", "node-rs"]).optional(),
});

export type Config = z.infer<typeof configSchema>;

/** @throws TishuError (rule) naming line and column of what is wrong */
export function parseConfig(text: string, file: string): Config {
  return parseYamlFile(text, file, configSchema);
}
