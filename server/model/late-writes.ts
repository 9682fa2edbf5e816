// What a function writes after an `await` of its own: when a caller that does not wait goes on, that is not written yet.

import { ts } from "ts-morph";
import { bare } from "./entity";
import type { Lowering } from "./lower";
import { type FunctionNode, functionAround, isFunctionNode } from "./names";
import { entryName, ownName } from "./shared-names";
import { isAssignment } from "./syntax";

export interface LateWrite {
  /** Of the member, variable or collection: see `SharedName`. */
  readonly key: string;
  readonly text: string;
  /** The variable itself, or what it holds is changed. */
  readonly how: "assigned" | "changed";
  readonly node: ts.Node;
  /** The function whose variable it is; absent for members and variables of the module. */
  readonly owner: FunctionNode | undefined;
}

const CHANGES = /^(?:push|pop|shift|unshift|splice|set|add|delete|clear)$/;

export function lateWrites(fn: FunctionNode, low: Lowering): LateWrite[] {
  const { body } = fn;
  if (body === undefined) return [];
  const first = firstAwait(body, body.pos);
  if (first === undefined) return [];
  const found: LateWrite[] = [];
  const add = (node: ts.Node, target: ts.Expression, how: LateWrite["how"]): void => {
    const late = node.getStart(low.source) >= first.end || firstAwait(node, node.pos) !== undefined;
    const inner = bare(target);
    const name = ts.isElementAccessExpression(inner)
      ? ownName(bare(inner.expression), fn, low, true)
      : ownName(inner, fn, low, true);
    if (!late || name === undefined) return;
    found.push({
      ...name,
      how: ts.isElementAccessExpression(inner) ? "changed" : how,
      node,
      owner: ownerOf(inner, low),
    });
  };
  walk(body, (node) => {
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) add(node, node.left, "assigned");
    if (
      (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
      (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
    )
      add(node, node.operand, "assigned");
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
      if (CHANGES.test(node.expression.name.text)) add(node, node.expression.expression, "changed");
  });
  return found;
}

/** The first `await` of the function's own at or after a position. */
export function firstAwait(root: ts.Node, from: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  walk(root, (node) => {
    const awaits = ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
    if (awaits && node.pos >= from && (found === undefined || node.pos < found.pos)) found = node;
  });
  return found;
}

/** Keys of all shared state that is mentioned in `root`, outside of functions written there. */
export function touched(root: ts.Node, low: Lowering): ReadonlySet<string> {
  const keys = new Set<string>();
  const start = isFunctionNode(root) && root.body !== undefined ? root.body : root;
  const fn = isFunctionNode(root) ? root : functionAround(root);
  if (fn === undefined) return keys;
  walk(start, (node) => {
    if (!ts.isExpression(node)) return;
    const name = ownName(node, fn, low, true);
    if (name !== undefined) keys.add(name.key);
    if (ts.isElementAccessExpression(node)) {
      const entry = entryName(node.expression, node.argumentExpression, fn, low);
      if (entry !== undefined) keys.add(entry.key);
    }
  });
  return keys;
}

/** Visits what runs with `root` itself: not the bodies of functions that are written in it. */
export function walk(root: ts.Node, visit: (node: ts.Node) => void): void {
  visit(root);
  ts.forEachChild(root, (child) => {
    if (!isFunctionNode(child) && !ts.isClassLike(child)) walk(child, visit);
  });
}

function ownerOf(target: ts.Expression, low: Lowering): FunctionNode | undefined {
  const inner = bare(target);
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner))
    return ownerOf(inner.expression, low);
  if (!ts.isIdentifier(inner)) return undefined;
  const declaration = low.checker.getSymbolAtLocation(inner)?.valueDeclaration;
  return declaration === undefined ? undefined : functionAround(declaration);
}
