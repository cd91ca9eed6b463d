import type { Builders } from "../builder.js";
import { changeBuilders } from "./change.js";
import { dateBuilders } from "./date.js";
import { numberBuilders } from "./number.js";
import { orgBuilders } from "./org.js";
import { quantityBuilders } from "./quantity.js";

/** All builders that rules may name: few, typed, pure; the rules are many. */
export const BUILDERS: Builders = {
  ...numberBuilders,
  ...quantityBuilders,
  ...changeBuilders,
  ...dateBuilders,
  ...orgBuilders,
};
