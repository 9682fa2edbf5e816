// Locks that are a flag, a count or a set of keys: one waits in a loop while it is taken, and takes it in the step after the loop.

import { ts } from "ts-morph";
import { type FunctionNode, isFunctionNode } from "./names";
import { type Effect, type Shaped, withUsers } from "./shape-effects";
import type { Features, StateName } from "./shape-features";
import type { Group } from "./shape-groups";

/** How a flag is taken: set, counted, or given a key. */
interface Taken {
  readonly state: string;
  readonly how: "set" | "counted" | "keyed";
  /** The position of the parameter that is the key. */
  readonly key?: number;
}

export function waitingFlag(group: Group, features: ReadonlyMap<string, Features>): Shaped | undefined {
  for (const [name, member] of group.members) {
    const taken = takenBy(member, group.state);
    const one = features.get(name);
    if (taken === undefined || one === undefined) continue;
    const givers = [...group.members].filter(
      ([other, its]) => other !== name && givesBack(its, taken, group.state, false),
    );
    const releaser =
      !one.runs && one.returnsFunction && (givesBackLater(member, taken, group.state) || givers.length > 0);
    const itself = givesBack(member, taken, group.state, one.runs);
    // It does its own work, and gives back itself: nobody else can use it.
    if (one.runs ? !itself && givers.length === 0 : itself || (!releaser && givers.length === 0)) continue;
    const key = taken.key === undefined ? {} : { key: taken.key };
    const effects = new Map<string, Effect>([[name, { effect: one.runs ? "RUN" : "ACQ", ...key }]]);
    for (const [other, its] of givers) {
      const position = taken.how === "keyed" ? keyIn(its, taken, group.state) : undefined;
      if (taken.how !== "keyed" || position !== undefined)
        effects.set(other, { effect: "REL", ...(position === undefined ? {} : { key: position }) });
    }
    return {
      kind: taken.how === "counted" ? "semaphore" : "mutex",
      shape: "waiting-flag",
      state: taken.state,
      releaser,
      reentrant: one.owners.size > 0,
      unfair: true,
      effects: withUsers(effects, features),
    };
  }
  return undefined;
}

/** `while (locked) await …; locked = true`, also as `for (;;) { if (!locked) break; await … }`. */
export function takenBy(fn: FunctionNode, state: StateName): Taken | undefined {
  let found: Taken | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || (isFunctionNode(node) && node !== fn)) return;
    if ((ts.isWhileStatement(node) || ts.isForStatement(node) || ts.isDoStatement(node)) && awaits(node)) {
      const tested = testedIn(node, state);
      for (const statement of [...after(node), ...insideOf(node)]) {
        found ??= changeIn(statement, tested, fn, state);
        if (awaits(statement)) break;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return found;
}

/** What the loop looks at before it goes on waiting: the state, and how it is while one waits. */
function testedIn(loop: ts.IterationStatement, state: StateName): ReadonlyMap<string, Met> {
  const tested = new Map<string, Met>();
  const add = (node: ts.Expression, leave: boolean): void => {
    for (const [name, met] of meetings(node, state)) tested.set(name, leave ? NEGATED[met] : met);
  };
  if (ts.isWhileStatement(loop) || ts.isDoStatement(loop)) add(loop.expression, false);
  if (ts.isForStatement(loop) && loop.condition !== undefined) add(loop.condition, false);
  const visit = (node: ts.Node): void => {
    if (ts.isIfStatement(node) && leaves(node.thenStatement)) add(node.expression, true);
    if (!isFunctionNode(node)) ts.forEachChild(node, visit);
  };
  visit(loop.statement);
  return tested;
}

/** How a piece of state is where a condition holds. */
type Met = "set" | "unset" | "more" | "less" | "equal" | "differs" | "has" | "lacks";

const NEGATED: Readonly<Record<Met, Met>> = {
  set: "unset",
  unset: "set",
  more: "less",
  less: "more",
  equal: "differs",
  differs: "equal",
  has: "lacks",
  lacks: "has",
};

const COMPARED = new Map<ts.SyntaxKind, Met>([
  [ts.SyntaxKind.GreaterThanToken, "more"],
  [ts.SyntaxKind.GreaterThanEqualsToken, "more"],
  [ts.SyntaxKind.LessThanToken, "less"],
  [ts.SyntaxKind.LessThanEqualsToken, "less"],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "equal"],
  [ts.SyntaxKind.EqualsEqualsToken, "equal"],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "differs"],
  [ts.SyntaxKind.ExclamationEqualsToken, "differs"],
]);

function meetings(condition: ts.Expression, state: StateName): (readonly [string, Met])[] {
  const name = state(condition);
  if (name !== undefined) return [[name, "set"]];
  if (ts.isParenthesizedExpression(condition)) return meetings(condition.expression, state);
  if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken)
    return meetings(condition.operand, state).map(([of, met]) => [of, NEGATED[met]]);
  if (ts.isCallExpression(condition) && ts.isPropertyAccessExpression(condition.expression)) {
    const of = condition.expression.name.text === "has" ? state(condition.expression.expression) : undefined;
    return of === undefined ? [] : [[of, "has"]];
  }
  if (!ts.isBinaryExpression(condition)) return [];
  const { left, right, operatorToken } = condition;
  if (/^(&&|\|\|)$/.test(operatorToken.getText())) return [...meetings(left, state), ...meetings(right, state)];
  const met = COMPARED.get(operatorToken.kind);
  const of = state(left);
  if (met === undefined || of === undefined) return [];
  if (!/^(undefined|null|false)$/.test(right.getText())) return [[of, met]];
  return [[of, met === "equal" ? "unset" : "set"]];
}

/** So it is while it is taken. */
function isTaken(met: Met | undefined, how: "up" | "down" | "set" | "keyed"): boolean {
  if (how === "keyed") return met === "has";
  if (how === "set") return met === "set" || met === "equal";
  return met === "equal" || (how === "up" ? met === "more" || met === "set" : met === "less" || met === "unset");
}

function leaves(node: ts.Statement): boolean {
  const last = ts.isBlock(node) ? node.statements.at(-1) : node;
  return last !== undefined && (ts.isBreakStatement(last) || ts.isReturnStatement(last));
}

/** Statements that are run next, up to the end of the block. */
function after(loop: ts.Statement): readonly ts.Statement[] {
  const { parent } = loop;
  return ts.isBlock(parent) ? parent.statements.slice(parent.statements.indexOf(loop) + 1) : [];
}

/** `if (!locked) { locked = true; return; }` in the loop: what stands in the branch. */
function insideOf(loop: ts.IterationStatement): readonly ts.Statement[] {
  const statements = ts.isBlock(loop.statement) ? loop.statement.statements : [loop.statement];
  return statements.flatMap((statement) =>
    ts.isIfStatement(statement) && leaves(statement.thenStatement) && ts.isBlock(statement.thenStatement)
      ? [...statement.thenStatement.statements]
      : [],
  );
}

function changeIn(
  statement: ts.Statement,
  tested: ReadonlyMap<string, Met>,
  fn: FunctionNode,
  state: StateName,
): Taken | undefined {
  if (!ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  const count = countAt(expression, state);
  if (count !== undefined) {
    const taken = isTaken(tested.get(count.state), count.up ? "up" : "down");
    // What begins at nothing is a stock that somebody fills, not a number of places.
    return taken && (count.up || !beginsAtZero(fn, count.state)) ? { state: count.state, how: "counted" } : undefined;
  }
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const name = state(expression.left);
    return name !== undefined && isTaken(tested.get(name), "set") && !isEmpty(expression.right)
      ? { state: name, how: "set" }
      : undefined;
  }
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return undefined;
  const name = state(expression.expression.expression);
  const [key] = expression.arguments;
  if (name === undefined || key === undefined || !/^(add|set)$/.test(expression.expression.name.text)) return undefined;
  const position = isTaken(tested.get(name), "keyed") ? positionOf(key, fn) : -1;
  return position < 0 ? undefined : { state: name, how: "keyed", key: position };
}

/** `count++`, `count -= 1`. */
function countAt(node: ts.Node, state: StateName): { readonly state: string; readonly up: boolean } | undefined {
  if (ts.isBinaryExpression(node)) {
    const up = node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken;
    const name = up || node.operatorToken.kind === ts.SyntaxKind.MinusEqualsToken ? state(node.left) : undefined;
    return name === undefined ? undefined : { state: name, up };
  }
  if (!ts.isPrefixUnaryExpression(node) && !ts.isPostfixUnaryExpression(node)) return undefined;
  const up = node.operator === ts.SyntaxKind.PlusPlusToken;
  const name = up || node.operator === ts.SyntaxKind.MinusMinusToken ? state(node.operand) : undefined;
  return name === undefined ? undefined : { state: name, up };
}

function beginsAtZero(fn: FunctionNode, name: string): boolean {
  let zero = false;
  const visit = (node: ts.Node): void => {
    const declares = ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node);
    if (declares && node.name.getText() === name && node.initializer?.getText() === "0") zero = true;
    if (!zero) ts.forEachChild(node, visit);
  };
  let around: ts.Node = fn;
  while (!ts.isSourceFile(around) && !ts.isClassLike(around)) around = around.parent;
  visit(around);
  return zero;
}

/** It makes the flag free again; `deep`: in functions that are written in it, too. */
function givesBack(fn: FunctionNode, taken: Taken, state: StateName, deep: boolean): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) && node !== fn && !deep) return;
    if (freed(node, taken, state) !== undefined) found = true;
    if (!found) ts.forEachChild(node, visit);
  };
  visit(fn);
  return found;
}

/** A function that is written in it does, and it gives that to its caller. */
function givesBackLater(fn: FunctionNode, taken: Taken, state: StateName): boolean {
  return !givesBack(fn, taken, state, false) && givesBack(fn, taken, state, true);
}

/** The node frees it; the key, where there are several. */
function freed(node: ts.Node, { state: name, how }: Taken, state: StateName): ts.Node | undefined {
  if (how === "keyed") {
    const call = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node : undefined;
    const access = call !== undefined && ts.isPropertyAccessExpression(call.expression) ? call.expression : undefined;
    return access?.name.text === "delete" && state(access.expression) === name ? call?.arguments[0] : undefined;
  }
  if (how === "counted") return countAt(node, state)?.state === name ? node : undefined;
  const clears =
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    isEmpty(node.right) &&
    state(node.left) === name;
  return clears ? node : undefined;
}

function keyIn(fn: FunctionNode, taken: Taken, state: StateName): number | undefined {
  let found: number | undefined;
  const visit = (node: ts.Node): void => {
    const key = freed(node, taken, state);
    if (key !== undefined && ts.isExpression(key)) {
      const position = positionOf(key, fn);
      if (position >= 0) found ??= position;
    }
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return found;
}

function positionOf(key: ts.Expression, fn: FunctionNode): number {
  return ts.isIdentifier(key)
    ? fn.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === key.text)
    : -1;
}

export function isEmpty(value: ts.Expression): boolean {
  return /^(false|undefined|null|0|"")$/.test(value.getText());
}

/** It waits itself, not a function that is written in it. */
export function awaits(root: ts.Node): boolean {
  if (ts.isAwaitExpression(root)) return true;
  return ts.forEachChild(root, (child) => (!isFunctionNode(child) && awaits(child)) || undefined) === true;
}
