// What keeps a thread from its event loop: loops that wait for a callback or for a worker, synchronous child processes.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import type { FunctionId } from "./facts";
import type { Resolver } from "./resolve";
import { isAssignment } from "./syntax";
import { startAt } from "./thread-starts";

export interface BusyWait {
  /**
   * `loop`: spins on a variable that only another callback changes · `memory`: spins on shared memory until a worker, started
   * just before, changes it · `child`: runs a process to its end.
   */
  readonly kind: "loop" | "memory" | "child";
  readonly at: Range;
  readonly fn: FunctionId;
  /** Name of the function, for people. */
  readonly in: string;
  /** The condition, or the callee, as written. */
  readonly text: string;
  /** `loop`: where the variable is changed; `memory`: where the worker is started. */
  readonly change?: Range;
  readonly async: boolean;
}

export function busyWaitsOf(source: ts.SourceFile, resolver: Resolver): BusyWait[] {
  const found: BusyWait[] = [];
  const sync = /\b(exec|spawn|execFile)Sync\b/.test(source.text);
  const memory = /\bAtomics\.load\b/.test(source.text) && /\bnew\s+Worker\b/.test(source.text);
  const visit = (node: ts.Node): void => {
    if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
      const change = changedElsewhere(node, source, resolver);
      if (change !== undefined) add("loop", node.expression, node.expression.getText(source), change);
    }
    if (memory && ts.isIterationStatement(node, false)) {
      const test = testOf(node);
      const start = test === undefined ? undefined : startedBefore(node, test, source, resolver);
      if (test !== undefined && start !== undefined) add("memory", test, test.getText(source), start);
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

function testOf(loop: ts.IterationStatement): ts.Expression | undefined {
  if (ts.isWhileStatement(loop) || ts.isDoStatement(loop)) return loop.expression;
  return ts.isForStatement(loop) && loop.incrementor === undefined ? loop.condition : undefined;
}

/** The worker that the function starts before the loop, which turns until shared memory changes; nothing is awaited between. */
function startedBefore(
  loop: ts.IterationStatement,
  test: ts.Expression,
  source: ts.SourceFile,
  resolver: Resolver,
): ts.Node | undefined {
  const fn = functionAround(loop) ?? source;
  if (!looksAtMemory(test) || !isIdle(loop.statement)) return undefined;
  let started: ts.Node | undefined;
  const seek = (node: ts.Node): void => {
    if (node.pos >= loop.pos || (isFunctionNode(node) && node !== fn)) return;
    if (startAt(node, source, resolver)?.kind === "worker") started ??= node;
    ts.forEachChild(node, seek);
    if (ts.isAwaitExpression(node) && node.end < loop.pos) started = undefined;
  };
  seek(fn);
  return started;
}

/** It reads shared memory and plain variables, and asks no clock. */
function looksAtMemory(test: ts.Expression): boolean {
  let loads = false;
  const isPlain = (node: ts.Node): boolean => {
    if (ts.isCallExpression(node)) {
      loads ||= isLoad(node);
      return isLoad(node);
    }
    const plain =
      ts.isIdentifier(node) ||
      ts.isParenthesizedExpression(node) ||
      ts.isToken(node) ||
      ts.isLiteralExpression(node) ||
      ts.isPropertyAccessExpression(node) ||
      (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) ||
      (ts.isBinaryExpression(node) && !isAssignment(node.operatorToken.kind));
    return plain && ts.forEachChild(node, (child) => !isPlain(child) || undefined) !== true;
  };
  return isPlain(test) && loads;
}

function isLoad({ expression }: ts.CallExpression): boolean {
  return expression.getText() === "Atomics.load";
}

/** Nothing in it ends the loop, changes anything or lets anybody else run. */
function isIdle(node: ts.Node): boolean {
  const active = (child: ts.Node): boolean => {
    if (ts.isCallExpression(child)) {
      if (!/^(console\.\w+|Date\.now|performance\.now|Atomics\.(?:load|pause))$/.test(child.expression.getText()))
        return true;
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
