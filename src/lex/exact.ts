import { Decimal } from "decimal.js";

/** Decimals wide enough that no product of a numeral and a factor is ever rounded on the way. */
export const Exact = Decimal.clone({ precision: 64 });
