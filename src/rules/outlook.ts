import type { Forms } from "../lex/forms.js";
import { BLANKS, type ClassItem, closure, Op, type Program } from "./program.js";

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

/** First and last units of each lexicon's forms. */
export class LexiconEdges {
  private readonly forms: Forms;
  /** The forms of each lexicon. */
  private readonly members: number[][] = [];
  private readonly firsts: (ReadonlySet<number> | undefined)[] = [];
  private readonly lasts: (ReadonlySet<number> | undefined)[] = [];

  constructor(forms: Forms) {
    this.forms = forms;
    for (let number = 0; number < forms.length; number++) {
      const lexicon = forms.lexicon[number] as number;
      const members = this.members[lexicon];
      if (members === undefined) this.members[lexicon] = [number];
      else members.push(number);
    }
  }

  of(lexicon: number, isLeftwards: boolean): Iterable<number> {
    const known = isLeftwards ? this.lasts : this.firsts;
    let units = known[lexicon];
    if (units === undefined) {
      const { forms } = this;
      const found = this.members[lexicon] ?? [];
      units = new Set(found.map((number) => (isLeftwards ? forms.lastUnit(number) : forms.firstUnit(number))));
      known[lexicon] = units;
    }
    return units;
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
  for (const at of closure(program, pc, true)) {
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
  for (const at of closure(program, program.start, true)) {
    const argument = program.arg[at] as number;
    const operation = program.op[at];
    if (operation !== Op.Char && operation !== Op.Class) continue;
    if (!closure(program, program.next[at] as number, true).some((pc) => program.op[pc] === Op.Accept)) continue;
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
