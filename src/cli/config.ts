import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { TishuError } from "../errors.js";
import { isInside } from "../load.js";
import { reason } from "../system-errors.js";
import type { EngineArgs, ExtractArgs } from "./args.js";

/** The file that holds a project's choices; looked for from the input's folder upward. */
export const CONFIG_FILE = "tishu.config.yaml";

/**
 * The arguments with what the config says filled in: what was typed wins, `rules` and `disable` add up.
 * @param input the first input, from whose folder the config is looked for upward; null or `-` for the working folder
 * @throws TishuError (rule) where the config is broken, with line and column
 */
export async function withConfig<A extends EngineArgs & Partial<Pick<ExtractArgs, "kinds" | "columns">>>(
  args: A,
  input: string | null,
): Promise<A> {
  if (!args.config) return args;
  const folderOfInput = input === null || input === "-" ? workingFolder() : startFolder(input);
  const path = folderOfInput === null ? null : findConfig(folderOfInput);
  if (path === null) return args;
  const { parseConfig } = await import("./config-file.js");
  const config = parseConfig(read(path), path);
  const folder = dirname(path);
  return {
    ...args,
    rules: [...(config.rules ?? []).map((rule) => rulesInside(folder, rule, path)), ...args.rules],
    packs: args.packs ?? config.packs ?? null,
    disable: [...(config.disable ?? []), ...args.disable],
    segmenter: args.segmenter ?? config.segmenter ?? null,
    ...("kinds" in args ? { kinds: args.kinds ?? config.kinds ?? null } : {}),
    ...("columns" in args ? { columns: args.columns ?? config.columns ?? null } : {}),
  };
}

/** A config may lie beside texts that came from elsewhere: it names rules of its own folder and no others. */
function rulesInside(folder: string, rule: string, config: string): string {
  const found = resolve(folder, rule);
  if (isInside(folder, found)) return found;
  throw new TishuError("rule", `rules: ${rule} lies outside the config's folder`, {
    place: { file: config },
    hint: `put it below ${folder}, or say --rules ${rule} yourself`,
  });
}

/** Null where it is gone: somebody has removed the folder that the shell stands in. */
function workingFolder(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

function startFolder(input: string): string {
  const path = resolve(input);
  try {
    return statSync(path).isDirectory() ? path : dirname(path);
  } catch {
    return dirname(path); // A glob, or a path that is reported later.
  }
}

function findConfig(folder: string): string | null {
  for (let here = folder; ; here = dirname(here)) {
    const path = join(here, CONFIG_FILE);
    if (existsSync(path)) return path;
    if (dirname(here) === here) return null;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new TishuError("rule", `cannot be read: ${reason(cause)}`, {
      place: { file: path },
      hint: "or say --no-config",
      cause,
    });
  }
}
