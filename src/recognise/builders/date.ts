import type { Builders } from "../cascade.js";

export const dateBuilders: Builders = {};
