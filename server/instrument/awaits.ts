// Await sites, and the marks on calls that are awaited on the spot, so that they continue the task instead of starting one.

import { ts } from "ts-morph";
import { shortText } from "./names";
import { probe, siteOf, type Walk, wrap } from "./walk";

export function visitAwait(node: ts.AwaitExpression, walk: Walk): void {
  const operand = node.expression;
  const call = lastCall(operand);
  markReturned(operand, walk);
  const site = siteOf(walk, "await", node, shortText(call?.expression ?? operand, walk.source));
  wrap(walk, operand, `${probe("a", site).slice(0, -1)},`, ")", () => walk.visit(operand, walk));
}

/** Marks the calls whose promise is this expression's value. */
export function markReturned(expression: ts.Expression, walk: Walk): void {
  if (ts.isCallExpression(expression)) {
    if (!isPromiseMethod(expression)) walk.awaited.add(expression);
  } else if (ts.isConditionalExpression(expression)) {
    markReturned(expression.whenTrue, walk);
    markReturned(expression.whenFalse, walk);
  } else if (ts.isBinaryExpression(expression)) {
    const kind = expression.operatorToken.kind;
    if (kind === ts.SyntaxKind.CommaToken || isShortCircuit(kind)) markReturned(expression.right, walk);
  } else {
    const inner = unwrapped(expression);
    if (inner !== undefined) markReturned(inner, walk);
  }
}

/** Walks a call that is awaited on the spot, and marks it just before it happens. */
export function visitAwaitedCall(call: ts.CallExpression, walk: Walk): void {
  const site = siteOf(walk, "call", call, shortText(call.expression, walk.source));
  const last = call.arguments.at(-1);
  if (last !== undefined) {
    walk.visit(call.expression, walk);
    for (const argument of call.arguments) {
      if (argument !== last) walk.visit(argument, walk);
    }
    const value = ts.isSpreadElement(last) ? last.expression : last;
    wrap(walk, value, `${probe("d1", site).slice(0, -1)},`, ")", () => walk.visit(value, walk));
    return;
  }
  const target = markableTarget(call);
  if (target === undefined) walk.visit(call.expression, walk);
  else if (ts.isIdentifier(target)) {
    walk.edits.insert(target.getStart(walk.source), `(${probe("d", site)},`);
    walk.edits.insert(target.getEnd(), ")");
  } else {
    const { parent } = target;
    wrap(walk, target, `${probe("d1", site).slice(0, -1)},`, ")", () => walk.visit(target, walk));
    if (ts.isElementAccessExpression(parent) && parent.expression === target)
      walk.visit(parent.argumentExpression, walk);
  }
}

/** The part of a call without arguments that can be wrapped and leaves `this` and short-circuits as they are. */
function markableTarget(call: ts.CallExpression): ts.Expression | undefined {
  const callee = call.expression;
  if (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) {
    const object = callee.expression;
    if (object.kind === ts.SyntaxKind.SuperKeyword || ts.isOptionalChain(object)) return undefined;
    // `d(s), o[k]` would mark whatever the key calls.
    if (ts.isElementAccessExpression(callee) && !isConstant(callee.argumentExpression)) return undefined;
    return object;
  }
  if (ts.isOptionalChain(callee) || callee.kind === ts.SyntaxKind.SuperKeyword) return undefined;
  if (ts.isIdentifier(callee)) return callee.text === "eval" ? undefined : callee;
  // `(o.m)()` keeps its `this`.
  if (ts.isParenthesizedExpression(callee)) return ts.isFunctionLike(callee.expression) ? callee : undefined;
  return ts.isCallExpression(callee) ? callee : undefined;
}

function isConstant(key: ts.Expression): boolean {
  return ts.isIdentifier(key) || ts.isStringLiteralLike(key) || ts.isNumericLiteral(key);
}

/** `then`, `catch`, `finally`: what they call runs later, as a callback. */
function isPromiseMethod(call: ts.CallExpression): boolean {
  const callee = call.expression;
  return ts.isPropertyAccessExpression(callee) && ["then", "catch", "finally"].includes(callee.name.text);
}

function isShortCircuit(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.QuestionQuestionToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandToken
  );
}

function lastCall(expression: ts.Expression): ts.CallExpression | undefined {
  if (ts.isCallExpression(expression)) return expression;
  const inner = unwrapped(expression);
  return inner === undefined ? undefined : lastCall(inner);
}

function unwrapped(expression: ts.Expression): ts.Expression | undefined {
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression)) return expression.expression;
  if (ts.isNonNullExpression(expression) || ts.isSatisfiesExpression(expression)) return expression.expression;
  return ts.isTypeAssertionExpression(expression) ? expression.expression : undefined;
}
