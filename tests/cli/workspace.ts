import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder of its own with `files` in it, by path. */
export function makeWorkspace(files: Readonly<Record<string, string | Buffer>>): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "tishu-test-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
