import { distance } from "fastest-levenshtein";

/** The hint that names the one of `known` that was most likely meant; `otherwise`, or all of them, where none is near. */
export function suggest(typed: string, known: Iterable<string>, otherwise?: string): string {
  const names = [...known];
  const near = nearestName(typed, names);
  if (near !== null) return `did you mean "${near}"?`;
  return otherwise ?? `expected one of: ${names.join(", ")}`;
}

/**
 * The one of `known` that was most likely meant, or null. A name may differ in a character, a longer one in a third
 * of them, a shorter one in two that are exchanged; capitals do not count.
 */
export function nearestName(typed: string, known: Iterable<string>): string | null {
  const word = typed.toLowerCase();
  let best: { readonly name: string; readonly far: number } | null = null;
  for (const name of known) {
    const other = name.toLowerCase();
    const far = distance(word, other);
    const limit = hasSameCharacters(word, other) ? 2 : Math.max(1, Math.floor(other.length / 3));
    if (far <= limit && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { name, far };
  }
  return best?.name ?? null;
}

/** As where two are exchanged, which Levenshtein counts as two changes. */
function hasSameCharacters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join("") === [...b].sort().join("");
}
