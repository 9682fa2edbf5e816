// What keeps a thread from its event loop without shared memory: loops that wait for a callback, synchronous child processes.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import type { FunctionId } from "./facts";
import type { Resolver } from "./resolve";
import { isAssignment } from "./syntax";

export interface BusyWait {
  /** `loop`: spins on a variable that only another callback changes · `child`: runs a process to its end. */
  readonly kind: "loop" | "child";
  readonly at: Range;
  readonly fn: FunctionId;
  /** Name of the function, for people. */
  readonly in: string;
  /** The condition, or the callee, as written. */
  readonly text: string;
  /** `loop`: where the variable is changed. */
  readonly change?: Range;
  readonly async: boolean;
}

export function busyWaitsOf(source: ts.SourceFile, resolver: Resolver): BusyWait[] {
  const found: BusyWait[] = [];
  const sync = /\b(exec|spawn|execFile)Sync\b/.test(source.text);
  const visit = (node: ts.Node): void => {
    if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
      const change = changedElsewhere(node, source, resolver);
      if (change !== undefined) add("loop", node.expression, node.expression.getText(source), change);
    }
    if (sync && ts.isCallExpression(node)) {
      const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      if (ts.isIdentifier(name) && /^(exec|spawn|execFile)Sync$/.test(name.text)) add("child", node, name.text);
    }
    ts.forEachChild(node, visit);
  };
  const add = (kind: BusyWait["kind"], node: ts.Node, text: string, change?: ts.Node): void => {
    const around = functionAround(node);
    found.push({
      kind,
      at: nodeRange(node, source),
      fn: functionId(around ?? source),
      in: personName(around ?? source),
      text,
      ...(change === undefined ? {} : { change: nodeRange(change, source) }),
      async: around !== undefined && (ts.getCombinedModifierFlags(around) & ts.ModifierFlags.Async) !== 0,
    });
  };
  visit(source);
  return found;
}

/** The loop reads variables only, changes none of them, and calls nothing; another function of the file changes one. */
function changedElsewhere(
  loop: ts.WhileStatement | ts.DoStatement,
  source: ts.SourceFile,
  resolver: Resolver,
): ts.Node | undefined {
  const names: ts.Identifier[] = [];
  let simple = true;
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.push(node);
    const plain =
      ts.isIdentifier(node) ||
      ts.isParenthesizedExpression(node) ||
      ts.isToken(node) ||
      ts.isLiteralExpression(node) ||
      (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) ||
      (ts.isBinaryExpression(node) && !isAssignment(node.operatorToken.kind));
    if (!plain) simple = false;
    else ts.forEachChild(node, look);
  };
  look(loop.expression);
  if (!simple || names.length === 0 || !isIdle(loop.statement)) return undefined;
  for (const name of names) {
    const symbol = resolver.symbol(name);
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined || !ts.isVariableDeclaration(declaration)) continue;
    const here = functionAround(loop);
    let change: ts.Node | undefined;
    const seek = (node: ts.Node): void => {
      const target =
        ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)
          ? node.left
          : ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)
            ? node.operand
            : undefined;
      if (target !== undefined && ts.isIdentifier(target) && target.text === name.text) {
        const counts = ts.isBinaryExpression(node) || !isNegation(node);
        if (counts && resolver.symbol(target) === symbol && functionAround(node) !== here) change ??= node;
      }
      ts.forEachChild(node, seek);
    };
    seek(source);
    if (change !== undefined) return change;
  }
  return undefined;
}

/** Nothing in it ends the loop, changes anything or lets anybody else run. */
function isIdle(node: ts.Node): boolean {
  const active = (child: ts.Node): boolean => {
    if (ts.isCallExpression(child)) {
      if (!/^(console\.\w+|Date\.now|performance\.now)$/.test(child.expression.getText())) return true;
    }
    return (
      ts.isAwaitExpression(child) ||
      ts.isYieldExpression(child) ||
      ts.isBreakStatement(child) ||
      ts.isReturnStatement(child) ||
      ts.isThrowStatement(child) ||
      ts.isNewExpression(child) ||
      (ts.isBinaryExpression(child) && isAssignment(child.operatorToken.kind)) ||
      ts.isPostfixUnaryExpression(child) ||
      isFunctionNode(child) ||
      ts.forEachChild(child, (inner) => active(inner) || undefined) === true
    );
  };
  return !active(node);
}

function isNegation(node: ts.Node): boolean {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}
