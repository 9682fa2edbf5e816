// Who waits for which lock while holding which, over all tasks; and the cycles in it that can really happen.

import type { Identity } from "#protocol/finding";
import type { FunctionFacts } from "./facts";
import { isClosed, isVague, memberOf, type Path } from "./path";
import { keyOf } from "./path-keys";
import { perModel } from "./per-model";
import type { ProgramModel } from "./program-model";
import { meetings } from "./rendezvous";
import type { Acquire, Held, Lock, Place } from "./summary";

/** One task holds a lock and waits for another. */
export interface Edge {
  readonly held: Held;
  readonly wait: Acquire;
  readonly heldKey: string;
  readonly waitKey: string;
  readonly root: FunctionFacts;
  /** The locks' instances are known, not only their class. */
  readonly identity: Identity;
}

export interface Cycle {
  readonly edges: readonly Edge[];
  readonly identity: Identity;
}

/** Longest cycle that is looked for. */
const MAX_LENGTH = 4;
/** Steps of the search for cycles. */
const MAX_SEARCH = 50_000;

/** Cycles of tasks that can overlap, hold no common lock and wait for one another; one for each set of locks. */
export function cycles(model: ProgramModel): Cycle[] {
  const edges = edgesOf(model);
  const byHeld = new Map<string, Edge[]>();
  for (const edge of edges) {
    const known = byHeld.get(edge.heldKey);
    if (known === undefined) byHeld.set(edge.heldKey, [edge]);
    else known.push(edge);
  }
  const best = new Map<string, { edges: readonly Edge[]; cost: number }>();
  let budget = MAX_SEARCH;

  const search = (path: readonly Edge[], first: Edge): void => {
    const last = path[path.length - 1];
    if (last === undefined || budget-- <= 0) return;
    if (last.waitKey === first.heldKey) {
      if (path.length < 2 || !conflicts(last.wait.lock, first.held.lock)) return;
      const key = path
        .map((edge) => edge.heldKey)
        .sort()
        .join(" ");
      const cost = path.reduce((sum, edge) => sum + edge.held.chain.length + edge.wait.chain.length + 1, 0);
      const known = best.get(key);
      if (known === undefined || cost < known.cost) best.set(key, { edges: path, cost });
      return;
    }
    if (path.length >= MAX_LENGTH) return;
    for (const next of byHeld.get(last.waitKey) ?? []) {
      // The smallest key starts a cycle, so that each is found once.
      if (next.heldKey <= first.heldKey || path.some((edge) => edge.heldKey === next.heldKey)) continue;
      if (!conflicts(last.wait.lock, next.held.lock)) continue;
      if (path.every((edge) => canOverlap(edge, next) && !gated(edge, next))) search([...path, next], first);
    }
  };
  for (const edge of edges) search([edge], edge);

  // The same places, once by instance and once by class, or for several pairs of instances, are one report.
  const byPlaces = new Map<string, readonly Edge[]>();
  for (const { edges: found } of [...best.values()].sort(
    (a, b) => vagueness(a.edges) - vagueness(b.edges) || a.cost - b.cost,
  )) {
    const key = found
      .map((edge) => placeText(edge.wait.place))
      .sort()
      .join(" ");
    if (!byPlaces.has(key)) byPlaces.set(key, found);
  }
  return [...byPlaces.values()].map((found) => ({
    edges: byWeight(model, found),
    identity: found.every((edge) => edge.identity === "must") ? "must" : "may",
  }));
}

function edgesOf(model: ProgramModel): Edge[] {
  const edges = new Map<string, Edge>();
  /** `inWords`: the function in whose words the path of the waited for lock is. */
  const add = (held: Held, wait: Acquire, root: FunctionFacts, inWords: FunctionFacts): void => {
    if (!held.lock.single || !wait.lock.single || wait.ordered) return;
    for (const naming of [exactKey, memberKey]) {
      const heldKey = naming(held.lock.path, root);
      const waitKey = naming(wait.lock.path, inWords);
      if (heldKey === undefined || waitKey === undefined || heldKey === waitKey) continue;
      const identity: Identity = isClosed(held.lock.path) && isClosed(wait.lock.path) ? "must" : "may";
      const edge: Edge = { held, wait, heldKey, waitKey, root, identity };
      const key = [
        heldKey,
        waitKey,
        root.id,
        wait.place.file,
        wait.place.range.start.line,
        wait.task.map((step) => step.site).join(","),
      ].join(" ");
      const known = edges.get(key);
      if (known === undefined || cost(edge) < cost(known)) edges.set(key, edge);
    }
  };
  for (const root of model.roots)
    for (const wait of model.summaries.get(root.id)?.acquires ?? [])
      for (const held of wait.held) add(held, wait, root, root);
  for (const { held, wait, root, inWords } of throughCallbacks(model)) add(held, wait, root, inWords);
  return [...edges.values()].sort(byPlace);
}

/** A kept callback is called, and waited for, while a lock is held; the callback waits for another one. */
function* throughCallbacks(
  model: ProgramModel,
): Generator<{ held: Held; wait: Acquire; root: FunctionFacts; inWords: FunctionFacts }> {
  const met = meetings(model);
  for (const { root, item: call } of met.calls) {
    if (!call.awaited || call.held.length === 0) continue;
    for (const registration of met.registeredAt(call.callee)) {
      if (registration.item.kind !== "callback") continue;
      for (const acquire of met.acquiresOf(registration)) {
        const chain = [...call.chain, call.place, ...acquire.chain];
        const wait: Acquire = { ...acquire, held: call.held, chain, task: call.task };
        for (const held of call.held) yield { held, wait, root, inWords: registration.root };
      }
    }
  }
}

/** The instance: a module variable, a name, something made by the root, or a member of the same object. */
function exactKey(path: Path, root: FunctionFacts): string | undefined {
  if (isVague(path)) return undefined;
  if (path.root.r === "made") return `${root.id} ${keyOf(path)}`;
  if (isClosed(path)) return keyOf(path);
  const own =
    path.root.r === "this" && root.cls !== undefined && path.steps.every((step) => "f" in step || "e" in step);
  return own ? `${root.cls} ${keyOf(path)}` : undefined;
}

/** The class member, whatever the instance; where there is none, the instance. */
function memberKey(path: Path, root: FunctionFacts): string | undefined {
  const member = memberOf(path);
  return member === undefined ? exactKey(path, root) : `any ${member}`;
}

/** The function that waits got the locks from its caller: there the order is decided. */
function isGiven(model: ProgramModel, wait: Acquire): boolean {
  const at = placeText(wait.place);
  const holders = [wait.place.fn, ...wait.held.map((held) => held.place.fn)];
  return holders.some((id) =>
    (model.summaries.get(id)?.acquires ?? []).some(
      (own) => own.lock.path.root.r === "param" && placeText(own.place) === at,
    ),
  );
}

/** May-happen-in-parallel: the two are in different tasks whose lives can overlap. */
function canOverlap(a: Edge, b: Edge): boolean {
  const ofOneRun = [a, b].some(
    (edge) => edge.held.lock.path.root.r === "made" || edge.wait.lock.path.root.r === "made",
  );
  const [left, right] = [a.wait.task, b.wait.task];
  if (a.root !== b.root) {
    if (ofOneRun) return false;
    // Bodies of modules run one after the other; what they start goes on beside them.
    const alone = (edge: Edge): boolean => edge.root.kind === "module" && edge.wait.task.every((step) => step.joined);
    return !(alone(a) && alone(b));
  }
  if (a.root.kind !== "module" && !ofOneRun) return true;
  let common = 0;
  while (common < left.length && common < right.length && left[common]?.site === right[common]?.site) {
    if (left[common]?.many === true) return true;
    common++;
  }
  const [one, other] = [left.slice(common), right.slice(common)];
  const [x] = one;
  const [y] = other;
  if (x !== undefined && y !== undefined && x.joined && y.joined) return groupOf(x.site) === groupOf(y.site);
  return [...one, ...other].some((step) => !step.joined);
}

/** The `Promise.all` that a joined task belongs to. */
function groupOf(site: string): string {
  return site.slice(0, site.lastIndexOf("/"));
}

/** A lock that both hold keeps them apart (Bensalem and Havelund 2003). */
function gated(a: Edge, b: Edge): boolean {
  const naming = a.heldKey.startsWith("any ") || b.heldKey.startsWith("any ") ? memberKeys : exactKeys;
  const own = [a.heldKey, a.waitKey, b.heldKey, b.waitKey];
  const theirs = naming(b);
  return naming(a).some((key) => !own.includes(key) && theirs.includes(key));
}

/** Names of all locks that are held at the wait; asked for again by every pair that the edge is looked at in. */
const exactKeys = perModel((edge: Edge) => edge.wait.held.flatMap((held) => exactKey(held.lock.path, edge.root) ?? []));
const memberKeys = perModel((edge: Edge) =>
  edge.wait.held.flatMap((held) => memberKey(held.lock.path, edge.root) ?? []),
);

function vagueness(edges: readonly Edge[]): number {
  return edges.some((edge) => edge.heldKey.startsWith("any ")) ? 1 : 0;
}

function placeText(place: Place): string {
  return `${place.file}:${place.range.start.line}:${place.range.start.character}`;
}

function conflicts(waiting: Lock, held: Lock): boolean {
  return !(waiting.mode === "shared" && held.mode === "shared");
}

function byWeight(model: ProgramModel, edges: readonly Edge[]): Edge[] {
  const given = new Set(edges.filter(({ wait }) => isGiven(model, wait)));
  return [...edges].sort((a, b) => (given.has(a) === given.has(b) ? byPlace(a, b) : given.has(a) ? -1 : 1));
}

function byPlace(a: Edge, b: Edge): number {
  const [x, y] = [a.wait.place, b.wait.place];
  return x.file === y.file
    ? x.range.start.line - y.range.start.line || x.range.start.character - y.range.start.character
    : x.file < y.file
      ? -1
      : 1;
}

function cost(edge: Edge): number {
  return edge.held.chain.length + edge.wait.chain.length;
}
