import type { LexiconForm } from "../lex/lexicon.js";
import { type ClassItem, Op, type Program } from "./program.js";

/** UTF-16 units, a bit each. */
export type UnitSet = Uint32Array;

export const hasUnit = (set: UnitSet, unit: number): boolean =>
  (((set[unit >> 5] as number) >>> (unit & 31)) & 1) === 1;

function addUnit(set: UnitSet, unit: number): void {
  set[unit >> 5] = (set[unit >> 5] as number) | (1 << (unit & 31));
}

const unitSets = new WeakMap<ClassItem, UnitSet>();

/** The units that a class takes. */
export function unitSetOf(item: ClassItem): UnitSet {
  let set = unitSets.get(item);
  if (set === undefined) {
    set = new Uint32Array(2048);
    for (const [low, high] of item.ranges)
      for (let unit = low; unit <= high; )
        if ((unit & 31) === 0 && unit + 31 <= high) {
          set[unit >> 5] = 0xffffffff;
          unit += 32;
        } else addUnit(set, unit++);
    if (item.negated) for (let i = 0; i < set.length; i++) set[i] = ~(set[i] as number);
    unitSets.set(item, set);
  }
  return set;
}

/** The instructions that can be reached from `start` without taking text, inside the text. */
function withinText({ op, arg, next, other, switches }: Program, start: number): Iterable<number> {
  const seen = new Set<number>();
  const stack = [start];
  for (let pc = stack.pop(); pc !== undefined; pc = stack.pop()) {
    if (pc < 0 || seen.has(pc)) continue;
    seen.add(pc);
    const operation = op[pc];
    if (operation === Op.Split) stack.push(next[pc] as number, other[pc] as number);
    else if (operation === Op.Switch) stack.push(next[pc] as number, ...(switches[arg[pc] as number]?.values() ?? []));
    else if (operation === Op.Open || operation === Op.Close || operation === Op.Space) stack.push(next[pc] as number);
  }
  return seen;
}

/** The UTF-16 units of blanks, which `_` passes over. */
const BLANKS: readonly number[] = [0x20, 0x09, 0x3000, 0xa0];

/** First and last units of each lexicon's forms. */
export class LexiconEdges {
  private readonly firsts: Set<number>[] = [];
  private readonly lasts: Set<number>[] = [];

  constructor(forms: readonly LexiconForm[]) {
    for (const { lexicon, form } of forms) {
      this.firsts[lexicon] ??= new Set();
      this.lasts[lexicon] ??= new Set();
      this.firsts[lexicon]?.add(form.charCodeAt(0));
      this.lasts[lexicon]?.add(form.charCodeAt(form.length - 1));
    }
  }

  of(lexicon: number, isLeftwards: boolean): Iterable<number> {
    return (isLeftwards ? this.lasts : this.firsts)[lexicon] ?? [];
  }
}

/**
 * The units that can come first where a program goes on at `pc`, or null where it may go on with anything.
 * At an edge of the text, where no unit comes, the set says nothing.
 * @param ended the units that can follow where the program ends at once; null for any
 */
export function unitsFrom(
  program: Program,
  pc: number,
  edges: LexiconEdges,
  isLeftwards: boolean,
  ended: UnitSet | null,
): UnitSet | null {
  const set = new Uint32Array(2048);
  const join = (other: UnitSet): void => {
    for (let i = 0; i < set.length; i++) set[i] = (set[i] as number) | (other[i] as number);
  };
  for (const at of withinText(program, pc)) {
    const argument = program.arg[at] as number;
    switch (program.op[at]) {
      case Op.Char:
        addUnit(set, argument);
        break;
      case Op.Class: {
        const item = program.classes[argument];
        if (item !== undefined) join(unitSetOf(item));
        break;
      }
      case Op.Lexicon:
        for (const id of program.lexicons[argument]?.ids ?? [])
          for (const unit of edges.of(id, isLeftwards)) addUnit(set, unit);
        break;
      case Op.Space:
        for (const unit of BLANKS) addUnit(set, unit);
        break;
      case Op.Mention:
      case Op.Token:
        return null;
      case Op.Accept:
        if (ended === null) return null;
        join(ended);
        break;
      default:
    }
  }
  return set;
}

/** The units that make the program match by themselves, alone or as its first; null where there is none. */
export function unitsThatDo(program: Program): UnitSet | null {
  let set: UnitSet | null = null;
  for (const at of withinText(program, program.start)) {
    const argument = program.arg[at] as number;
    const operation = program.op[at];
    if (operation !== Op.Char && operation !== Op.Class) continue;
    if (![...withinText(program, program.next[at] as number)].some((pc) => program.op[pc] === Op.Accept)) continue;
    set ??= new Uint32Array(2048);
    if (operation === Op.Char) addUnit(set, argument);
    else {
      const item = program.classes[argument];
      const other = item === undefined ? null : unitSetOf(item);
      if (other !== null) for (let i = 0; i < set.length; i++) set[i] = (set[i] as number) | (other[i] as number);
    }
  }
  // A blank may be taken by a `_` before the item that would take it.
  if (set !== null) for (const blank of BLANKS) set[blank >> 5] = (set[blank >> 5] as number) & ~(1 << (blank & 31));
  return set;
}
