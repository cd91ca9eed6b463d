/** Inputs made from inputs, as libFuzzer and AFL make them. */

/** Numbers from 0 up to `below`, the same for the same seed (mulberry32). */
export function makeRandom(/** @type {number} */ seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** @typedef {(below: number) => number} Random */

/**
 * @param {Uint8Array} input
 * @param {Random} random
 * @returns {[number, number]} a stretch of it that is not empty
 */
function stretch(input, random) {
  const from = random(input.length);
  return [from, from + 1 + random(Math.min(32, input.length - from))];
}

/**
 * @param {Uint8Array} input
 * @param {number} at
 * @param {number} to
 * @param {Uint8Array} between what takes the place of the bytes from `at` to `to`
 */
function replace(input, at, to, between) {
  const made = new Uint8Array(input.length - (to - at) + between.length);
  made.set(input.subarray(0, at));
  made.set(between, at);
  made.set(input.subarray(to), at + between.length);
  return made;
}

/**
 * @param {Uint8Array} input
 * @param {readonly Uint8Array[]} corpus
 * @param {readonly Uint8Array[]} dictionary what the target's inputs are made of
 * @param {Random} random
 * @param {number} maxLength
 */
export function mutate(input, corpus, dictionary, random, maxLength) {
  let made = Uint8Array.from(input);
  for (let left = 1 + random(6); left > 0; left--) {
    if (made.length === 0) made = Uint8Array.of(random(256));
    const [from, to] = stretch(made, random);
    const at = random(made.length + 1);
    const word = dictionary[random(Math.max(1, dictionary.length))] ?? Uint8Array.of(random(256));
    const other = corpus[random(corpus.length)] ?? made;
    switch (random(9)) {
      case 0:
        made[from] = (made[from] ?? 0) ^ (1 << random(8));
        break;
      case 1:
        made[from] = random(256);
        break;
      case 2:
        made = replace(made, from, to, new Uint8Array());
        break;
      case 3:
        made = replace(made, at, at, made.slice(from, to));
        break;
      case 4:
        made = replace(made, at, at, word);
        break;
      case 5:
        made = replace(made, from, to, word);
        break;
      case 6:
        if (other.length > 0) made = replace(made, at, at, other.slice(...stretch(other, random)));
        break;
      case 7:
        made = replace(made, at, made.length, other.slice(random(other.length + 1)));
        break;
      default:
        for (let copies = 1 + random(8), piece = made.slice(from, to); copies > 0; copies--)
          made = replace(made, at, at, piece);
    }
  }
  return made.subarray(0, maxLength);
}
