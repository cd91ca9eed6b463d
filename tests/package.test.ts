import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What an installed tishu needs; anything else in the tarball is a mistake. */
const NEEDED = [
  /^(?:package\.json|README\.md|LICENSE)$/,
  /^bin\/tishu\.js$/,
  /^dist\/(?:[\w-]+\/)*[\w-]+\.d\.ts$/,
  /^dist\/bundle\/(?:[\w-]+\.js|LICENSES\.txt)$/,
  /^dist\/data\/[\w./-]+\.(?:txt|json|bin)$/,
  /^rules\/(?:[\w-]+\/)*[\w-]+\.(?:ya?ml|tsv)$/,
  /^rules\/labels\/[\w.-]+\.json$/,
  /^rules\/rule-file\.schema\.json$/,
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
    expect.arrayContaining([
      "bin/tishu.js",
      "dist/bundle/index.js",
      "dist/bundle/worker.js",
      "dist/data/dictionary.txt",
      "dist/data/fold.json",
      "dist/index.d.ts",
      "package.json",
    ]),
  );
  expect(size).toBeLessThan(3_000_000);
});

test("the command can be executed", () => {
  const command = pack().files.find(({ path }) => path === "bin/tishu.js");
  expect((command?.mode ?? 0) & 0o111).not.toBe(0);
});

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly resolved?: string }>>;
};

test("nodejieba keeps a node-pre-gyp of its own", () => {
  // Its install script runs `npx @mapbox/node-pre-gyp`, which looks in nodejieba's own folder only. It is
  // nested there, and not hoisted, just because our direct dependency asks for another major version.
  const own = lock.packages["node_modules/nodejieba/node_modules/@mapbox/node-pre-gyp"]?.version;
  const ours = lock.packages["node_modules/@mapbox/node-pre-gyp"]?.version;
  expect([own?.split(".")[0], ours?.split(".")[0]]).toEqual(["1", "2"]);
});

test("the lockfile names no registry", () => {
  expect(Object.keys(lock.packages).filter((name) => lock.packages[name]?.resolved !== undefined)).toEqual([]);
});

test.each(["@node-rs/jieba", "@biomejs/cli"])("the lockfile has %s for every platform", (name) => {
  // npm 11 and 12 refuse a lockfile that lacks one of them.
  const platforms = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"];
  const locked = Object.keys(lock.packages);
  expect(
    platforms.filter((platform) => !locked.some((path) => path.startsWith(`node_modules/${name}-${platform}`))),
  ).toEqual([]);
});
