/** How long a batch that is not full waits for more input. */
const PATIENCE_MS = 10;

export interface Batching {
  /** How many batches may be under way at a time. */
  readonly depth: number;
  /** How long a batch is to be; 0 for items as they come. */
  readonly batchLength: number;
}

/**
 * The results of batches in the order of their input, however many are under way. A result is given as soon as it and
 * those before it are there, and no more is read than `depth` allows, so that memory does not grow with the input.
 * @param batching asked each time anew
 */
export async function* processInOrder<Item, Result>(
  input: AsyncIterable<readonly Item[]>,
  batching: Batching,
  lengthOf: (item: Item) => number,
  process: (batch: readonly Item[]) => Promise<Result>,
): AsyncGenerator<{ readonly batch: readonly Item[]; readonly result: Result }> {
  const batches = gather(input, batching, lengthOf);
  type Step = { readonly read: IteratorResult<readonly Item[]> } | { readonly done: Done };
  type Done = { readonly batch: readonly Item[]; readonly result: Result };
  const queue: Promise<Step>[] = [];
  let reading: Promise<Step> | null = null;
  const readNext = (): Promise<Step> => watched(batches.next().then((read) => ({ read })));
  reading = readNext();
  while (reading !== null || queue.length > 0) {
    const candidates: Promise<Step>[] = [...queue.slice(0, 1)];
    if (reading !== null && queue.length < batching.depth) candidates.push(reading);
    const step: Step = await Promise.race(candidates);
    if ("done" in step) {
      queue.shift();
      yield step.done;
    } else if (step.read.done === true) {
      reading = null;
    } else {
      const batch = step.read.value;
      queue.push(watched(process(batch).then((result) => ({ done: { batch, result } }))));
      reading = readNext();
    }
  }
}

/** Joins what comes until a batch is long enough, or no more comes for a while. */
async function* gather<Item>(
  input: AsyncIterable<readonly Item[]>,
  batching: Batching,
  lengthOf: (item: Item) => number,
): AsyncGenerator<readonly Item[]> {
  const iterator = input[Symbol.asyncIterator]();
  let gathered: Item[] = [];
  let length = 0;
  const take = (): readonly Item[] => {
    const batch = gathered;
    gathered = [];
    length = 0;
    return batch;
  };
  let next = watched(iterator.next());
  for (;;) {
    const step: IteratorResult<readonly Item[]> | null = gathered.length === 0 ? await next : await within(next);
    if (step === null) {
      yield take();
      continue;
    }
    if (step.done === true) break;
    for (const item of step.value) {
      gathered.push(item);
      length += lengthOf(item);
    }
    next = watched(iterator.next());
    if (gathered.length > 0 && length >= batching.batchLength) yield take();
  }
  if (gathered.length > 0) yield take();
}

/** The promise's value, or null if it takes longer than a batch should wait. */
async function within<T>(promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** A promise that may be left alone when another one fails first. */
function watched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
