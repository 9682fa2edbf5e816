// Keyed locks that are taken out of their map by whoever has just used one, although others may be waiting for it.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare } from "./entity";
import type { FunctionId } from "./facts";
import type { Lowering } from "./lower";
import { functionAround, functionId, type FunctionNode, isFunctionNode, outerName } from "./names";
import { lockEffect } from "./own-operations";
import { leavesAfter } from "./shape-steps";
import { entryName, ownName, type SharedName } from "./shared-names";

export interface Eviction {
  /** The map, as written. */
  readonly map: string;
  readonly fn: FunctionId;
  readonly in: string;
  /** Where the lock is taken. */
  readonly taken: Range;
  readonly removed: Range;
  /** `lock`: a lock object. `tail`: the promise of the last one in line. */
  readonly kind: "lock" | "tail";
  /** It is removed only where nobody holds it, but here somebody waits who has been given it and has not taken it yet. */
  readonly gap?: Range;
}

interface Use {
  readonly name: SharedName;
  readonly node: ts.CallExpression;
}

export function evictions(source: ts.SourceFile, low: Lowering): Eviction[] {
  if (!/\.delete\s*\(/.test(source.text) || !/\.get\s*\(/.test(source.text)) return [];
  const found: Eviction[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [key, more] = node.arguments;
      if (node.expression.name.text === "delete" && key !== undefined && more === undefined) {
        const eviction = evictionAt(node, node.expression.expression, key, low);
        if (eviction !== undefined) found.push(eviction);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function evictionAt(
  node: ts.CallExpression,
  map: ts.Expression,
  key: ts.Expression,
  low: Lowering,
): Eviction | undefined {
  const fn = userOf(node, key, low);
  if (fn?.body === undefined) return undefined;
  const guards = guardsOf(node, fn);
  if (!guards.every((guard) => LOOKS.test(guard.getText(low.source)))) return undefined;
  const name = entryName(map, key, fn, low);
  const owner = ownName(bare(map), fn, low, true);
  if (name === undefined || owner === undefined) return undefined;
  const read = usesIn(fn.body, "get", name, fn, low)[0];
  if (read === undefined || usesIn(fn.body, "set", name, fn, low).length === 0) return undefined;
  const local = holderOf(read.node);
  if (local === undefined) return undefined;
  const taken = takenIn(fn.body, local, node, low);
  if (taken === undefined) return undefined;
  const gap = guards.length === 0 ? undefined : gapBetween(read.node, taken.node, fn.body);
  const looked = guards.every((guard) => new RegExp(`^!?\\s*${local.text}\\b`).test(guard.getText(low.source)));
  if (guards.length > 0 && (gap === undefined || !looked || taken.kind !== "lock")) return undefined;
  return {
    map: owner.text,
    fn: functionId(fn),
    in: outerName(fn),
    taken: low.range(taken.node),
    removed: low.range(node),
    kind: taken.kind,
    ...(gap === undefined ? {} : { gap: low.range(gap) }),
  };
}

/** Whether somebody holds a lock just now: nothing about who has been given it and takes it later. */
const LOOKS = /^!?\s*[\w$]+\.(?:isLocked\(\)|isLocked|locked|isBusy\(\)|busy)$/;

/** Where the function waits between being given the lock and taking it. */
function gapBetween(given: ts.Node, taken: ts.Node, body: ts.Node): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || isFunctionNode(node) || node.pos > taken.pos) return;
    if (ts.isAwaitExpression(node) && node.pos > given.end && node.end <= taken.pos) found = node;
    else ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** The function that knows the key: around the `finally` callback, perhaps. */
function userOf(node: ts.Node, key: ts.Expression, low: Lowering): FunctionNode | undefined {
  const named = bare(key);
  const declaration = ts.isIdentifier(named) ? low.checker.getSymbolAtLocation(named)?.valueDeclaration : undefined;
  return declaration === undefined ? functionAround(node) : functionAround(declaration);
}

/** The conditions that stand before it: whether others wait, whether it is still the own one. */
function guardsOf(node: ts.Node, fn: FunctionNode): ts.Expression[] {
  const found: ts.Expression[] = [];
  for (let at: ts.Node = node; at !== fn && !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isIfStatement(parent) && at !== parent.expression) found.push(parent.expression);
    if (ts.isConditionalExpression(parent) && at !== parent.condition) found.push(parent.condition);
    if (ts.isBinaryExpression(parent) && parent.right === at && isChoice(parent.operatorToken.kind))
      found.push(parent.left);
    if (ts.isBlock(parent) && ts.isStatement(at)) {
      const last = parent.statements.slice(0, parent.statements.indexOf(at)).at(-1);
      if (last !== undefined && ts.isIfStatement(last) && ts.isReturnStatement(soleStatement(last.thenStatement)))
        found.push(last.expression);
    }
  }
  return found;
}

function soleStatement(node: ts.Statement): ts.Statement {
  return ts.isBlock(node) && node.statements[0] !== undefined && node.statements.length === 1
    ? node.statements[0]
    : node;
}

function isChoice(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
}

function usesIn(body: ts.Node, member: string, of: SharedName, fn: FunctionNode, low: Lowering): Use[] {
  const found: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [key] = node.arguments;
      if (node.expression.name.text === member && key !== undefined) {
        const name = entryName(node.expression.expression, key, fn, low);
        if (name?.key === of.key) found.push({ name, node });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** The variable that gets what was read: `let lock = locks.get(key)`, `const before = tails.get(key) ?? ...`. */
function holderOf(read: ts.Node): ts.Identifier | undefined {
  for (let at = read.parent; at !== undefined; at = at.parent) {
    if (ts.isVariableDeclaration(at)) return ts.isIdentifier(at.name) ? at.name : undefined;
    if (!ts.isBinaryExpression(at) && !ts.isParenthesizedExpression(at)) return undefined;
  }
  return undefined;
}

/** Where the lock in `local` is taken, or the promise in it is waited for, before it is removed. */
function takenIn(
  body: ts.Node,
  local: ts.Identifier,
  removed: ts.Node,
  low: Lowering,
): { readonly node: ts.Node; readonly kind: Eviction["kind"] } | undefined {
  const symbol = low.checker.getSymbolAtLocation(local);
  let found: { readonly node: ts.Node; readonly kind: Eviction["kind"] } | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || node.pos > removed.pos) return;
    if (ts.isIdentifier(node) && node !== local && node.text === local.text && low.resolver.symbol(node) === symbol) {
      const { parent } = node;
      if (ts.isAwaitExpression(parent))
        found = leavesAfter(parent) || isReadAgain(parent, local) ? undefined : { node: parent, kind: "tail" };
      else if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent)) {
        const effect = lockEffect(parent.parent, low);
        if (effect === "ACQ" || effect === "RUN") found = { node: parent.parent, kind: "lock" };
        else if (/^(?:then|finally)$/.test(parent.name.text) && !leavesAfter(parent.parent))
          found = { node: parent.parent, kind: "tail" };
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** `for (let tail = tails.get(key); tail; tail = tails.get(key)) await tail`: it looks again before it goes on. */
function isReadAgain(wait: ts.Node, local: ts.Identifier): boolean {
  const assigns = (node: ts.Node): boolean =>
    (ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isIdentifier(node.left) &&
      node.left.text === local.text) ||
    ts.forEachChild(node, (child) => assigns(child) || undefined) === true;
  for (let at = wait; !ts.isSourceFile(at) && at.pos >= local.pos - 200; at = at.parent)
    if (ts.isIterationStatement(at, false)) return assigns(at);
  return false;
}
