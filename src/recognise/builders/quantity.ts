import type { Decimal } from "decimal.js";
import type { QuantityValue } from "../../types.js";
import type { Builders } from "../cascade.js";

/** Times an exact fraction such as "2000/3", rounded once to six places where it does not end. */
function timesFactor(amount: Decimal, factor: string): Decimal {
  const [numerator = "1", denominator = "1"] = factor.split("/");
  const scaled = amount.times(numerator);
  return denominator === "1" ? scaled : scaled.div(denominator).toDecimalPlaces(6);
}

export const quantityBuilders: Builders = {
  /** A number, capture `n`, in a unit, capture `u` (fields dimension, base, factor). */
  quantity({ captures }) {
    const number = captures.n?.[0]?.mention?.value as QuantityValue | undefined;
    const unit = captures.u?.[0];
    if (number === undefined || unit?.lexeme == null) return null;
    const { dimension, base, factor } = unit.lexeme.fields;
    const scale = (amount: Decimal | null): Decimal | null =>
      amount === null ? null : timesFactor(amount, String(factor ?? 1));
    const value: QuantityValue = {
      ...number,
      dimension: String(dimension),
      unitText: unit.text,
      unit: String(base),
      value: scale(number.number),
      low: scale(number.low),
      high: scale(number.high),
    };
    return { value, fields: { dimension: value.dimension, unit: value.unit, approx: value.approx } };
  },
};
