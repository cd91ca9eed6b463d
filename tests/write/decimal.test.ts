import { Decimal } from "decimal.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plainDecimal } from "../../src/write/decimal.js";

test.each([
  [0, "0"],
  [-0, "0"],
  [-2.2, "-2.2"],
  [30000000, "30000000"],
  [1e21, "1000000000000000000000"],
  [1.5e22, "15000000000000000000000"],
  [-1e-7, "-0.0000001"],
  [1.25e-9, "0.00000000125"],
  ["666666.666667", "666666.666667"],
  ["123456789012345678901234567890.5", "123456789012345678901234567890.5"],
  ["-0", "0"],
])("%s is written %s", (value, text) => {
  expect(plainDecimal(value)).toBe(text);
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], ["3万"], [""], ["1,000"]])("%s is refused", (value) => {
  expect(() => plainDecimal(value)).toThrow(RangeError);
});

test("any double is written as decimal.js writes it in full", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(plainDecimal(value)).toBe(new Decimal(value === 0 ? 0 : value).toFixed());
    }),
  );
});
