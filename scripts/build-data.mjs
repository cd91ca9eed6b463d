// Makes dist/data from the packages that the data comes from. Runs after tsc, as part of `npm run build`.
import { mkdirSync, writeFileSync } from "node:fs";
import { foldTable } from "./fold-table.mjs";

const out = new URL("../dist/data/", import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(new URL("fold.json", out), JSON.stringify(foldTable()));
