import type { DocumentAnalysis } from "../analysis.js";
import type { Mention, OrgEntity } from "../types.js";

/** Joins the mentions of one organisation under one id and its fullest name. */
export function resolveOrganisations(_analysis: DocumentAnalysis): ReadonlyMap<Mention, OrgEntity> {
  return new Map();
}
