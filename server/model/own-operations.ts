// What a call does to a lock of the catalog, or to a hand-written one whose class is found by its shape.

import { ts } from "ts-morph";
import { operationOf } from "./catalog-lookup";
import type { Lowering } from "./lower";
import { type FunctionNode, functionId } from "./names";
import { functionOfSymbol } from "./resolve";
import { primitiveOf } from "./shapes";

export type LockEffect = "ACQ" | "TRY" | "REL" | "RUN";

export function lockEffect(node: ts.CallExpression, low: Lowering): string | undefined {
  const callee = low.resolver.callee(node);
  if (callee === "value") return undefined;
  if (callee.t === "function") return ownEffect(node, low);
  if (callee.t !== "op") return undefined;
  const found = operationOf(callee.module, callee.type, callee.member);
  const guards = found?.type.kind === "mutex" || found?.type.kind === "semaphore" || found?.type.kind === "rwlock";
  return guards ? found.operation.effect : undefined;
}

/** `lock.run(…)` with `lock` of a class of the user's that is a lock by its shape. */
function ownEffect({ expression }: ts.CallExpression, low: Lowering): string | undefined {
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  // What a lock does to itself is its own affair.
  if (expression.expression.kind === ts.SyntaxKind.ThisKeyword) return undefined;
  const symbol = low.resolver.symbol(expression.name);
  const method: FunctionNode | undefined = symbol === undefined ? undefined : functionOfSymbol(symbol);
  if (method === undefined) return undefined;
  const cls = ts.isPropertyDeclaration(method.parent) ? method.parent.parent : method.parent;
  if (!ts.isClassLike(cls)) return undefined;
  low.resolver.looksInto(cls, low.source);
  const id = functionId(method);
  return primitiveOf(cls)?.operations.find((one) => one.id === id)?.effect;
}
