// Promises that are returned while a `finally` or a `using` is still to run: the work behind them has only begun then.

import { ts } from "ts-morph";
import type { Pending } from "./facts";
import type { Lowering } from "./lower";
import { type FunctionNode, isFunctionNode } from "./names";
import { calleeText } from "./resolve";

/** The call whose promise a `return` hands on without waiting, where something still runs at the end of the block. */
export function pendingOf(node: ts.ReturnStatement, low: Lowering): Pending | undefined {
  if (node.expression === undefined || !hasEndToRun(node)) return undefined;
  const call = bare(node.expression);
  if (!ts.isCallExpression(call) || /^Promise\.(?:resolve|reject)$/.test(calleeText(call.expression))) return undefined;
  if (!isPromiseType(low.checker.getTypeAtLocation(call), low.checker)) return undefined;
  const callee = low.resolver.callee(call);
  // A queue is given the job; that it is done later is what the queue is for.
  if (callee !== "value" && callee.t === "op") return undefined;
  const known = callee !== "value" && callee.t === "function" ? { callee: callee.id } : {};
  return { at: low.range(node.expression), text: calleeText(call.expression), ...known };
}

/** An `async` function that neither awaits nor returns a promise: a plain one in other clothes. */
export function isImmediate(node: FunctionNode, checker: ts.TypeChecker): boolean {
  if ((ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async) === 0 || node.body === undefined) return false;
  if (!ts.isBlock(node.body)) return !ts.isAwaitExpression(node.body) && !givesPromise(node.body, checker);
  let later = false;
  const visit = (child: ts.Node): void => {
    if (later || isFunctionNode(child)) return;
    if (ts.isAwaitExpression(child) || (ts.isForOfStatement(child) && child.awaitModifier !== undefined)) later = true;
    else if (ts.isReturnStatement(child) && child.expression !== undefined && givesPromise(child.expression, checker))
      later = true;
    else ts.forEachChild(child, visit);
  };
  visit(node.body);
  return !later;
}

function givesPromise(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return ts.isCallExpression(bare(node)) && isPromiseType(checker.getTypeAtLocation(node), checker);
}

/** A promise for certain: `any`, `unknown` and unions with plain values are not. */
export function isPromiseType(type: ts.Type, checker: ts.TypeChecker): boolean {
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return false;
  if (type.isUnion()) return type.types.every((member) => isPromiseType(member, checker));
  return type.getProperty("then") !== undefined;
}

function bare(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node)
    ? bare(node.expression)
    : node;
}

/** A `try` with a `finally`, or a block that begins with `using`, is around the node in its own function. */
function hasEndToRun(node: ts.Node): boolean {
  for (let at: ts.Node = node; !isFunctionNode(at) && !ts.isSourceFile(at); at = at.parent) {
    const holder = at.parent;
    if (ts.isTryStatement(holder) && holder.finallyBlock !== undefined && at !== holder.finallyBlock) return true;
    if (ts.isBlock(at) && at.statements.some(isUsing)) return true;
  }
  return false;
}

function isUsing(node: ts.Statement): boolean {
  return ts.isVariableStatement(node) && (node.declarationList.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using;
}
