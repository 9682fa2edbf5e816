// What the rules about slots share: which resources have slots, how many, and whether enough tasks can hold one at a time.

import type { FunctionFacts } from "#server/model/facts";
import { isVague, type Path, pathKey } from "#server/model/path";
import { keyOf } from "#server/model/path-keys";
import { perModel } from "#server/model/per-model";
import type { ProgramModel } from "#server/model/program-model";
import type { Acquire, Held, Lock, Place } from "#server/model/summary";

/** It is taken and given back to keep others out; limiters, queues and pools are there to bound how many go on at a time. */
export function isLock({ kind }: Lock): boolean {
  return kind === "mutex" || kind === "rwlock" || kind === "semaphore";
}

/** A task that holds some of a resource waits for the same resource. */
export interface Nesting {
  readonly root: FunctionFacts;
  readonly held: Held;
  readonly wait: Acquire;
}

/** Such waits in all tasks, each in the words of the task's root. */
export const nestings = perModel((model: ProgramModel): readonly Nesting[] => {
  const found: Nesting[] = [];
  for (const root of model.roots) {
    for (const wait of model.summaries.get(root.id)?.acquires ?? []) {
      if (wait.held.length === 0 || isVague(wait.lock.path)) continue;
      const held = wait.held.find(
        (one) => keyOf(one.lock.path) === keyOf(wait.lock.path) && !isSameTurn(one, wait) && one.lock.mode !== "shared",
      );
      if (held !== undefined) found.push({ root, held, wait });
    }
  }
  return found;
});

/** The same acquire in another turn of a loop. */
function isSameTurn(held: Held, wait: Held): boolean {
  return samePlace(held.place, wait.place) && held.chain.length === wait.chain.length;
}

/**
 * Whether tasks enough to take every slot can have come to where `held` is taken at the same time: anybody may call the root
 * any number of times; in a module's body, or where the resource belongs to one call, the task has to be started many times.
 */
export function canFill({ root, held, wait }: Nesting, model: ProgramModel): boolean {
  const own = madeIn(held.lock.path);
  if (root.kind !== "module" && !own) return true;
  const takes = (model.summaries.get(root.id)?.acquires ?? []).filter(
    (one) => samePlace(one.place, held.place) && pathKey(one.lock.path) === pathKey(held.lock.path),
  );
  const before = takes.length === 0 ? [wait] : takes;
  return before.some((one) => one.task.some((step) => step.many));
}

function madeIn(path: Path): boolean {
  return path.root.r === "made";
}

export function samePlace(a: Place, b: Place): boolean {
  const [x, y] = [a.range.start, b.range.start];
  return a.file === b.file && x.line === y.line && x.character === y.character;
}

/** Others give units back without having taken any: it counts events, not holders. */
export function isSignal(lock: Lock, root: FunctionFacts, model: ProgramModel): boolean {
  if (lock.kind !== "semaphore") return false;
  const last = lock.path.steps.at(-1);
  const member = last !== undefined && "f" in last ? last.slot : undefined;
  for (const summary of model.summaries.values())
    for (const path of summary.releases) {
      const other = path.steps.at(-1);
      if (member !== undefined && other !== undefined && "f" in other && other.slot === member) return true;
      if (path.root.r === "module" && pathKey(path) === pathKey(lock.path)) return true;
    }
  return model.summaries.get(root.id)?.releases.some((path) => pathKey(path) === pathKey(lock.path)) === true;
}
