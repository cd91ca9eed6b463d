import type { Builders } from "../cascade.js";
import { buildAlias, buildAnaphor, buildKnown, buildWhole } from "./org/given.js";
import { buildName } from "./org/suffix.js";

export const orgBuilders: Builders = {
  "org-name": buildName,
  "org-known": buildKnown,
  "org-whole": buildWhole,
  "org-alias": buildAlias,
  "org-anaphor": buildAnaphor,
};
