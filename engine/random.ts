// A seeded random number generator (mulberry32): one stream for each thread, equal on every host.

export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in 0..bound - 1. */
  integer(bound: number): number;
  /** Begins anew. */
  renew(): void;
}

export function createRandom(seed: number, stream: number): Random {
  const first = (seed ^ Math.imul(stream + 1, 0x9e3779b9)) >>> 0;
  let state = first;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    integer: (bound) => Math.floor(next() * bound),
    renew() {
      state = first;
    },
  };
}
