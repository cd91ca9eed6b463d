import { TishuError } from "../errors.js";
import type { SegmentRun } from "../types.js";
import type { Engine, EngineName, Loaded } from "./engine.js";
import { nodeRs } from "./node-rs.js";
import { nodejieba } from "./nodejieba.js";

/** In the order in which they are tried. */
const ENGINES: readonly Engine[] = [nodejieba, nodeRs];

export interface SegmenterOptions {
  /** This engine and no other. Without it nodejieba, or @node-rs/jieba where nodejieba was not built. */
  readonly engine?: EngineName | undefined;
  /** Path of the dictionary that either engine loads; nodejieba's four further files lie beside it. */
  readonly dictionary: string;
}

/** Nothing of it is loaded before it is first used. */
export interface Segmenter {
  /**
   * Cuts one run of Han characters into words with jieba's part-of-speech tags; unknown characters stand
   * alone with the tag `x`. The first run loads the dictionary, once a process. Both engines give the same tokens.
   */
  readonly segment: SegmentRun;
  /** The engine that serves here; asking does not load the dictionary. */
  readonly engine: EngineName;
  /** The version of the engine's package. */
  readonly version: string;
}

/** A loaded dictionary serves every segmenter of the process. */
const loaded = new Map<string, SegmentRun>();

/**
 * Makes a segmenter. Throws nothing itself; its members throw a `TishuError` where the asked engine,
 * or without one neither engine, can be loaded, or where the dictionary cannot be read.
 */
export function createSegmenter({ engine: wanted, dictionary }: SegmenterOptions): Segmenter {
  let opened: { engine: Engine; version: string } | null = null;
  const open = () => {
    opened ??= openFirst(wanted === undefined ? ENGINES : ENGINES.filter(({ name }) => name === wanted));
    return opened;
  };
  let segmentRun: SegmentRun | null = null;
  return {
    segment(run) {
      segmentRun ??= loadOnce(open().engine, dictionary);
      return segmentRun(run);
    },
    get engine() {
      return open().engine.name;
    },
    get version() {
      return open().version;
    },
  };
}

function openFirst(engines: readonly Engine[]): { engine: Engine; version: string } {
  const causes: unknown[] = [];
  for (const engine of engines) {
    try {
      return { engine, version: engine.open() };
    } catch (cause) {
      causes.push(cause);
    }
  }
  const names = engines.map(({ name }) => name).join(" nor ");
  throw new TishuError("usage", `no segmenter: ${names} could not be loaded`, {
    hint: "install tishu again, allowing nodejieba's install script (npm 12: --allow-scripts=nodejieba)",
    cause: new AggregateError(causes),
  });
}

function loadOnce(engine: Engine, dictionary: string): SegmentRun {
  const key = `${engine.name}\n${dictionary}`;
  let segmentRun = loaded.get(key);
  if (segmentRun === undefined) {
    segmentRun = tagged(engine.load(dictionary));
    loaded.set(key, segmentRun);
  }
  return segmentRun;
}

/** Cuts runs and tags their words: each distinct word is asked for its tag once, since asking costs as much as cutting. */
function tagged({ cut, tagOf }: Loaded): SegmentRun {
  const tags = new Map<string, string>();
  const tagsOfUnits: (string | undefined)[] = new Array(0x10000);
  const tag = (word: string): string => {
    const unit = word.length === 1 ? word.charCodeAt(0) : -1;
    const known = unit >= 0 ? tagsOfUnits[unit] : tags.get(word);
    if (known !== undefined) return known;
    const found = tagOf(word);
    if (unit >= 0) tagsOfUnits[unit] = found;
    else tags.set(word, found);
    return found;
  };
  return (run) => {
    const words = cut(run);
    const tokens: { text: string; tag: string }[] = [];
    for (let i = 0; i < words.length; i++) {
      const text = words[i] as string;
      tokens.push({ text, tag: tag(text) });
    }
    return tokens;
  };
}
