// Handles of timers that say whether one is set: `if (this.timer === undefined) this.timer = setTimeout(() => this.run(), 100)`.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare } from "./entity";
import type { Lowering } from "./lower";
import { type FunctionNode, functionAround, isFunctionNode } from "./names";
import { calleeText, functionOfSymbol } from "./resolve";
import { type SharedName, sharedName } from "./shared-names";

export interface TimerGuard {
  readonly name: SharedName;
  /** Where the timer is set. */
  readonly at: Range;
}

/** By the function that the timer calls: it begins with the handle still kept. */
export function timerGuards(source: ts.SourceFile, low: Lowering): ReadonlyMap<FunctionNode, readonly TimerGuard[]> {
  const found = new Map<FunctionNode, TimerGuard[]>();
  if (!/=\s*setTimeout\s*\(/.test(source.text)) return found;
  const visit = (node: ts.Node): void => {
    const fn = functionAround(node);
    if (fn !== undefined && ts.isBinaryExpression(node) && ts.isCallExpression(bare(node.right))) {
      const name = isAskedFirst(node) ? sharedName(node.left, fn, low) : undefined;
      const called = name === undefined ? undefined : calledBy(bare(node.right), low);
      if (name !== undefined && called !== undefined)
        found.set(called, [...(found.get(called) ?? []), { name, at: low.range(node) }]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** It is set only where there is none: `??=`, or behind a look at it. */
function isAskedFirst(node: ts.BinaryExpression): boolean {
  if (node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken) return true;
  if (node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const name = node.left.getText();
  const asks = (condition: ts.Expression, absent: boolean): boolean => {
    const text = condition.getText();
    const looks = absent ? [`!${name}`, `${name} === undefined`, `${name} === null`, `${name} == null`] : [];
    const leaves = absent ? [] : [name, `${name} !== undefined`, `${name} !== null`, `${name} != null`];
    return [...looks, ...leaves].includes(text);
  };
  for (let at: ts.Node = node; !isFunctionNode(at) && !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (
      ts.isIfStatement(parent) &&
      parent.thenStatement === at &&
      partsOf(parent.expression).some((one) => asks(one, true))
    )
      return true;
    if (!ts.isBlock(parent) || !ts.isStatement(at)) continue;
    const before = parent.statements.slice(0, parent.statements.indexOf(at));
    if (before.some((one) => ts.isIfStatement(one) && isReturn(one.thenStatement) && asks(one.expression, false)))
      return true;
  }
  return false;
}

/** `a && b`: both. */
function partsOf(condition: ts.Expression): ts.Expression[] {
  const inner = bare(condition);
  return ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
    ? [...partsOf(inner.left), ...partsOf(inner.right)]
    : [inner];
}

function isReturn(node: ts.Statement): boolean {
  const [only, ...more] = ts.isBlock(node) ? node.statements : [node];
  return only !== undefined && ts.isReturnStatement(only) && more.length === 0;
}

/** The callback of `setTimeout(...)`, or the one function that it calls. */
function calledBy(timer: ts.Expression, low: Lowering): FunctionNode | undefined {
  if (!ts.isCallExpression(timer) || calleeText(timer.expression) !== "setTimeout") return undefined;
  const [callback] = timer.arguments;
  if (callback === undefined) return undefined;
  if (!isFunctionNode(callback)) return functionNamed(callback, low);
  const body = callback.body === undefined ? undefined : bodyOf(callback.body);
  const known = body !== undefined && ts.isCallExpression(body) ? functionNamed(body.expression, low) : undefined;
  return known ?? callback;
}

/** The one expression that it consists of, without `void`, `await` and what handles its failure. */
function bodyOf(body: ts.ConciseBody): ts.Expression | undefined {
  if (ts.isBlock(body)) {
    const [only, ...more] = body.statements;
    return only !== undefined && ts.isExpressionStatement(only) && more.length === 0
      ? called(only.expression)
      : undefined;
  }
  return called(body);
}

function called(node: ts.Expression): ts.Expression {
  const inner = bare(node);
  if (ts.isVoidExpression(inner) || ts.isAwaitExpression(inner)) return called(inner.expression);
  const member =
    ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression) ? inner.expression : undefined;
  return member?.name.text === "catch" ? called(member.expression) : inner;
}

function functionNamed(node: ts.Expression, low: Lowering): FunctionNode | undefined {
  const symbol = low.resolver.symbol(ts.isPropertyAccessExpression(node) ? node.name : node);
  const fn = symbol === undefined ? undefined : functionOfSymbol(symbol);
  return fn?.getSourceFile() === low.source ? fn : undefined;
}
