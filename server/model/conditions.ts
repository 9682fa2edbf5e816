// Conditions without memory: loops that wait until some state is right, what changes that state, and who is told of it.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare, type EntityId, entityOf, usesOf } from "./entity";
import type { FunctionId } from "./facts";
import { type FunctionNode, functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import { functionOfSymbol, type Resolver } from "./resolve";
import { has, isWithin, loopAround, onlyValue } from "./syntax";
import { calledBy, callersOf, outermost } from "./waiters";

/** Waiters that nobody tells. */
export interface Untold {
  /** `change`: the state changes, and nobody is woken · `failure`: all goes on to a wake-up, except what fails. */
  readonly kind: "change" | "failure";
  readonly at: Range;
  readonly fn: FunctionId;
  readonly in: string;
  /** What the waiters wait for, as written. */
  readonly until: string;
  /** The member that changes. */
  readonly state: string;
  readonly waits: Said;
  /** A place where they are told. */
  readonly wakes: Said;
}

interface Said {
  readonly at: Range;
  readonly in: string;
}

export function conditionsOf(source: ts.SourceFile, resolver: Resolver): Untold[] {
  if (!/\bwhile\s*\(/.test(source.text) || !/\bawait\b/.test(source.text)) return [];
  const found: Untold[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isWhileStatement(node)) found.push(...untoldBy(node, source, resolver));
    ts.forEachChild(node, visit);
  };
  visit(source);
  const seen = new Set<string>();
  return found.filter(({ at }) => {
    const key = `${at.start.line}:${at.start.character}`;
    return !seen.has(key) && seen.add(key);
  });
}

function untoldBy(loop: ts.WhileStatement, source: ts.SourceFile, resolver: Resolver): Untold[] {
  const waited = waitIn(loop, source, resolver);
  const waiter = outermost(loop);
  if (waited === undefined || waiter === undefined) return [];
  const wakes = wakesOf(waited, source, resolver);
  const [wake] = wakes ?? [];
  if (wakes === undefined || wake === undefined) return [];
  const told = (fn: ts.Node): boolean => wakes.some((one) => isWithin(one, fn));
  const said = (node: ts.Node): Said => ({ at: nodeRange(node, source), in: nameOf(node, source) });
  const common = { until: loop.expression.getText(source).slice(0, 80), waits: said(waited.node), wakes: said(wake) };
  const found: Untold[] = [];
  for (const { of, by } of endsOf(loop.expression)) {
    const entity = entityOf(of, resolver);
    if (entity === undefined || /@\d+$/.test(entity)) continue;
    for (const use of usesOf(entity, source, resolver)) {
      const change = changeAt(use);
      const fn = outermost(use);
      if (change === undefined || fn === undefined || ts.isConstructorDeclaration(fn) || !by(change)) continue;
      const near = [fn, ...calledBy(fn, resolver), ...callersOf(fn, source, resolver)];
      if (near.some(told) || callersOf(fn, source, resolver).some((one) => calledBy(one, resolver).some(told)))
        continue;
      const at = nodeRange(change.node, source);
      found.push({ kind: "change", at, fn: functionId(fn), in: personName(fn), state: of.getText(source), ...common });
    }
  }
  const calls = wakes.flatMap((one) => callsOf(one, source, resolver));
  for (const clause of found.length > 0 ? [] : failuresOf(calls, told, resolver)) {
    const fn = outermost(clause) ?? waiter;
    const at = nodeRange(clause.getFirstToken(source) ?? clause, source);
    found.push({ kind: "failure", at, fn: functionId(fn), in: personName(fn), state: "", ...common });
  }
  return found;
}

interface Wait {
  readonly node: ts.Node;
  /** The list of resolvers, or the object that has it. */
  readonly on: EntityId;
  /** The method by which one waits, where it is an object. */
  readonly method?: string;
}

/** `while (…) await this.changed.wait()`: what is waited on, if nothing else ends that wait. */
function waitIn(loop: ts.WhileStatement, source: ts.SourceFile, resolver: Resolver): Wait | undefined {
  const statements = ts.isBlock(loop.statement) ? loop.statement.statements : [loop.statement];
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isAwaitExpression(statement.expression)) continue;
    const awaited = bare(statement.expression.expression);
    if (ts.isNewExpression(awaited)) {
      const on = listOf(awaited, resolver);
      if (on !== undefined) return { node: awaited, on };
    }
    if (!ts.isCallExpression(awaited) || !ts.isPropertyAccessExpression(awaited.expression)) continue;
    const { expression, name } = awaited.expression;
    const method = functionOf(name, resolver);
    if (method !== undefined) resolver.looksInto(method, source);
    const made = method === undefined ? undefined : onlyPromise(method);
    const list = made === undefined ? undefined : listOf(made, resolver);
    if (list === undefined) continue;
    if (expression.kind === ts.SyntaxKind.ThisKeyword) return { node: awaited, on: list };
    const on = entityOf(expression, resolver);
    if (on === undefined || method === undefined) continue;
    return { node: awaited, on, method: name.text };
  }
  return undefined;
}

function functionOf(name: ts.Node, resolver: Resolver): FunctionNode | undefined {
  const symbol = resolver.symbol(name);
  return symbol === undefined ? undefined : functionOfSymbol(symbol);
}

/** The promise that a function does nothing but make. */
function onlyPromise(fn: FunctionNode): ts.NewExpression | undefined {
  const only = onlyValue(fn);
  const made = only !== undefined && ts.isAwaitExpression(only) ? bare(only.expression) : only;
  return made !== undefined && ts.isNewExpression(made) ? made : undefined;
}

/** `new Promise((resolve) => list.push(resolve))`: the list. */
function listOf(made: ts.NewExpression, resolver: Resolver): EntityId | undefined {
  const [executor] = made.arguments ?? [];
  if (made.expression.getText() !== "Promise" || executor === undefined || !isFunctionNode(executor)) return undefined;
  const [resolve] = executor.parameters;
  const { body } = executor;
  const [only, ...more] = body !== undefined && ts.isBlock(body) ? body.statements : [];
  const kept = body === undefined ? undefined : ts.isBlock(body) ? only : body;
  const call = kept !== undefined && ts.isExpressionStatement(kept) ? kept.expression : kept;
  if (resolve === undefined || more.length > 0 || call === undefined || !ts.isCallExpression(call)) return undefined;
  const [value] = call.arguments;
  if (!ts.isPropertyAccessExpression(call.expression) || !/^(push|add)$/.test(call.expression.name.text))
    return undefined;
  return value?.getText() === resolve.name.getText() ? entityOf(call.expression.expression, resolver) : undefined;
}

/** Where those who wait are woken; `undefined`: somebody else may do it too. */
function wakesOf({ on, method }: Wait, source: ts.SourceFile, resolver: Resolver): ts.Node[] | undefined {
  const wakes: ts.Node[] = [];
  for (const use of usesOf(on, source, resolver)) {
    const { parent } = use;
    const access = ts.isPropertyAccessExpression(parent) && parent.expression === use ? parent : undefined;
    const called = access !== undefined && ts.isCallExpression(access.parent) && access.parent.expression === access;
    const name = access?.name.text ?? "";
    if (isDeclared(use)) continue;
    if (method === undefined) {
      if (!called || !/^(push|add)$/.test(name)) wakes.push(use);
    } else if (!called) return undefined;
    else if (name !== method) wakes.push(use);
  }
  return wakes;
}

function isDeclared(use: ts.Expression): boolean {
  const { parent } = use;
  return (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.name === use;
}

interface Change {
  readonly node: ts.Node;
  readonly how: "set" | "less" | "more" | "added" | "removed";
  readonly value?: ts.Expression;
}

interface End {
  readonly of: ts.Expression;
  /** Whether the change can make the loop end. */
  by(change: Change): boolean;
}

/** What would make the condition of a loop fail. */
function endsOf(condition: ts.Expression): End[] {
  const inner = bare(condition);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken)
    return thing(
      bare(inner.operand),
      (change) => change.how === "added" || change.how === "more" || setTo(change, (value) => isTruthy(value)),
    );
  if (ts.isBinaryExpression(inner)) {
    const { left, right, operatorToken } = inner;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.BarBarToken:
        return [...endsOf(left), ...endsOf(right)];
      case ts.SyntaxKind.EqualsEqualsEqualsToken:
      case ts.SyntaxKind.EqualsEqualsToken:
        return thing(
          left,
          (change) =>
            change.how === "added" ||
            (change.how === "more" && isZero(right)) ||
            setTo(change, (value) => differs(value, right)),
        );
      case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      case ts.SyntaxKind.ExclamationEqualsToken:
        return thing(left, (change) => setTo(change, (value) => value.getText() === right.getText()));
      case ts.SyntaxKind.GreaterThanToken:
      case ts.SyntaxKind.GreaterThanEqualsToken:
        return thing(left, (change) => change.how === "less" || change.how === "removed" || setTo(change, isZero));
      case ts.SyntaxKind.LessThanToken:
      case ts.SyntaxKind.LessThanEqualsToken:
        return thing(left, (change) => change.how === "more" || change.how === "added");
      default:
        return [];
    }
  }
  return thing(inner, (change) => change.how === "removed" || setTo(change, (value) => isFalsy(value)));
}

/** The member that is tested: itself, how many are in it, or whether something is. */
function thing(tested: ts.Expression, by: End["by"]): End[] {
  let at = bare(tested);
  if (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression) && at.expression.name.text === "has")
    at = at.expression.expression;
  else if (ts.isPropertyAccessExpression(at) && /^(length|size)$/.test(at.name.text)) at = at.expression;
  return ts.isPropertyAccessExpression(at) ? [{ of: at, by }] : [];
}

function changeAt(use: ts.Expression): Change | undefined {
  const { parent } = use;
  if (ts.isBinaryExpression(parent) && parent.left === use) {
    const kind = parent.operatorToken.kind;
    if (kind === ts.SyntaxKind.EqualsToken) return { node: parent, how: "set", value: parent.right };
    if (kind === ts.SyntaxKind.MinusEqualsToken) return { node: parent, how: "less" };
    return kind === ts.SyntaxKind.PlusEqualsToken ? { node: parent, how: "more" } : undefined;
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    if (parent.operator === ts.SyntaxKind.MinusMinusToken) return { node: parent, how: "less" };
    return parent.operator === ts.SyntaxKind.PlusPlusToken ? { node: parent, how: "more" } : undefined;
  }
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use || !ts.isCallExpression(parent.parent))
    return undefined;
  if (/^(push|unshift|add|set)$/.test(parent.name.text)) return { node: parent.parent, how: "added" };
  return /^(delete|clear|shift|pop|splice)$/.test(parent.name.text)
    ? { node: parent.parent, how: "removed" }
    : undefined;
}

function setTo({ how, value }: Change, test: (value: ts.Expression) => boolean): boolean {
  return how === "set" && value !== undefined && test(bare(value));
}

const NOTHING = /^(undefined|null|false|0|""|'')$/;

function isFalsy(value: ts.Expression): boolean {
  return NOTHING.test(value.getText());
}

/** Certainly: a literal, or something made there. */
function isTruthy(value: ts.Expression): boolean {
  if (value.kind === ts.SyntaxKind.TrueKeyword || ts.isNewExpression(value) || ts.isObjectLiteralExpression(value))
    return true;
  return (ts.isStringLiteral(value) || ts.isNumericLiteral(value)) && !isFalsy(value);
}

function isZero(value: ts.Expression): boolean {
  return value.getText() === "0";
}

/** `state === "busy"` ends with another literal, `value === undefined` with anything that is made or waited for. */
function differs(value: ts.Expression, from: ts.Expression): boolean {
  if (value.getText() === from.getText()) return false;
  if (/^(undefined|null)$/.test(from.getText())) return isTruthy(value) || ts.isAwaitExpression(value);
  return ts.isStringLiteral(value) || ts.isNumericLiteral(value) || /^(true|false)$/.test(value.getText());
}

/** A wake-up that is a method of its own: where that is called. */
function callsOf(wake: ts.Node, source: ts.SourceFile, resolver: Resolver): ts.Node[] {
  const fn = outermost(wake);
  if (fn === undefined || clauseFor(wake) !== undefined) return [wake];
  const calls: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const { expression } = node;
      const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
      if (name.getText(source) === fn.name?.getText(source) && functionOf(name, resolver) === fn) calls.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls.length === 0 ? [wake] : calls;
}

/** Clauses that take a failure for themselves, where everything that wakes stands behind what failed. */
function failuresOf(wakes: readonly ts.Node[], told: (fn: ts.Node) => boolean, resolver: Resolver): ts.CatchClause[] {
  const clauses = new Set<ts.CatchClause>();
  for (const wake of wakes) {
    const clause = clauseFor(wake);
    if (clause === undefined) return [];
    const { block } = clause;
    if (told(block) || calledBy(block, resolver).some(told) || has(block, ts.isThrowStatement)) return [];
    clauses.add(clause);
  }
  return [...clauses];
}

/** The clause that is run instead of the wake-up when something before it in its `try` fails; once and for all. */
function clauseFor(wake: ts.Node): ts.CatchClause | undefined {
  for (let at = wake; at.parent !== undefined && !isFunctionNode(at.parent); at = at.parent) {
    const { parent } = at;
    if (ts.isIterationStatement(parent, false)) return undefined;
    if (!ts.isTryStatement(parent) || at !== parent.tryBlock || parent.catchClause === undefined) continue;
    const earlier = has(parent.tryBlock, (node) => ts.isAwaitExpression(node) && node.end <= wake.pos);
    const retried = loopAround(parent) !== undefined;
    return earlier && !retried ? parent.catchClause : undefined;
  }
  return undefined;
}

function nameOf(node: ts.Node, source: ts.SourceFile): string {
  return personName(outermost(node) ?? functionAround(node) ?? source);
}
