import { expect, test } from "vitest";
import { COLUMNS } from "../../src/record.js";
import { nearestName, suggest } from "../../src/rules/nearest.js";

test.each([
  ["txet", "text"],
  ["indicator_", "indicator"],
  ["Value", "value"],
  ["perod", "period"],
  ["tilte", "title"],
  ["modallty", "modality"],
  ["colour", null],
  ["taxi", null],
  ["x", null],
])("%s: did you mean %s?", (typed, meant) => {
  expect(nearestName(typed, COLUMNS)).toBe(meant);
});

test("the nearest of several", () => {
  expect(nearestName("start_dat", ["end_date", "start_date", "start"])).toBe("start_date");
});

test("where none is near all are told, or what is given", () => {
  expect(suggest("prot", new Set(["port", "rail"]))).toBe('did you mean "port"?');
  expect(suggest("sea", new Set(["port", "rail"]))).toBe("expected one of: port, rail");
  expect(suggest("sea", ["port", "rail"], "see the list")).toBe("see the list");
});
