// Hand-made reentrancy: a mark that the lock is held, by which a caller skips it.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { operationOf } from "./catalog-lookup";
import { bare } from "./entity";
import type { FunctionId } from "./facts";
import type { Lowering } from "./lower";
import { functionId, type FunctionNode, isFunctionNode, outerName } from "./names";
import { calleeText } from "./resolve";
import { sharedName } from "./shared-names";

export interface Bypass {
  /** The mark, as written. */
  readonly mark: string;
  /** `flag`: whoever comes while it is set. `context`: whatever was started inside the section (`AsyncLocalStorage`). */
  readonly kind: "flag" | "context";
  readonly lock: string;
  readonly fn: FunctionId;
  readonly in: string;
  readonly test: Range;
  readonly taken: Range;
  /** The call that runs the work without the lock. */
  readonly skipped: Range;
}

export function bypasses(source: ts.SourceFile, low: Lowering): Bypass[] {
  const found: Bypass[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) && node.body !== undefined && ts.isBlock(node.body) && node.parameters.length > 0) {
      const bypass = bypassIn(node, node.body, low);
      if (bypass !== undefined) found.push(bypass);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function bypassIn(fn: FunctionNode, body: ts.Block, low: Lowering): Bypass | undefined {
  const parameters = new Set(fn.parameters.map((one) => one.name.getText()));
  for (const statement of body.statements) {
    if (!ts.isIfStatement(statement)) continue;
    const skipped = workOf(statement.thenStatement, parameters);
    if (skipped === undefined) continue;
    const mark = markOf(statement.expression, fn, body, low);
    const lock = mark === undefined ? undefined : lockAfter(statement, body, low);
    if (mark === undefined || lock === undefined) continue;
    return {
      ...mark,
      lock: calleeText(lock.expression).replace(/\.[^.]*$/, ""),
      fn: functionId(fn),
      in: outerName(fn),
      test: low.range(statement.expression),
      taken: low.range(lock),
      skipped: low.range(skipped),
    };
  }
  return undefined;
}

/** `return work()` and nothing else, where `work` is a parameter. */
function workOf(node: ts.Statement, parameters: ReadonlySet<string>): ts.CallExpression | undefined {
  const only = ts.isBlock(node) && node.statements.length === 1 ? node.statements[0] : node;
  if (only === undefined || !ts.isReturnStatement(only) || only.expression === undefined) return undefined;
  const value = bare(only.expression);
  const call = ts.isAwaitExpression(value) ? bare(value.expression) : value;
  return ts.isCallExpression(call) && ts.isIdentifier(call.expression) && parameters.has(call.expression.text)
    ? call
    : undefined;
}

function markOf(
  condition: ts.Expression,
  fn: FunctionNode,
  body: ts.Block,
  low: Lowering,
): Pick<Bypass, "mark" | "kind"> | undefined {
  const inner = bare(condition);
  if (/\.getStore\(\)/.test(inner.getText())) return { mark: inner.getText().slice(0, 60), kind: "context" };
  const name = sharedName(inner, fn, low);
  if (name === undefined || name.entry) return undefined;
  let set = false;
  const visit = (node: ts.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      node.right.kind === ts.SyntaxKind.TrueKeyword &&
      sharedName(node.left, fn, low)?.key === name.key
    )
      set = true;
    ts.forEachChild(node, visit);
  };
  visit(body);
  return set ? { mark: name.text, kind: "flag" } : undefined;
}

/** The lock that those take who do not skip it. */
function lockAfter(statement: ts.Statement, body: ts.Block, low: Lowering): ts.CallExpression | undefined {
  let found: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined) return;
    if (ts.isCallExpression(node)) {
      const callee = low.resolver.callee(node);
      const operation =
        callee !== "value" && callee.t === "op" ? operationOf(callee.module, callee.type, callee.member) : undefined;
      const effect = operation?.operation.effect;
      if (operation?.type.kind === "mutex" && (effect === "ACQ" || effect === "RUN")) found = node;
    }
    ts.forEachChild(node, visit);
  };
  for (const one of body.statements.slice(body.statements.indexOf(statement) + 1)) visit(one);
  return found;
}
