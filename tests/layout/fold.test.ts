import { expect, test } from "vitest";
import { makeFold } from "../../src/layout/fold.js";
import { fold } from "./page.js";

test.each([
  ["１２３．４％", "123.4%"],
  ["（ＴＥＵ）：Ａ＋ｂ！？", "(TEU):A+b!?"],
  ["a　b\u00a0c", "a b c"],
  ["￥100", "¥100"],
  ["ｶ｡｢", "ｶ。「"],
  ["東灣港貨櫃碼頭發展", "东湾港货柜码头发展"],
  ["⽉⽇⼀⼆", "月日一二"],
  ["—–-~～", "—–-~~"],
  ["。、“”《》…", "。、“”《》…"],
  ["〇○零", "〇○零"],
  ["乾县", "乾县"],
  ["𠮷😀\ud842", "𠮷😀\ud842"],
])("%s → %s", (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test("long texts fold as short ones do", () => {
  const text = "１萬噸，\udc00";
  for (const times of [1, 100, 10_000, 100_000]) expect(fold(text.repeat(times))).toBe("1万吨,\udc00".repeat(times));
});

test("pairs that would change a length are left alone", () => {
  const odd = makeFold({ from: "噸\ud842\udfb7", to: "吨xy" });
  expect(odd("噸𠮷")).toBe("吨𠮷");
});
