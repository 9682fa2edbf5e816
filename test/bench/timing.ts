// How the benchmarks take time: the best of several rounds, and ratios against a peer.

/** Milliseconds that each measurement may take, and how often it is made; the best counts, since noise only slows. */
const BUDGET = 400;
const ROUNDS = 3;

export function line(what: string, ours: number, peer: number, peerName: string): void {
  console.log(`${what}: ${ours.toFixed(0)}, ${(ours / peer).toFixed(2)} x ${peerName} (${peer.toFixed(0)})`);
}

/** Things a second. */
export function best(work: () => void, things: number): number {
  let most = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    let count = 0;
    do {
      work();
      count += things;
    } while (performance.now() - started < BUDGET);
    most = Math.max(most, (1000 * count) / (performance.now() - started));
  }
  return most;
}

export async function bestAsync(work: () => Promise<unknown>, things: number): Promise<number> {
  let most = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    let count = 0;
    do {
      await work();
      count += things;
    } while (performance.now() - started < BUDGET);
    most = Math.max(most, (1000 * count) / (performance.now() - started));
  }
  return most;
}

/** Bytes that one piece of work takes of the heap: the middle of many measurements, since the collector comes in between some. */
export function allocated(work: () => void): number {
  const each: number[] = [];
  for (let round = 0; round < 50; round++) {
    const before = process.memoryUsage().heapUsed;
    for (let turn = 0; turn < 10; turn++) work();
    each.push((process.memoryUsage().heapUsed - before) / 10);
  }
  return percentile(each, 0.5);
}

/** The value below which this share of the measurements lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
