// Await sites, and the marks on calls that are awaited on the spot, so that they continue the task instead of starting one.

import { ts } from "ts-morph";
import { shortText } from "./names";
import { isAtomicOperation, isBlockingCall, isCalledByName, mayCallSuspendable } from "./suspendable";
import { probe, siteOf, type Walk, wrap } from "./walk";

export function visitAwait(node: ts.AwaitExpression, walk: Walk): void {
  const operand = node.expression;
  const call = lastCall(operand);
  markReturned(operand, walk);
  const site = siteOf(walk, "await", node, shortText(call?.expression ?? operand, walk.source));
  if (inAsyncGenerator(node)) {
    wrap(walk, operand, `${probe("a", site).slice(0, -1)},`, ")", () => walk.visit(operand, walk));
    return;
  }
  // Where nothing else can run before it goes on, the code need not leave its generator.
  const given = probe("r");
  const [start, from] = [node.getStart(walk.source), operand.getStart(walk.source)];
  walk.edits.replace(start, from, `(${probe("p", site).slice(0, -1)},`);
  walk.visit(operand, walk);
  walk.edits.insert(node.getEnd(), `)?${given}:await ${given})`);
}

function inAsyncGenerator(node: ts.Node): boolean {
  const fn = ts.findAncestor(node, ts.isFunctionLike);
  return fn !== undefined && "asteriskToken" in fn && fn.asteriskToken !== undefined;
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
  const marks: CallMarks = { open: `${probe("d1", site).slice(0, -1)},`, close: ")", bare: probe("d", site) };
  if (canSuspendIn(call, walk)) {
    const own = suspendMarks(call, walk);
    const both = { open: `${own.open}${marks.open}`, close: "))", bare: `${marks.bare},${own.bare}` };
    wrap(walk, call, `(await ${probe("m").slice(0, -1)}`, "))", () => visitMarkedCall(call, walk, both));
  } else visitMarkedCall(call, walk, marks);
}

/** Walks a call that is not awaited, in which the code around it can be suspended; `false` where it cannot. */
export function visitSuspendedCall(call: ts.CallExpression, walk: Walk): boolean {
  if (!canSuspendIn(call, walk)) return false;
  wrap(walk, call, `(await ${probe("m").slice(0, -1)}`, "))", () =>
    visitMarkedCall(call, walk, suspendMarks(call, walk)),
  );
  return true;
}

/** Texts that mark a call just before it happens: around its last argument or its object, or before its callee. */
interface CallMarks {
  readonly open: string;
  readonly close: string;
  readonly bare: string;
}

/** Names the function that is called, so that one of the language's own or of a library is told from one that can be suspended. */
function suspendMarks(call: ts.CallExpression, walk: Walk): CallMarks {
  const named = repeatable(passedOn(call.expression));
  // What cannot be named twice is taken for a function that can be suspended only where its name says so.
  const { suspendable } = walk.file;
  const blind = suspendable !== undefined && isCalledByName(call, suspendable) ? "0" : "undefined";
  const platform = isAtomicOperation(call) || (suspendable !== undefined && isBlockingCall(call, suspendable));
  const callee = platform ? "0" : (named?.getText(walk.source) ?? blind);
  return { open: `${probe("c1", callee).slice(0, -1)},`, close: ")", bare: probe("c", callee) };
}

/** `lock.call(this)` calls `lock`. */
function passedOn(callee: ts.Expression): ts.Expression {
  const passes = ts.isPropertyAccessExpression(callee) && (callee.name.text === "call" || callee.name.text === "apply");
  return passes ? callee.expression : callee;
}

/** An expression that may be evaluated once more. */
function repeatable(node: ts.Expression): ts.Expression | undefined {
  if (ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword) return node;
  if (ts.isPropertyAccessExpression(node)) {
    const inSuper = node.expression.kind === ts.SyntaxKind.SuperKeyword;
    return inSuper || repeatable(node.expression) !== undefined ? node : undefined;
  }
  if (ts.isElementAccessExpression(node) && isConstant(node.argumentExpression)) {
    return repeatable(node.expression) === undefined ? undefined : node;
  }
  return undefined;
}

function canSuspendIn(call: ts.CallExpression, walk: Walk): boolean {
  const { suspendable, declares } = walk.file;
  if (suspendable === undefined || !walk.fn.suspendable) return false;
  if (!mayCallSuspendable(call, suspendable, declares)) return false;
  // In the middle of a chain the wait would break its short circuit.
  const { parent } = call;
  if (ts.isOptionalChain(call) && ts.isOptionalChain(parent) && parent.expression === call) return false;
  if (call.expression.kind === ts.SyntaxKind.SuperKeyword || call.expression.kind === ts.SyntaxKind.ImportKeyword)
    return false;
  return call.arguments.length > 0 || markableTarget(call) !== undefined;
}

function visitMarkedCall(call: ts.CallExpression, walk: Walk, marks: CallMarks): void {
  const last = call.arguments.at(-1);
  if (last !== undefined) {
    walk.visit(call.expression, walk);
    for (const argument of call.arguments) {
      if (argument !== last) walk.visit(argument, walk);
    }
    const value = ts.isSpreadElement(last) ? last.expression : last;
    wrap(walk, value, marks.open, marks.close, () => walk.visit(value, walk));
    return;
  }
  const target = markableTarget(call);
  if (target === undefined) walk.visit(call.expression, walk);
  else if (ts.isIdentifier(target)) {
    walk.edits.insert(target.getStart(walk.source), `(${marks.bare},`);
    walk.edits.insert(target.getEnd(), ")");
  } else {
    const { parent } = target;
    wrap(walk, target, marks.open, marks.close, () => walk.visit(target, walk));
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
