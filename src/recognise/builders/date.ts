import { BLANKS } from "../../rules/program.js";
import type { Builder, Builders } from "../builder.js";
import { expressionBuilders } from "./date/expressions.js";
import { partBuilders } from "./date/parts.js";

const NO_FIELDS = Object.freeze({});

/** Patterns allow blanks between their items; none belongs to a time expression at its ends. */
function trimmed(builder: Builder): Builder {
  return (match) => {
    const built = builder(match);
    if (built === null) return null;
    const { text } = match.chart;
    let { start, end } = match;
    while (start < end && BLANKS.includes(text.charCodeAt(start))) start++;
    while (end > start && BLANKS.includes(text.charCodeAt(end - 1))) end--;
    return { value: built.value, fields: built.fields ?? NO_FIELDS, start: built.start ?? start, end };
  };
}

/** Builders of time expressions; see `date/expression.ts` for what they build. */
export const dateBuilders: Builders = Object.fromEntries(
  Object.entries({ ...partBuilders, ...expressionBuilders }).map(([name, builder]) => [name, trimmed(builder)]),
);
