import type { Builder, Builders } from "../cascade.js";
import { expressionBuilders } from "./date/expressions.js";
import { partBuilders } from "./date/parts.js";

/** Patterns allow blanks between their items; none belongs to a time expression at its ends. */
function trimmed(builder: Builder): Builder {
  return (match) => {
    const built = builder(match);
    if (built === null) return null;
    const text = match.chart.text.slice(match.start, match.end);
    return {
      ...built,
      start: built.start ?? match.start + text.length - text.trimStart().length,
      end: match.end - text.length + text.trimEnd().length,
    };
  };
}

/** Builders of time expressions; see `date/expression.ts` for what they build. */
export const dateBuilders: Builders = Object.fromEntries(
  Object.entries({ ...partBuilders, ...expressionBuilders }).map(([name, builder]) => [name, trimmed(builder)]),
);
