// Removes from dist what was compiled from a module that src no longer holds, so that it is not packed.
import { existsSync, readdirSync, rmSync } from "node:fs";

const dist = new URL("../dist/", import.meta.url);
const src = new URL("../src/", import.meta.url);
for (const file of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  const source = file.replace(/\.(?:js|d\.ts)$/, ".ts");
  if (source !== file && !existsSync(new URL(source, src))) rmSync(new URL(file, dist));
}
