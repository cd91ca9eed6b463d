import type { Builders } from "../cascade.js";

export const orgBuilders: Builders = {};
