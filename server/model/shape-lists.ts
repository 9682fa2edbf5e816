// Locks made of promises: chains in which each waits for the one before, and lists of the resolvers of those who wait.

import { type Effect, type Shaped, withUsers } from "./shape-effects";
import type { Features } from "./shape-features";

/** A flag or count that the acquirer tests and changes, and a list of resolvers of which the releaser wakes one. */
export function resolverList(features: ReadonlyMap<string, Features>): Shaped | undefined {
  for (const [taker, take] of features) {
    for (const list of take.enqueued) {
      const guard = [...take.tested].find((name) => take.changed.has(name) && name !== list);
      if (guard === undefined) continue;
      const wakers = [...features].filter(([, one]) => one.woken.has(list) && one.changed.has(guard));
      if (wakers.length === 0) continue;
      // It does its own work between taking and giving back: it uses the lock, and nobody else can.
      if (!take.runs && wakers.every(([name]) => name === taker)) continue;
      const effects = new Map<string, Effect>();
      for (const [name] of wakers) if (name !== taker) effects.set(name, { effect: "REL" });
      effects.set(taker, { effect: take.runs ? "RUN" : "ACQ" });
      return {
        kind: take.counts.has(guard) ? "semaphore" : "mutex",
        shape: "resolver-list",
        state: guard,
        releaser: take.returnsFunction && !take.runs,
        reentrant: take.owners.size > 0,
        effects: withUsers(effects, features),
      };
    }
  }
  return undefined;
}

/** The tail is replaced in the same tick in which it is read, and the work waits for the old one. */
export function promiseChain(features: ReadonlyMap<string, Features>): Shaped | undefined {
  for (const [name, one] of features) {
    if (!one.runs && !one.returnsFunction) continue;
    const [tail] = one.chained;
    const [keyed] = one.keyed;
    const state = tail ?? keyed?.[0];
    if (state === undefined) continue;
    const key = tail === undefined ? keyed?.[1] : undefined;
    const effects = new Map<string, Effect>([
      [name, { effect: one.runs ? "RUN" : "ACQ", ...(key === undefined ? {} : { key }) }],
    ]);
    return {
      kind: "mutex",
      shape: key === undefined ? "promise-chain" : "keyed-chain",
      state,
      releaser: !one.runs,
      reentrant: one.owners.size > 0,
      effects: withUsers(effects, features),
    };
  }
  return undefined;
}
