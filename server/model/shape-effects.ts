// What the recognisers of hand-written locks have in common: what they find, and who else takes or runs by those found.

import type { PrimitiveFacts, PrimitiveOperation } from "./facts";
import type { Features } from "./shape-features";

export type Effect = Pick<PrimitiveOperation, "effect" | "mode" | "key" | "subject" | "sync">;

/** A lock that was recognised in a group of functions. */
export interface Shaped {
  readonly kind: PrimitiveFacts["kind"];
  readonly shape: PrimitiveFacts["shape"];
  /** What it is about: the tail, the flag, the count. */
  readonly state: string;
  readonly releaser: boolean;
  /** Who has it already is let in again. */
  readonly reentrant: boolean;
  /** Who comes later may be let in first. */
  readonly unfair?: boolean;
  readonly effects: ReadonlyMap<string, Effect>;
}

/** Adds the members that take by calling one that takes: those that run a caller's work run, the others hand the hold on. */
export function withUsers(
  effects: Map<string, Effect>,
  features: ReadonlyMap<string, Features>,
): ReadonlyMap<string, Effect> {
  for (const [name, one] of features) {
    if (effects.has(name)) continue;
    const called = [...one.calls].flatMap((callee) => effects.get(callee) ?? []);
    const taken = called.find(({ effect }) => effect !== "REL");
    if (taken === undefined) continue;
    // Who takes it and gives it back without running a caller's work only uses the lock.
    const released = called.some(({ effect }) => effect === "REL");
    if (taken.effect === "RUN" ? !one.runs && !forwards(one, effects) : !one.runs && released) continue;
    // Which key or cell it takes is said by its own arguments, in an order of its own.
    if (taken.key !== undefined || taken.subject !== undefined) continue;
    const runs = one.runs || taken.effect === "RUN";
    effects.set(name, { ...taken, effect: runs ? "RUN" : "ACQ" });
  }
  return effects;
}

function forwards(one: Features, effects: ReadonlyMap<string, Effect>): boolean {
  return [...one.forwards].some((name) => effects.get(name)?.effect === "RUN");
}
