// Objects in which somebody waits, dropped from the only map by which those who would wake him find them.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { type EntityId, entityOfSymbol, usesOf } from "./entity";
import type { FunctionId } from "./facts";
import { isWait, sitesOf } from "./monitor-uses";
import { memberAround, type Monitor, monitorOf } from "./monitors";
import { type FunctionNode, functionAround, functionId, isFunctionNode, nodeRange } from "./names";
import type { Resolver } from "./resolve";
import { nameOf } from "./stranded-parts";
import { CLOSING } from "./waiters";

export interface Forgotten {
  /** The call that drops one, or all, and what it drops from, as written. */
  readonly at: Range;
  readonly text: string;
  readonly fn: FunctionId;
  readonly in: string;
  /** Where somebody waits in one of them. */
  readonly waits: Range;
  readonly waiter: string;
  /** Who would wake him, if he could find it. */
  readonly wakes: Range;
}

export function forgottenOf(source: ts.SourceFile, resolver: Resolver): Forgotten[] {
  if (!/\bnew\s+Promise\b/.test(source.text) || !/\bnew\s+Map\b/.test(source.text)) return [];
  const monitors = new Map<ts.ClassLikeDeclaration, Monitor>();
  const maps: { field: ts.PropertyDeclaration; entity: EntityId; monitor: Monitor }[] = [];
  const find = (node: ts.Node): void => {
    if (ts.isPropertyDeclaration(node)) {
      const monitor = monitorIn(node, monitors, source, resolver);
      const entity = monitor === undefined ? undefined : entityOfSymbol(resolver.symbol(node.name));
      if (monitor !== undefined && entity !== undefined) maps.push({ field: node, entity, monitor });
    }
    ts.forEachChild(node, find);
  };
  find(source);
  return maps.flatMap(({ entity, monitor }) => {
    const tables = maps.filter((other) => other.monitor === monitor);
    const found = tables.flatMap((other) => usesOf(other.entity, source, resolver));
    return droppedFrom(entity, monitor, found, source, resolver);
  });
}

/** What the values of a private map are, where tasks wait in them. */
function monitorIn(
  field: ts.PropertyDeclaration,
  known: Map<ts.ClassLikeDeclaration, Monitor>,
  source: ts.SourceFile,
  resolver: Resolver,
): Monitor | undefined {
  const { initializer, name } = field;
  const hidden = ts.isPrivateIdentifier(name) || (ts.getCombinedModifierFlags(field) & ts.ModifierFlags.Private) !== 0;
  if (!hidden || initializer === undefined || !ts.isNewExpression(initializer)) return undefined;
  if (initializer.expression.getText(source) !== "Map") return undefined;
  const type = resolver.checker.getTypeAtLocation(field);
  const values = resolver.checker.getPropertyOfType(type, "get");
  const signature =
    values === undefined ? undefined : resolver.checker.getTypeOfSymbolAtLocation(values, field).getCallSignatures()[0];
  const value = signature === undefined ? undefined : resolver.checker.getNonNullableType(signature.getReturnType());
  const cls = value?.getSymbol()?.valueDeclaration;
  if (cls === undefined || !ts.isClassLike(cls) || cls.getSourceFile() !== source) return undefined;
  const monitor = known.get(cls) ?? monitorOf(cls, resolver);
  if (monitor !== undefined) known.set(cls, monitor);
  return monitor;
}

function droppedFrom(
  entity: EntityId,
  monitor: Monitor,
  tables: readonly ts.Expression[],
  source: ts.SourceFile,
  resolver: Resolver,
): Forgotten[] {
  const calls = callsOn(monitor, source, resolver);
  const waits = calls.filter(
    ({ node, method }) => monitor.waits.has(method) && isWait({ node, method, text: "" }) && !isOwn(node, monitor),
  );
  const [wait] = waits;
  const list = monitor.waits.get(wait?.method ?? "")?.list;
  const enders = calls.filter(({ node, method }) => monitor.ends.get(list ?? "")?.has(method) && !isOwn(node, monitor));
  const [wake] = enders;
  if (wait === undefined || wake === undefined) return [];
  const uses = usesOf(entity, source, resolver);
  // Whoever wakes has to have found it in the map, or in another one like it.
  if (!enders.every(({ node }) => tables.some((use) => isFoundBy(node, use, source)))) return [];
  return uses.flatMap((use) => {
    const drop = droppingCall(use);
    const method = drop === undefined ? undefined : memberAround(drop);
    if (drop === undefined || method === undefined) return [];
    if (enders.some(({ node }) => memberAround(node) === method) || !comesFromElsewhere(method, drop, waits, resolver))
      return [];
    return [
      {
        at: nodeRange(drop, source),
        text: use.getText(source),
        fn: functionId(method),
        in: nameOf(method),
        waits: nodeRange(wait.node, source),
        waiter: nameOf(wait.node),
        wakes: nodeRange(wake.node, source),
      },
    ];
  });
}

interface MethodCall {
  readonly node: ts.CallExpression;
  readonly method: string;
}

/** Calls of the class's methods on anything. */
function callsOn(monitor: Monitor, source: ts.SourceFile, resolver: Resolver): MethodCall[] {
  const found: MethodCall[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const known = monitor.waits.has(name.text) || [...monitor.ends.values()].some((ends) => ends.has(name.text));
      const type = known
        ? resolver.checker.getNonNullableType(resolver.checker.getTypeAtLocation(expression))
        : undefined;
      if (type?.getSymbol()?.valueDeclaration === monitor.node) found.push({ node, method: name.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isOwn(node: ts.Node, { node: cls }: Monitor): boolean {
  return node.pos >= cls.pos && node.end <= cls.end;
}

/** `map.get(id)?.wake()`, or a constant or loop variable that was found so. */
function isFoundBy(call: ts.CallExpression, use: ts.Expression, source: ts.SourceFile): boolean {
  if (!ts.isPropertyAccessExpression(call.expression)) return false;
  const receiver = call.expression.expression;
  if (use.pos >= receiver.pos && use.end <= receiver.end) return true;
  if (!ts.isIdentifier(receiver)) return false;
  const fn = functionAround(call);
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText(source).includes(receiver.text)) {
      const from =
        node.initializer ?? (ts.isForOfStatement(node.parent.parent) ? node.parent.parent.expression : undefined);
      if (from !== undefined && use.pos >= from.pos && use.end <= from.end) found = true;
    }
    ts.forEachChild(node, visit);
  };
  if (fn?.body !== undefined) visit(fn.body);
  return found;
}

/** `map.delete(id);`, `map.clear();` */
function droppingCall(use: ts.Expression): ts.CallExpression | undefined {
  const { parent } = use;
  if (!ts.isPropertyAccessExpression(parent) || !/^(delete|clear)$/.test(parent.name.text)) return undefined;
  const call = parent.parent;
  return ts.isCallExpression(call) && ts.isExpressionStatement(call.parent) ? call : undefined;
}

/** Not only who waits calls it, when he is done: a timer or listener does, or it closes the whole. */
function comesFromElsewhere(
  method: FunctionNode,
  drop: ts.CallExpression,
  waits: readonly MethodCall[],
  resolver: Resolver,
): boolean {
  if (drop.arguments.length === 0) return CLOSING.test(method.name?.getText() ?? "");
  return (sitesOf(method, resolver) ?? []).some(({ node }) => {
    const fn = functionAround(node);
    const call = fn?.parent;
    if (fn === undefined || call === undefined || !isFunctionNode(fn) || !ts.isCallExpression(call)) return false;
    const name = call.expression.getText();
    return (
      /(^|\.)(setTimeout|on|once|addEventListener)$/.test(name) &&
      waits.some((wait) => memberAround(wait.node) === memberAround(call) && wait.node.pos > call.end)
    );
  });
}
