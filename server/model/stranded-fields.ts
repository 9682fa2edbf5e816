// The same for objects that are kept in a private field: loops that are its only reader and may end, and methods that close the rest only.

import { ts } from "ts-morph";
import { bare } from "./entity";
import { waysOut } from "./leaving";
import type { Kept } from "./loop-cycles";
import { firstCall } from "./monitor-first";
import { isWait, type Operation, type Site, sitesOf, staysHere, type Uses, usesOfMonitor } from "./monitor-uses";
import { classAround, memberAround, methodsOf, ownField } from "./monitors";
import { type FunctionNode, isFunctionNode, nodeRange } from "./names";
import {
  argumentsOf,
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
import { functionOfSymbol } from "./resolve";
import { has } from "./syntax";
import { CLOSING, mentionsSettler } from "./waiters";

/** What is known of an object in a private field; `undefined` where it goes out of sight. */
export function keptIn(thing: Made, look: Looking): Kept | undefined {
  if (!isHidden(thing)) return undefined;
  const uses = usesOfMonitor(thing.entity, thing.monitor, look.source, look.resolver);
  return uses.escapes.length > 0 || uses.returned.length > 0 ? undefined : { thing, uses };
}

export function strandedInFields({ thing, uses }: Kept, look: Looking): StrandedWait[] {
  const found: StrandedWait[] = [];
  for (const waiting of [...waitingIn(thing, uses, look), ...asked(thing, uses, look)]) {
    const why =
      startsTooLate(waiting, thing, uses, look) ??
      readerLeft(waiting, thing, uses, look) ??
      forgotten(waiting, thing, uses, look) ??
      neverEnded(waiting, thing, look);
    if (why !== undefined) found.push(strandedAt(waiting.operation, why, look));
  }
  // One is enough for each reason.
  const seen = new Set<string>();
  return found.filter(({ why }) => {
    const key = JSON.stringify(why);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Nobody outside of the file can use the field. */
function isHidden({ name, made }: Made): boolean {
  const property = made.parent;
  if (ts.isPrivateIdentifier(name)) return true;
  if (!ts.isPropertyDeclaration(property)) return false;
  if ((ts.getCombinedModifierFlags(property) & ts.ModifierFlags.Static) !== 0) return false;
  if ((ts.getCombinedModifierFlags(property) & ts.ModifierFlags.Private) !== 0) return true;
  const cls = property.parent;
  return ts.isClassDeclaration(cls) && (ts.getCombinedModifierFlags(cls) & ts.ModifierFlags.Export) === 0;
}

/** A promise whose resolver is sent along: `new Promise((reply) => this.inbox.post({ reply }))`. */
function asked({ monitor }: Made, uses: Uses, look: Looking): Waiting[] {
  return uses.operations.flatMap((operation) => {
    const wait = [...monitor.waits.values()][0];
    if (wait === undefined || !monitor.keeps.has(operation.method)) return [];
    if (!argumentsOf(operation).some((argument) => mentionsSettler(argument, look.resolver))) return [];
    const enders = uses.operations.filter((other) => !monitor.keeps.has(other.method));
    return [{ operation, wait, enders }];
  });
}

/** All readers are in one method, which is started only after the wait. */
function startsTooLate(
  { operation, wait, enders }: Waiting,
  { monitor, made }: Made,
  uses: Uses,
  look: Looking,
): StrandedWhy | undefined {
  const reader = onlyReader(enders, operation);
  const waiter = memberAround(operation.node);
  if (reader === undefined || waiter === undefined || !isWait(operation)) return undefined;
  const first = firstCall(monitor, wait, [...(made.arguments ?? [])]);
  const filled = uses.operations.some(
    (other) => other !== operation && !enders.includes(other) && memberAround(other.node) !== waiter,
  );
  if (first !== "waits" && !(first === "full" && filled)) return undefined;
  const sites = sitesOf(reader, look.resolver) ?? [];
  const late =
    sites.length > 0 && sites.every(({ node }) => memberAround(node) === waiter && node.pos >= operation.node.end);
  const [ender] = enders;
  return late && ender !== undefined
    ? { kind: "after", at: nodeRange(ender.node, look.source), in: nameOf(ender.node), full: first === "full" }
    : undefined;
}

/** All readers are in one loop of its own task, which may end. */
function readerLeft(
  { operation, wait, enders }: Waiting,
  { monitor }: Made,
  uses: Uses,
  look: Looking,
): StrandedWhy | undefined {
  const drains = monitor.drains.get(wait.list);
  const isAsk = monitor.keeps.has(operation.method);
  const closes = (other: Operation): boolean =>
    isAsk ? !monitor.waits.has(other.method) && !monitor.keeps.has(other.method) : drains?.has(other.method) === true;
  const reader = onlyReader(enders, operation);
  const waiter = memberAround(operation.node);
  if (reader === undefined || waiter === undefined || reader === waiter) return undefined;
  const sites = sitesOf(reader, look.resolver);
  if (sites === undefined || sites.length === 0 || !sites.every((site) => isOwnTask(site))) return undefined;
  if (sites.some(({ node }) => startedBy(node, waiter, look))) return undefined;
  if (!enders.some(({ node }) => isRepeated(node, reader))) return undefined;
  const closing = new Set<ts.Node>(uses.operations.filter(closes).map(({ node }) => node));
  const items = itemsOf(enders);
  const way = waysOut(reader, { meets: (node) => (closing.has(node) ? "meets" : undefined) }).find(
    ({ at }) => !sawTheEnd(at, items, reader),
  );
  if (way === undefined || isTold(waiter, operation, reader)) return undefined;
  return leftBy(way, reader, look);
}

/** It leaves because there was nothing to take any more: whoever closed it has ended the waits. */
function sawTheEnd(exit: ts.Node, items: ReadonlySet<string>, fn: FunctionNode): boolean {
  for (let at = exit; at !== fn; at = at.parent) {
    const holder = at.parent;
    if (!ts.isIfStatement(holder)) continue;
    const text = holder.expression.getText();
    if (
      [...items].some((item) =>
        new RegExp(`!${item}\\b|\\b${item}\\s*={2,3}\\s*(undefined|null)|\\b${item}\\.done\\b`).test(text),
      )
    )
      return true;
  }
  return items.has("done") && ts.isIfStatement(exit.parent) && /\bdone\b/.test(exit.parent.expression.getText());
}

/** `stop()` sets the flag that the waiting loop asks for, and does not wake it. */
function forgotten(
  { operation, wait, enders }: Waiting,
  { monitor, made }: Made,
  uses: Uses,
  look: Looking,
): StrandedWhy | undefined {
  const cls = classAround(made);
  const waiter = memberAround(operation.node);
  if (cls === undefined || waiter === undefined || !isWait(operation) || waiter.parent !== cls) return undefined;
  const drains = monitor.drains.get(wait.list);
  if (uses.operations.some(({ method }) => drains?.has(method) === true)) return undefined;
  const sites = sitesOf(waiter, look.resolver);
  if (sites === undefined || sites.length === 0 || !sites.every(isOwnTask)) return undefined;
  if (!strandedAt(operation, { kind: "nobody", at: undefined, in: "" }, look).matters) return undefined;
  for (const [name, method] of methodsOf(cls)) {
    if (!CLOSING.test(name) || method === waiter) continue;
    const flag = flagsSet(method).find((one) => tests(waiter, one));
    if (flag === undefined || enders.some(({ node }) => reaches(method, node, look))) continue;
    if (isAwaited(sites) || follows(operation, waiter))
      return {
        kind: "closed",
        at: nodeRange(ts.isMethodDeclaration(method) ? method.name : method, look.source),
        in: nameOf(method),
        flag,
      };
  }
  return undefined;
}

/** Whoever could end the wait would have to know the object, and nobody who does has a word for it. */
function neverEnded(
  { operation, wait, enders }: Waiting,
  { monitor, made }: Made,
  look: Looking,
): StrandedWhy | undefined {
  if (enders.length > 0 || !isWait(operation)) return undefined;
  const property = made.parent;
  const cls = property.parent;
  const own =
    ts.isPropertyDeclaration(property) &&
    (ts.isPrivateIdentifier(property.name) ||
      (ts.getCombinedModifierFlags(property) & ts.ModifierFlags.Private) !== 0 ||
      (ts.isClassDeclaration(cls) && staysInFile(cls, look)));
  if (!own || firstCall(monitor, wait, [...(made.arguments ?? [])]) !== "waits") return undefined;
  return { kind: "nobody", at: undefined, in: nameOf(operation.node) };
}

/** Objects of the class, which is not exported, are only kept in local constants of which members are used. */
function staysInFile(cls: ts.ClassDeclaration, { source, resolver }: Looking): boolean {
  const { name } = cls;
  const symbol = name === undefined ? undefined : resolver.symbol(name);
  if (name === undefined || symbol === undefined) return false;
  return !has(source, (node) => {
    if (!ts.isIdentifier(node) || node === name || node.text !== name.text || resolver.symbol(node) !== symbol)
      return false;
    const made = node.parent;
    return !(ts.isNewExpression(made) && made.expression === node && staysHere(made, source, resolver));
  });
}

/** The one member in which all of them are. */
function onlyReader(enders: readonly Operation[], wait: Operation): FunctionNode | undefined {
  const members = new Set(enders.map(({ node }) => memberAround(node)));
  const [only] = members;
  return members.size === 1 && only !== memberAround(wait.node) ? only : undefined;
}

function isOwnTask({ spawned, node }: Site): boolean {
  return spawned && ts.isCallExpression(node);
}

/** Whoever waits starts the reader when there is none. */
function startedBy(site: ts.Node, waiter: FunctionNode, look: Looking): boolean {
  const starter = memberAround(site);
  return starter === undefined || starter === waiter || reaches(waiter, starter, look);
}

/** The function contains the node, or calls something of the file that does. */
function reaches(fn: FunctionNode, goal: ts.Node, look: Looking, seen: Set<ts.Node> = new Set()): boolean {
  if (seen.has(fn)) return false;
  seen.add(fn);
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found || node === goal) {
      found = true;
      return;
    }
    if (ts.isCallExpression(node)) {
      const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const symbol = look.resolver.symbol(name);
      const callee = symbol === undefined ? undefined : functionOfSymbol(symbol);
      if (
        callee !== undefined &&
        (callee === goal || (callee.getSourceFile() === look.source && reaches(callee, goal, look, seen)))
      )
        found = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return found;
}

function isRepeated(node: ts.Node, fn: FunctionNode): boolean {
  for (let at: ts.Node = node; at !== fn; at = at.parent) if (ts.isIterationStatement(at, false)) return true;
  return false;
}

/** Whoever comes to wait asks for something that the reader sets before it leaves. */
function isTold(waiter: FunctionNode, operation: Operation, reader: FunctionNode): boolean {
  return flagsSet(reader).some((flag) => {
    let asked = false;
    const visit = (node: ts.Node): void => {
      if (node.pos >= operation.node.pos) return;
      if (ownField(node) === flag) asked = true;
      ts.forEachChild(node, visit);
    };
    visit(waiter);
    return asked;
  });
}

/** Fields that are given a truth value. */
function flagsSet(fn: FunctionNode): string[] {
  const flags: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const name = ownField(bare(node.left));
      const { kind } = node.right;
      if (name !== undefined && (kind === ts.SyntaxKind.TrueKeyword || kind === ts.SyntaxKind.FalseKeyword))
        flags.push(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return flags;
}

/** A condition asks for the field. */
function tests(fn: FunctionNode, field: string): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    const test =
      ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)
        ? node.expression
        : ts.isForStatement(node)
          ? node.condition
          : undefined;
    if (test !== undefined && mentionsField(test, field)) found = true;
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return found;
}

function mentionsField(root: ts.Node, field: string): boolean {
  return (
    ownField(root) === field || ts.forEachChild(root, (child) => mentionsField(child, field) || undefined) === true
  );
}

/** Somebody keeps the promise of the task. */
function isAwaited(sites: readonly Site[]): boolean {
  return sites.some(({ node }) => !ts.isVoidExpression(node.parent) && !ts.isExpressionStatement(node.parent));
}

/** After the loop, something is still to be done. */
function follows({ node }: Operation, fn: FunctionNode): boolean {
  let last: ts.Node = node;
  for (let at: ts.Node = node; at !== fn; at = at.parent) {
    if (ts.isIterationStatement(at, false)) last = at;
    if (ts.isTryStatement(at.parent) && at === at.parent.tryBlock && at.parent.finallyBlock !== undefined) return true;
    if (isFunctionNode(at)) return false;
  }
  const holder = last.parent;
  return ts.isBlock(holder) && holder.statements.at(-1) !== last && ts.isIterationStatement(last, false);
}
