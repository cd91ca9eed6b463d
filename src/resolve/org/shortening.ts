import type { Item } from "../../recognise/builders/org/name.js";
import type { NamedForm } from "./cluster.js";

/**
 * The ways in which Chinese news shortens the name of an organisation it has named:
 *
 * - without its legal form: 山东港口青岛港集团 → 山东港口青岛港, 岷江银行股份有限公司 → 岷江银行
 * - without the place or brand before it: 南麓市人民医院 → 市人民医院, 云坪国际机场集团有限公司 → 机场集团
 * - its proper name alone: 江州饮乐康生物科技有限公司 → 饮乐康
 * - a character of each word after its proper name: 中汇港口投资股份有限公司 → 中汇港投
 */

const COMPANY = "org/suffix/company";
const TRADE = "org/suffix/trade";
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

/** 岭南海工 of 岭南海工装备有限公司: its proper name and the first words of its field; several. */
export function withFirstWords({ name }: NamedForm): readonly string[] {
  if (name.headClass !== COMPANY) return [];
  const { items } = name;
  const brand = items.findIndex(({ kind, tag }) => kind === "brand" && tag !== "eng");
  const found: string[] = [];
  if (brand < 0) return found;
  // 宏图航运 of 宏图环球航运集团有限公司: the words between are left out.
  const last = items.at(-1);
  if (last !== undefined && last.kind === "field" && items.length > brand + 2 && items[brand]?.text.length === 2)
    found.push(items[brand].text + last.text);
  for (let to = brand + 2; to < items.length; to++) {
    const text = items
      .slice(0, to)
      .map((item) => item.text)
      .join("");
    if (items[to - 1]?.kind === "field" && text.length >= 4) found.push(text);
  }
  return found;
}

/** Whether `short` may be said for `long`, going by their texts. */
export function isSameByShortening(short: NamedForm, long: NamedForm): boolean {
  return contract(long).some((contracted) => isSame(short, contracted)) || isSame(short, long);
}

/** The form with its head as it is shortened, in each way: 云溪经济开发区管委会. */
function contract(form: NamedForm): readonly NamedForm[] {
  const { shortHead, head } = form.name;
  if (shortHead === null || !form.key.endsWith(head)) return [];
  return shortHead.split("|").map((short) => ({ ...form, key: form.key.slice(0, -head.length) + short }));
}

function isSame(short: NamedForm, long: NamedForm): boolean {
  if (short.key === long.key) return true;
  // A body of the state is not the body of that name in another place or country: 财政部, 美国财政部.
  if (short.of !== null || short.name.headClass.startsWith("org/known/")) return isLegalFormAway(short, long);
  if (isLegalFormAway(short, long)) return true;
  if (short.key === properName(long) || short.key === withoutPlace(long)) return true;
  if (long.key.endsWith(short.key)) return dropsOnlyPlaces(short, long);
  if (isSameInFull(short, long)) return true;
  if (long.name.headClass !== COMPANY) return false;
  return (
    isInsideOf(short, long) ||
    isAbbreviationOf(short, long) ||
    isTradeOf(short, long) ||
    isContractionOf(short, long) ||
    isFirstWordOf(short, long)
  );
}

/** 国开行汐州分行 of 国家开发银行汐州市分行: full names for short ones, places with or without their level. */
function isSameInFull(short: NamedForm, long: NamedForm): boolean {
  if (short.name.items.length === 0 || long.name.items.length === 0) return false;
  const text = short.name.items.map((item) => item.full ?? item.text).join("") + short.name.head;
  let readings = [""];
  for (const item of long.name.items) {
    const whole = item.full ?? item.text;
    const forms = [whole];
    if (item.kind === "admin") forms.push(item.text.slice(0, -1));
    else if (item.kind === "place" && item.text.length > 2) forms.push(item.text.slice(0, -1));
    readings = readings
      .flatMap((reading) => forms.map((form) => reading + form))
      .filter((read) => text.startsWith(read));
  }
  return readings.some((reading) => reading + long.name.head === text);
}

/** 汐州城投 of 汐州市城市建设投资集团有限公司: the place, then characters of the words of its field. */
function isTradeOf(short: NamedForm, long: NamedForm): boolean {
  if (short.name.headClass !== TRADE || short.name.items.length !== 1) return false;
  const place = short.name.items[0]?.text ?? "";
  if (place.length < 2 || !long.key.startsWith(place)) return false;
  const isPlaced = PLACE_KINDS.has(long.name.items[0]?.kind ?? "");
  return isPlaced && isSubsequence(short.name.head, long.key.slice(place.length, -long.name.head.length));
}

/** 汐港集团 of 汐州港务集团: a character of each word before the same legal form. */
function isContractionOf(short: NamedForm, long: NamedForm): boolean {
  if (short.name.headClass !== COMPANY || short.key.length < 4) return false;
  // 省交投集团 of 省交通投资集团有限公司
  const isOfLevel = long.name.items[0]?.kind === "admin";
  if (short.key[0] !== long.key[0] || (short.key[1] === long.key[1] && !isOfLevel)) return false;
  if (!long.name.head.startsWith(short.name.head)) return false;
  const rest = short.key.slice(0, -short.name.head.length);
  return rest.length <= 3 && isSubsequence(rest, long.key.slice(0, -long.name.head.length));
}

/** Vesper of Vesper Maritime. */
function isFirstWordOf(short: NamedForm, long: NamedForm): boolean {
  const brand = long.name.items.at(-1);
  return brand?.tag === "eng" && short.key.length >= 4 && brand.text.split(" ")[0] === short.key;
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (character === part[at]) at++;
  return at === part.length;
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
  return isSubsequence(short.key, long.key);
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
