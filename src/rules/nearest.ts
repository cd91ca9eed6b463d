import { distance } from "fastest-levenshtein";

/** The hint that names the one of `known` that was most likely meant; `otherwise` where none is near. */
export function suggest(typed: string, known: Iterable<string>, otherwise: string): string {
  let best: { readonly name: string; readonly far: number } | null = null;
  for (const name of known) {
    const far = distance(typed, name);
    if (far <= Math.max(2, name.length / 3) && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { name, far };
  }
  return best === null ? otherwise : `did you mean "${best.name}"?`;
}
