import type { Builders } from "../builder.js";
import { buildCoded } from "./org/firm.js";
import { buildAlias, buildAnaphor, buildKnown, buildWhole } from "./org/given.js";
import { buildLatinCompany, buildLatinSpeaker } from "./org/latin.js";
import { buildName } from "./org/suffix.js";

export const orgBuilders: Builders = {
  "org-name": buildName,
  "org-known": buildKnown,
  "org-whole": buildWhole,
  "org-alias": buildAlias,
  "org-anaphor": buildAnaphor,
  "org-coded": buildCoded,
  "org-latin": buildLatinCompany,
  "org-latin-speaker": buildLatinSpeaker,
};
