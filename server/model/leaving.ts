// The ways out of a function on which something that was begun is never met: a walk over its statements, all branches.

import { ts } from "ts-morph";
import { type FunctionNode, isFunctionNode } from "./names";

/** A way out: where it leaves, and how. */
export interface WayOut {
  readonly at: ts.Node;
  readonly how: "returns" | "throws" | "ends" | "gives up";
}

export interface Question {
  /** What begins it; `undefined`: it has begun at the start. */
  begins?(node: ts.Node): boolean;
  /** What meets it; `may-fail`: it may throw instead, and has met nothing then. */
  meets(node: ts.Node): "meets" | "may-fail" | undefined;
}

/** Sets of what may be the case on the ways that lead to a place; none: nothing leads there. */
const BEFORE = 1;
const OPEN = 2;
const MET = 4;

interface Jump {
  readonly kind: "out" | "break" | "continue";
  readonly label: string | undefined;
  readonly state: number;
  readonly way: WayOut;
}

interface Walk extends Question {
  jumps: Jump[];
  /** What may be the case where something throws in the innermost `try`; `undefined` outside of one. */
  thrown: { state: number } | undefined;
}

export function waysOut(fn: FunctionNode, question: Question): WayOut[] {
  const { body } = fn;
  if (body === undefined) return [];
  const walk: Walk = { ...question, jumps: [], thrown: undefined };
  const start = question.begins === undefined ? OPEN : BEFORE;
  const end = ts.isBlock(body) ? block(body.statements, start, walk) : expression(body, start, walk);
  const outs = walk.jumps.filter(({ kind, state }) => kind === "out" && (state & OPEN) !== 0).map(({ way }) => way);
  if ((end & OPEN) !== 0) outs.push({ at: body, how: "ends" });
  return [...new Map(outs.map((way) => [way.at, way])).values()].sort((a, b) => a.at.pos - b.at.pos);
}

function block(list: readonly ts.Statement[], from: number, walk: Walk): number {
  return list.reduce((state, statement) => (state === 0 ? 0 : step(statement, state, walk)), from);
}

function step(node: ts.Statement, from: number, walk: Walk, label?: string): number {
  if (ts.isBlock(node)) return block(node.statements, from, walk);
  if (ts.isLabeledStatement(node)) return step(node.statement, from, walk, node.label.text);
  if (ts.isIfStatement(node)) {
    const state = expression(node.expression, from, walk);
    const no = node.elseStatement === undefined ? state : step(node.elseStatement, state, walk);
    return step(node.thenStatement, state, walk) | no;
  }
  if (ts.isReturnStatement(node)) {
    const state = node.expression === undefined ? from : expression(node.expression, from, walk);
    walk.jumps.push({ kind: "out", label: undefined, state, way: { at: node, how: "returns" } });
    return 0;
  }
  if (ts.isThrowStatement(node)) {
    const state = expression(node.expression, from, walk);
    if (walk.thrown !== undefined) walk.thrown.state |= state;
    else walk.jumps.push({ kind: "out", label: undefined, state, way: { at: node, how: "throws" } });
    return 0;
  }
  if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) {
    const kind = ts.isBreakStatement(node) ? "break" : "continue";
    walk.jumps.push({ kind, label: node.label?.text, state: from, way: { at: node, how: "returns" } });
    return 0;
  }
  if (ts.isIterationStatement(node, false)) return loop(node, from, walk, label);
  if (ts.isSwitchStatement(node)) return cases(node, from, walk);
  if (ts.isTryStatement(node)) return attempt(node, from, walk);
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return from;
  return expression(node, from, walk);
}

/** A loop with a condition is taken to run at least once. */
function loop(node: ts.IterationStatement, from: number, walk: Walk, label: string | undefined): number {
  const outer = walk.jumps;
  let state = from;
  if (ts.isForStatement(node) && node.initializer !== undefined) state = expression(node.initializer, state, walk);
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    state = expression(node.expression, state, walk);
    if (ts.isForOfStatement(node)) state = meet(node, state, walk);
  }
  const tested = ts.isForStatement(node)
    ? node.condition
    : ts.isWhileStatement(node) || ts.isDoStatement(node)
      ? node.expression
      : undefined;
  const forEver = tested === undefined ? ts.isForStatement(node) : tested.kind === ts.SyntaxKind.TrueKeyword;
  let after = 0;
  for (let turn = 0; turn < 2 && state !== 0; turn++) {
    walk.jumps = [];
    if (tested !== undefined && !ts.isDoStatement(node)) state = expression(tested, state, walk);
    let end = step(node.statement, state, walk);
    for (const jump of walk.jumps) {
      const mine = jump.kind !== "out" && (jump.label === undefined || jump.label === label);
      if (!mine) outer.push(jump);
      else if (jump.kind === "continue") end |= jump.state;
      else after |= jump.state;
    }
    walk.jumps = outer;
    if (tested !== undefined && ts.isDoStatement(node)) end = expression(tested, end, walk);
    if (ts.isForStatement(node) && node.incrementor !== undefined) end = expression(node.incrementor, end, walk);
    if (!forEver) after |= end;
    state |= end;
  }
  return after;
}

function cases(node: ts.SwitchStatement, from: number, walk: Walk): number {
  const outer = walk.jumps;
  walk.jumps = [];
  const start = expression(node.expression, from, walk);
  const { clauses } = node.caseBlock;
  let after = clauses.some((clause) => ts.isDefaultClause(clause)) ? 0 : start;
  let falling = 0;
  for (const clause of clauses) falling = block(clause.statements, start | falling, walk);
  for (const jump of walk.jumps) {
    if (jump.kind === "break" && jump.label === undefined) after |= jump.state;
    else outer.push(jump);
  }
  walk.jumps = outer;
  return after | falling;
}

function attempt(node: ts.TryStatement, from: number, walk: Walk): number {
  const { tryBlock, catchClause, finallyBlock } = node;
  const [outerJumps, outerThrown] = [walk.jumps, walk.thrown];
  const thrown = catchClause === undefined && outerThrown === undefined ? undefined : { state: 0 };
  walk.jumps = [];
  walk.thrown = thrown;
  let state = block(tryBlock.statements, from, walk);
  walk.thrown = outerThrown;
  if (catchClause !== undefined && thrown !== undefined && thrown.state !== 0)
    state |= block(catchClause.block.statements, thrown.state, walk);
  const jumps = walk.jumps;
  walk.jumps = outerJumps;
  const ends = (one: number): number =>
    finallyBlock === undefined || one === 0 ? one : block(finallyBlock.statements, one, walk);
  for (const jump of jumps) walk.jumps.push({ ...jump, state: ends(jump.state) });
  if (catchClause === undefined && thrown !== undefined && outerThrown !== undefined)
    outerThrown.state |= ends(thrown.state);
  return ends(state);
}

/** Its parts in the order in which they are evaluated; what may be left out is taken to happen. */
function expression(node: ts.Node, from: number, walk: Walk): number {
  if (isFunctionNode(node) || ts.isClassLike(node)) return from;
  let state = from;
  ts.forEachChild(node, (child) => {
    state = expression(child, state, walk);
  });
  return meet(node, state, walk);
}

function meet(node: ts.Node, from: number, walk: Walk): number {
  if (walk.begins?.(node) === true) return OPEN;
  const met = walk.meets(node);
  if (walk.thrown !== undefined && (ts.isAwaitExpression(node) || ts.isCallExpression(node))) walk.thrown.state |= from;
  if (met === undefined) return from;
  if (met === "may-fail" && walk.thrown === undefined)
    walk.jumps.push({ kind: "out", label: undefined, state: from, way: { at: node, how: "gives up" } });
  return (from & OPEN) === 0 ? from : (from & ~OPEN) | MET;
}
