// Waits in hand-written channels and the like that nobody ends: who would have to end them has left, comes too late, or does not exist.

import { ts } from "ts-morph";
import { entityOfSymbol } from "./entity";
import { waysOut } from "./leaving";
import { type Kept, type LoopCycle, loopCyclesIn } from "./loop-cycles";
import { firstCall } from "./monitor-first";
import { isBounded, type Operation, type Placing, placingsIn, sitesOf, type Uses, usesOfMonitor } from "./monitor-uses";
import { type Monitor, monitorOf } from "./monitors";
import { type FunctionNode, functionAround, nodeRange } from "./names";
import { isUserCode, type Resolver } from "./resolve";
import { keptIn, strandedInFields } from "./stranded-fields";
import {
  itemsOf,
  leftBy,
  type Looking,
  type Made,
  nameOf,
  strandedAt,
  type StrandedWait,
  type StrandedWhy,
  type Waiting,
  waitingIn,
} from "./stranded-parts";
import { isWithin, loopAround, mentions } from "./syntax";

export interface Stranding {
  /** Waits in hand-written channels that nobody ends. */
  readonly stranded: readonly StrandedWait[];
  /** Loops that wait for each other there. */
  readonly loops: readonly LoopCycle[];
}

export function strandingOf(source: ts.SourceFile, resolver: Resolver): Stranding {
  if (!/\bnew\s+[\w$]/.test(source.text)) return { stranded: [], loops: [] };
  const fields: Kept[] = [];
  const monitors = new Map<ts.ClassLikeDeclaration, Monitor | undefined>();
  const found: StrandedWait[] = [];
  const look: Looking = { source, resolver };
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const made = madeAt(node, monitors, look);
      const owner = functionAround(node);
      if (made !== undefined) {
        if (!ts.isPropertyDeclaration(node.parent) && owner !== undefined) found.push(...inFunction(made, owner, look));
        else if (ts.isPropertyDeclaration(node.parent)) {
          const kept = keptIn(made, look);
          if (kept !== undefined) fields.push(kept);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const kept of fields) found.push(...strandedInFields(kept, look));
  return { stranded: found, loops: loopCyclesIn(fields, look) };
}

function madeAt(
  node: ts.NewExpression,
  monitors: Map<ts.ClassLikeDeclaration, Monitor | undefined>,
  { source, resolver }: Looking,
): Made | undefined {
  const holder = node.parent;
  if (!ts.isVariableDeclaration(holder) && !ts.isPropertyDeclaration(holder)) return undefined;
  const { name } = holder;
  if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return undefined;
  const cls = resolver.symbol(node.expression)?.valueDeclaration;
  if (cls === undefined || !ts.isClassLike(cls) || !isUserCode(cls)) return undefined;
  resolver.looksInto(cls, source);
  if (!monitors.has(cls)) monitors.set(cls, monitorOf(cls, resolver));
  const monitor = monitors.get(cls);
  const entity = monitor === undefined ? undefined : entityOfSymbol(resolver.symbol(name));
  return monitor === undefined || entity === undefined ? undefined : { entity, monitor, name, made: node };
}

function inFunction(thing: Made, owner: FunctionNode, look: Looking): StrandedWait[] {
  const uses = usesOfMonitor(thing.entity, thing.monitor, look.source, look.resolver);
  const place = (node: ts.Node): Placing[] | undefined => placingsIn(node, owner, uses, look.resolver);
  const found: StrandedWait[] = [];
  for (const waiting of waitingIn(thing, uses, look)) {
    const { operation, wait, enders } = waiting;
    const first = firstCall(thing.monitor, wait, [...(thing.made.arguments ?? [])]);
    if (first !== "waits" && first !== "full") continue;
    const places = place(operation.node);
    const ends = enders.map((ender) => ({ ender, places: place(ender.node) }));
    if (places === undefined || ends.some((end) => end.places === undefined)) continue;
    const known = ends.flatMap((end) => (end.places ?? []).map((at) => ({ ender: end.ender, at })));
    if (first === "full") {
      const [left] = places.flatMap((at) => leftFull(at, known, uses, waiting, owner, thing, look) ?? []);
      if (left !== undefined) found.push(strandedAt(operation, left, look));
      continue;
    }
    const why = places
      .map(
        (at) =>
          tooLate(at, known, uses, operation, look) ??
          leftAlone(at, known, uses, owner, thing, look) ??
          consumerLeft(at, known, uses, waiting, thing, look),
      )
      .find((one) => one !== undefined);
    if (why !== undefined) found.push(strandedAt(operation, why, look));
    else if (known.length === 0 && uses.escapes.length === 0 && uses.returned.length > 0)
      for (const dropped of droppedBy(owner, look.resolver))
        found.push(
          strandedAt(operation, { kind: "nobody", at: nodeRange(dropped, look.source), in: nameOf(dropped) }, look),
        );
  }
  return found;
}

interface End {
  readonly ender: Operation;
  readonly at: Placing;
}

/** The task of the owner waits itself, and all that could end the wait comes after it. */
function tooLate(
  at: Placing,
  ends: readonly End[],
  uses: Uses,
  operation: Operation,
  look: Looking,
): StrandedWhy | undefined {
  if (at.spawned && !at.joined) return undefined;
  const { end } = at.joined ? statementAround(at.site) : at.site;
  const later = (node: ts.Node): boolean => node.pos >= end;
  if (![...uses.escapes, ...uses.returned].every(later)) return undefined;
  if (!ends.every((end) => later(end.at.site))) return undefined;
  const [first] = ends;
  if (first === undefined) {
    const [given] = uses.returned;
    return uses.escapes.length > 0
      ? undefined
      : {
          kind: "nobody",
          at: given === undefined ? undefined : nodeRange(given, look.source),
          in: nameOf(operation.node),
        };
  }
  return { kind: "after", at: nodeRange(first.ender.node, look.source), in: nameOf(first.ender.node), full: false };
}

function statementAround(node: ts.Node): ts.Node {
  let at = node;
  while (!ts.isStatement(at) && !ts.isSourceFile(at)) at = at.parent;
  return at;
}

/** Another task waits, and the owner may leave without ending that. */
function leftAlone(
  at: Placing,
  ends: readonly End[],
  uses: Uses,
  owner: FunctionNode,
  { monitor }: Made,
  look: Looking,
): StrandedWhy | undefined {
  if (!at.spawned || at.joined || ends.length === 0 || uses.escapes.length > 0) return undefined;
  if (!ends.every((end) => !end.at.spawned) || asksBefore(at)) return undefined;
  const meeting = new Map<ts.Node, "meets" | "may-fail">();
  for (const { ender, at: place } of ends)
    meeting.set(
      place.site,
      isBounded(ender, look.resolver) && monitor.waits.get(ender.method)?.givesUp === true ? "may-fail" : "meets",
    );
  for (const use of uses.returned) meeting.set(use, "meets");
  const [way] = waysOut(owner, { begins: (node) => node === at.site, meets: (node) => meeting.get(node) });
  return way === undefined ? undefined : leftBy(way, owner, look);
}

/** Another task goes on filling a buffer, and the owner may leave the loop that empties it before the end. */
function leftFull(
  at: Placing,
  ends: readonly End[],
  uses: Uses,
  { wait }: Waiting,
  owner: FunctionNode,
  { monitor }: Made,
  look: Looking,
): StrandedWhy | undefined {
  // What the same task does after its wait does not end it.
  const others = ends.filter((end) => !end.at.spawned || end.at.task !== at.task);
  if (!at.spawned || at.joined || !at.many || others.length === 0 || uses.escapes.length + uses.returned.length > 0)
    return undefined;
  if (others.some((end) => end.at.spawned) || asksBefore(at)) return undefined;
  const drains = monitor.drains.get(wait.list);
  const all = new Set<ts.Node>(others.filter(({ ender }) => drains?.has(ender.method)).map((end) => end.at.site));
  const taking = others.filter(({ ender }) => drains?.has(ender.method) !== true);
  const loops = taking.flatMap(({ ender }) =>
    ts.isForOfStatement(ender.node) ? ender.node : (loopAround(ender.node) ?? []),
  );
  const items = itemsOf(taking.map(({ ender }) => ender));
  const [way] = waysOut(owner, {
    begins: (node) => node === at.site,
    meets: (node) => (all.has(node) ? "meets" : undefined),
  }).filter(
    ({ at: exit, how }) =>
      (how === "returns" || how === "throws") &&
      loops.some((loop) => isWithin(exit, loop)) &&
      !dependsOn(exit, items, owner),
  );
  return way === undefined ? undefined : leftBy(way, owner, look);
}

/** The task looks whether the other side is still there. */
function asksBefore({ task }: Placing): boolean {
  return task !== undefined && /\b\w*(aborted|closed|stopped|cancell?ed|disposed|destroyed)\b/i.test(task.getText());
}

/** All that ends the wait is in one other task, which may fail or leave. */
function consumerLeft(
  at: Placing,
  ends: readonly End[],
  uses: Uses,
  { wait }: Waiting,
  { monitor }: Made,
  look: Looking,
): StrandedWhy | undefined {
  const tasks = new Set(ends.map((end) => end.at.task));
  const [task] = tasks;
  if (tasks.size !== 1 || task === undefined || task === at.task || !at.many || uses.escapes.length > 0)
    return undefined;
  if (ends.some((end) => end.at.many && !isWithin(end.ender.node, task))) return undefined;
  const drains = monitor.drains.get(wait.list);
  const all = new Set<ts.Node>(ends.filter(({ ender }) => drains?.has(ender.method)).map(({ ender }) => ender.node));
  const items = itemsOf(ends.map(({ ender }) => ender));
  const way = waysOut(task, { meets: (node) => (all.has(node) ? "meets" : undefined) }).find(
    ({ how, at: exit }) => how === "throws" || (how === "returns" && !dependsOn(exit, items, task)),
  );
  return way === undefined ? undefined : leftBy(way, task, look);
}

/** A condition on the way to the exit asks about what was taken out: an end marker. */
function dependsOn(exit: ts.Node, items: ReadonlySet<string>, fn: FunctionNode): boolean {
  for (let at = exit; at !== fn; at = at.parent) {
    const holder = at.parent;
    const test = ts.isIfStatement(holder)
      ? holder.expression
      : ts.isSwitchStatement(holder)
        ? holder.expression
        : undefined;
    if (test !== undefined && mentions(test, items)) return true;
  }
  return false;
}

/** Calls of the function whose result nobody looks at. */
function droppedBy(fn: FunctionNode, resolver: Resolver): ts.CallExpression[] {
  return (sitesOf(fn, resolver) ?? []).flatMap(({ node }) => {
    if (!ts.isCallExpression(node)) return [];
    const { parent } = node;
    const whole = ts.isAwaitExpression(parent) || ts.isVoidExpression(parent) ? parent : node;
    return ts.isExpressionStatement(whole.parent) ? [node] : [];
  });
}
