import type { NumeralReading } from "../../lex/numeral.js";
import type { QuantityValue } from "../../types.js";
import type { Builders } from "../cascade.js";

export const numberBuilders: Builders = {
  /** A numeral as it stands: capture `n`. */
  number({ captures }) {
    const reading = captures.n?.[0]?.mention?.value as NumeralReading | undefined;
    if (reading === undefined) return null;
    const { value } = reading;
    const number: QuantityValue = {
      dimension: null,
      number: value,
      unitText: null,
      value,
      unit: null,
      low: value,
      high: value,
      approx: "exact",
    };
    return { value: number, fields: { approx: "exact", style: reading.style } };
  },
};
