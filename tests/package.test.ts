import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What an installed tishu needs; anything else in the tarball is a mistake. */
const NEEDED = [
  /^(?:package\.json|README\.md|LICENSE)$/,
  /^bin\/tishu\.js$/,
  /^dist\/(?:[\w-]+\/)*[\w-]+\.(?:js|d\.ts)$/,
  /^dist\/data\/[\w./-]+\.(?:txt|json|bin)$/,
  /^rules\/(?:[\w-]+\/)*[\w-]+\.(?:ya?ml|tsv)$/,
];

interface Packed {
  readonly files: readonly { readonly path: string; readonly mode: number }[];
  readonly size: number;
}

function pack(): Packed {
  const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root });
  const [packed] = JSON.parse(output.toString()) as Packed[];
  if (packed === undefined) throw new Error("npm pack listed nothing");
  return packed;
}

test("the tarball holds what an installed tishu needs, and no more", () => {
  const { files, size } = pack();
  const paths = files.map(({ path }) => path);
  expect(paths.filter((path) => !NEEDED.some((pattern) => pattern.test(path)))).toEqual([]);
  expect(paths).toEqual(
    expect.arrayContaining(["bin/tishu.js", "dist/data/dictionary.txt", "dist/data/fold.json", "package.json"]),
  );
  expect(size).toBeLessThan(3_000_000);
});

test("the command can be executed", () => {
  const command = pack().files.find(({ path }) => path === "bin/tishu.js");
  expect((command?.mode ?? 0) & 0o111).not.toBe(0);
});
