import type { Item } from "../../recognise/builders/org/name.js";
import type { NamedForm } from "./cluster.js";

/**
 * The ways in which Chinese news shortens the name of an organisation it has named:
 *
 * - without its legal form: 山东港口青岛港集团 → 山东港口青岛港, 岷江银行股份有限公司 → 岷江银行
 * - without the place or brand before it: 南麓市人民医院 → 市人民医院, 云坪国际机场集团有限公司 → 机场集团
 * - its proper name alone: 青岛饮乐多生物科技有限公司 → 饮乐多
 * - a character of each word after its proper name: 中汇港口投资股份有限公司 → 中汇港投
 */

const COMPANY = "org/suffix/company";
const PLACE_KINDS: ReadonlySet<string> = new Set(["place", "scope", "admin"]);

/** The name without its legal form, or null where it has none or too little is left. */
export function withoutLegalForm({ key, name }: NamedForm): string | null {
  if (name.headClass !== COMPANY || !key.endsWith(name.head)) return null;
  const rest = key.slice(0, -name.head.length);
  return rest.length >= 3 ? rest : null;
}

/** 毛峰茶业 of 云岭县毛峰茶业有限责任公司: neither place nor legal form. Null where that says too little. */
export function withoutPlace({ key, name }: NamedForm): string | null {
  if (name.headClass !== COMPANY || !PLACE_KINDS.has(name.items[0]?.kind ?? "")) return null;
  const from = name.items.findIndex(({ kind }) => !PLACE_KINDS.has(kind));
  if (from < 0 || name.items[from]?.kind !== "brand") return null;
  const text = name.items
    .slice(from)
    .map((item) => item.text)
    .join("");
  return text.length >= 4 && key.includes(text) ? text : null;
}

/** The proper name within a company's name: what stands between its places and the words of its field. */
export function properName({ name }: NamedForm): string | null {
  if (name.headClass !== COMPANY) return null;
  const { items } = name;
  let from = 0;
  while (PLACE_KINDS.has(items[from]?.kind ?? "")) from++;
  let to = from;
  while (items[to]?.kind === "brand") to++;
  const first = items[from];
  const last = items[to - 1];
  if (first === undefined || last === undefined || to === from || to === items.length) return null;
  const text = items
    .slice(from, to)
    .map((item) => item.text)
    .join("");
  return text.length >= 2 ? text : null;
}

/** Whether `short` may be said for `long`, going by their texts. */
export function isSameByShortening(short: NamedForm, long: NamedForm): boolean {
  const contracted = contract(long);
  if (contracted !== null && isSame(short, contracted)) return true;
  return isSame(short, long);
}

/** The form with its head as it is shortened: 云溪经济开发区管委会. */
function contract(form: NamedForm): NamedForm | null {
  const { shortHead, head } = form.name;
  if (shortHead === null || !form.key.endsWith(head)) return null;
  return { ...form, key: form.key.slice(0, -head.length) + shortHead };
}

function isSame(short: NamedForm, long: NamedForm): boolean {
  if (short.key === long.key) return true;
  // A body of the state is not the body of that name in another place or country: 财政部, 美国财政部.
  if (short.of !== null || short.name.headClass.startsWith("org/known/")) return isLegalFormAway(short, long);
  if (isLegalFormAway(short, long)) return true;
  if (short.key === properName(long) || short.key === withoutPlace(long)) return true;
  if (long.key.endsWith(short.key)) return dropsOnlyPlaces(short, long);
  return long.name.headClass === COMPANY && (isInsideOf(short, long) || isAbbreviationOf(short, long));
}

/** 集团 and 有限公司 fall away one after the other. */
const isLegalFormAway = (short: NamedForm, long: NamedForm): boolean =>
  long.name.headClass === COMPANY &&
  long.key.startsWith(short.key) &&
  long.name.head.endsWith(long.key.slice(short.key.length));

/** 市人民医院 of 南麓市人民医院: what it lacks is where it is. */
function dropsOnlyPlaces(short: NamedForm, long: NamedForm): boolean {
  const dropped = long.key.length - short.key.length;
  let length = 0;
  for (const item of long.name.items) {
    if (length >= dropped) break;
    if (!PLACE_KINDS.has(item.kind) && item.kind !== "brand" && item.kind !== "org") return false;
    length += item.text.length;
  }
  // A name from a pattern has no parts: 早报 of 青岛早报.
  return long.name.items.length > 0 || (long.orgType === "media" && dropped <= 3);
}

const startsWithPlace = (items: readonly Item[]): boolean => items[0]?.kind === "place" || items[0]?.kind === "scope";

/** 机场集团 of 云坪国际机场集团有限公司. */
function isInsideOf(short: NamedForm, long: NamedForm): boolean {
  return (
    short.name.headClass === COMPANY &&
    short.key.length >= 4 &&
    !startsWithPlace(short.name.items) &&
    long.key.indexOf(short.key) > 0
  );
}

/** 中汇港投 of 中汇港口投资股份有限公司: the proper name, then a character of some words in their order. */
function isAbbreviationOf(short: NamedForm, long: NamedForm): boolean {
  const proper = leadingName(long.name.items);
  if (proper.length < 2 || short.key.length < 3 || !short.key.startsWith(proper)) return false;
  let at = 0;
  for (const character of long.key) if (character === short.key[at]) at++;
  return at === short.key.length;
}

/**
 * What tells a company from others at its name's beginning: its proper name with the places before it, or its
 * first word. Nothing where only a place and words of a field stand there: 青岛银行 is not 青岛农商银行.
 */
function leadingName(items: readonly Item[]): string {
  const places = items.findIndex(({ kind }) => !PLACE_KINDS.has(kind));
  if (places < 0) return "";
  const brands = items.findIndex(({ kind }, index) => index >= places && kind !== "brand");
  const end = brands < 0 ? items.length : brands;
  if (end === places) return places === 0 ? (items[0]?.text ?? "") : "";
  return items
    .slice(0, end)
    .map(({ text }) => text)
    .join("");
}
