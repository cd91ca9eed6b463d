import type { Builders } from "../cascade.js";
import { expressionBuilders } from "./date/expressions.js";
import { partBuilders } from "./date/parts.js";

/** Builders of time expressions; see `date/expression.ts` for what they build. */
export const dateBuilders: Builders = { ...partBuilders, ...expressionBuilders };
