import { Decimal } from "decimal.js";

/** Decimals wide enough that no product of a numeral (a match has at most 240 characters) and a factor is rounded. */
export const Exact = Decimal.clone({ precision: 320 });
