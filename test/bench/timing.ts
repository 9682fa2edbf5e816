// How the benchmarks take time: CPU time, since a busy machine lends little of the wall's, by turns with a peer, and the best of several rounds.

/** Milliseconds that each measurement may take, and how often it is made; the best counts, since noise only slows. */
const BUDGET = 400;
const ROUNDS = 5;
/** How long a piece of work should at least be, in milliseconds, between two looks at the clock. */
const LOOK = 2;

export function line(what: string, ours: number, peer: number, peerName: string): void {
  console.log(`${what}: ${ours.toFixed(0)}, ${(ours / peer).toFixed(2)} x ${peerName} (${peer.toFixed(0)})`);
}

/** Things a second. */
export async function best(work: () => unknown, things: number): Promise<number> {
  const [most = 0] = await byTurns([work], things);
  return most;
}

/** Things a second of each, taken by turns: what disturbs one round disturbs it for all. */
export async function byTurns(works: readonly (() => unknown)[], things: number): Promise<readonly number[]> {
  const most = works.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, work] of works.entries()) most[index] = Math.max(most[index] ?? 0, await rate(work, things));
  }
  return most;
}

async function rate(work: () => unknown, things: number): Promise<number> {
  let batch = 1;
  let count = 0;
  let used = 0;
  const start = cpuTime();
  do {
    const before = used;
    for (let turn = 0; turn < batch; turn++) {
      const result = work();
      if (result instanceof Promise) await result;
    }
    count += batch * things;
    used = cpuTime() - start;
    if (used - before < LOOK) batch *= 2;
  } while (used < BUDGET);
  return (1000 * count) / used;
}

/** Milliseconds of this process on all CPUs. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
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
