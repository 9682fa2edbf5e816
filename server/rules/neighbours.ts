// Pairs of locks of one list, taken by a task that is given an index: its own and that of a neighbour (the dining philosophers).

import type { FunctionFacts } from "#server/model/facts";
import { isReckoned, type Path, pathKey, type Step } from "#server/model/path";
import type { ProgramModel } from "#server/model/program-model";
import type { Acquire, Held } from "#server/model/summary";

export interface NeighbourPair {
  readonly fn: FunctionFacts;
  readonly held: Held;
  readonly wait: Acquire;
  /** The parameter that is the index. */
  readonly index: string;
}

/**
 * Each such task holds one lock and waits for the next, so tasks all around can close a ring (E. W. Dijkstra, EWD310). Silent where
 * the function also takes them the other way round, which is how a ring is broken (the odd ones begin on the other side),
 * where something decides by order, and where another lock is held that keeps the others away.
 */
export function neighbourPairs(model: ProgramModel): Iterable<NeighbourPair> {
  const nearest = new Map<string, NeighbourPair>();
  for (const pair of allPairs(model)) {
    const { file, range } = pair.wait.place;
    const key = `${file}:${range.start.line}:${range.start.character}`;
    const known = nearest.get(key);
    if (known === undefined || pair.wait.chain.length < known.wait.chain.length) nearest.set(key, pair);
  }
  return nearest.values();
}

/** In the words of every function from which they are reached. */
function* allPairs(model: ProgramModel): Iterable<NeighbourPair> {
  for (const [id, summary] of model.summaries) {
    if (!summary.acquires.some((wait) => wait.held.length > 0)) continue;
    const fn = model.functions.get(id);
    if (fn === undefined || fn.kind === "module") continue;
    const pairs = summary.acquires.flatMap((wait) =>
      wait.held.flatMap((held) => (isPair(held, wait) ? [{ held, wait }] : [])),
    );
    const turned = new Set(pairs.map(({ held }) => isReckoned(lastOf(held.lock.path))));
    if (turned.size !== 1) continue;
    for (const { held, wait } of pairs) {
      const own = [held, wait].map(({ lock }) => indexOf(lastOf(lock.path))).find((name) => name !== undefined);
      if (own === undefined || wait.ordered || wait.held.length > 1 || !runsBesideItself(fn, model)) continue;
      yield { fn, held, wait, index: own };
      break;
    }
  }
}

function isPair({ lock: a }: Held, { lock: b }: Acquire): boolean {
  const [x, y] = [lastOf(a.path), lastOf(b.path)];
  if (!a.single || !b.single || x === undefined || y === undefined || a.path.root.r === "made") return false;
  if (containerKey(a.path) !== containerKey(b.path) || a.path.root.r === "some") return false;
  return (indexOf(x) !== undefined && isReckoned(y)) || (isReckoned(x) && indexOf(y) !== undefined);
}

function lastOf(path: Path): Step | undefined {
  return path.steps.at(-1);
}

function containerKey(path: Path): string {
  return pathKey({ root: path.root, steps: path.steps.slice(0, -1) });
}

/** The parameter, where that is the index. */
function indexOf(step: Step | undefined): string | undefined {
  const root = step !== undefined && "of" in step && step.of.steps.length === 0 ? step.of.root : undefined;
  return root?.r === "param" ? root.name : undefined;
}

/** Anybody may call it at any time, or it is called from a callback, which may be called for many. */
function runsBesideItself(fn: FunctionFacts, model: ProgramModel): boolean {
  const roots = new Set(model.roots.map((root) => root.id));
  const seen = new Set([fn.id]);
  for (const id of seen) {
    const one = model.functions.get(id);
    if (one === undefined || one.kind === "module") continue;
    if (roots.has(id) || one.kind === "closure") return true;
    for (const caller of model.mentionedBy.get(id) ?? []) seen.add(caller);
  }
  return false;
}
