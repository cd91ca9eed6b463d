/**
 * All lexicon forms in one trie over UTF-16 units, in typed arrays: the root by direct table, the children of a
 * node side by side; where they are many, an edge is found by hashing its node and unit.
 */
export interface Trie {
  /** Node for a first unit, 0 where there is none; length 65536. */
  readonly root: Int32Array;
  /**
   * Of nodes with more than `FEW_EDGES`. Open addressing: an edge's number plus one at `edgeSlot` of its node and
   * unit or after it, 0 where free.
   */
  readonly edges: Int32Array;
  /** For node n its children are edges `childFrom[n]` to `childFrom[n + 1]`. */
  readonly childFrom: Int32Array;
  readonly label: Uint16Array;
  readonly target: Int32Array;
  /** For node n its outputs are `outputs[outputFrom[n]]` to `outputs[outputFrom[n + 1]]`. */
  readonly outputFrom: Int32Array;
  readonly outputs: Int32Array;
}

/** Where the search for an edge begins; `mask` is the table's length less one, a power of two less one. */
export const edgeSlot = (node: number, unit: number, mask: number): number =>
  ((Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> 7) & mask;

/** So many edges are looked through one after the other: they lie in one line of the processor's cache. */
export const FEW_EDGES = 8;

function hashEdges(childFrom: Int32Array, label: Uint16Array): Int32Array {
  const degree = (node: number): number => (childFrom[node + 1] as number) - (childFrom[node] as number);
  const hasMany = (node: number): boolean => degree(node) > FEW_EDGES;
  let many = 0;
  for (let node = 0; node + 1 < childFrom.length; node++) if (hasMany(node)) many += degree(node);
  const edges = new Int32Array(2 ** Math.ceil(Math.log2(2 * many + 2)));
  const mask = edges.length - 1;
  for (let node = 0; node + 1 < childFrom.length; node++)
    if (hasMany(node))
      for (let edge = childFrom[node] as number; edge < (childFrom[node + 1] as number); edge++) {
        let slot = edgeSlot(node, label[edge] as number, mask);
        while (edges[slot] !== 0) slot = (slot + 1) & mask;
        edges[slot] = edge + 1;
      }
  return edges;
}

/** @param forms pairs of surface form and output number; several pairs may share a form */
export function buildTrie(forms: readonly (readonly [string, number])[]): Trie {
  const sorted = [...forms].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
  const childFrom: number[] = [0];
  const label: number[] = [];
  const target: number[] = [];
  const outputFrom: number[] = [0];
  const outputs: number[] = [];
  const root = new Int32Array(65536);
  // Nodes are numbered in breadth-first order, so that the edges of each stand together.
  let level: { from: number; to: number; depth: number }[] = [{ from: 0, to: sorted.length, depth: 0 }];
  let nodes = 1;
  while (level.length > 0) {
    const following: typeof level = [];
    for (const { from, to, depth } of level) {
      let i = from;
      for (; i < to && sorted[i]?.[0].length === depth; i++) {
        const output = sorted[i]?.[1];
        if (depth > 0 && output !== undefined) outputs.push(output);
      }
      outputFrom.push(outputs.length);
      while (i < to) {
        const unit = sorted[i]?.[0].charCodeAt(depth) ?? 0;
        let j = i;
        while (j < to && sorted[j]?.[0].charCodeAt(depth) === unit) j++;
        if (depth === 0) root[unit] = nodes;
        label.push(unit);
        target.push(nodes++);
        following.push({ from: i, to: j, depth: depth + 1 });
        i = j;
      }
      childFrom.push(label.length);
    }
    level = following;
  }
  const starts = Int32Array.from(childFrom);
  const labels = Uint16Array.from(label);
  return {
    root,
    edges: hashEdges(starts, labels),
    childFrom: starts,
    label: labels,
    target: Int32Array.from(target),
    outputFrom: Int32Array.from(outputFrom),
    outputs: Int32Array.from(outputs),
  };
}
