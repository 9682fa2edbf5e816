// Statements in the walk over shared state: branches, loops, try; what an expression does is asked of the walk.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { both, copy, distinct, type Flow, type Leave, MAX_PATHS, NOTHING, type Path } from "./shared-path";

/** What the walk does with the parts of a statement. */
export interface Steps {
  range(node: ts.Node): Range;
  evaluate(node: ts.Node, path: Path): void;
  /** Looks at a condition, without going either way. */
  test(node: ts.Expression, path: Path): void;
  branch(node: ts.Expression, path: Path): { readonly yes: Path; readonly no: Path };
  waits(at: ts.Node, what: ts.Expression | undefined, path: Path): void;
  /** A local variable gets a value. */
  aliases(local: string, value: ts.Expression, path: Path): void;
  returned(node: ts.Expression, path: Path): void;
}

/** What changes while a function is walked. */
export interface Going {
  /** Steps that are left. */
  fuel: number;
  /** Ways out by an exception, to the next `try` around. */
  thrown: Leave[];
}

/** Runs statements from a path; the ways on and out. */
export function flowOf(statements: readonly ts.Statement[], start: Path, steps: Steps, going: Going): Flow {
  const runAll = (statements: readonly ts.Statement[], from: readonly Path[]): Flow => {
    let next = from;
    let all: Flow = NOTHING;
    for (const statement of statements) {
      if (next.length === 0) break;
      const flows = next.map((path) => run(statement, path));
      const flow = flows.reduce(both, NOTHING);
      next = distinct(flow.next);
      all = both(all, { ...flow, next: [] });
    }
    return { ...all, next };
  };

  const run = (node: ts.Statement | undefined, path: Path): Flow => {
    if (node === undefined || going.fuel-- <= 0) return { ...NOTHING, next: [path] };
    if (ts.isBlock(node)) return runAll(node.statements, [path]);
    if (ts.isIfStatement(node)) {
      const { yes, no } = steps.branch(node.expression, path);
      const flow = both(run(node.thenStatement, yes), run(node.elseStatement, no));
      return { ...flow, next: distinct(flow.next) };
    }
    if (ts.isReturnStatement(node)) {
      if (node.expression !== undefined) {
        steps.evaluate(node.expression, path);
        steps.returned(node.expression, path);
      }
      return { ...NOTHING, returns: [{ path, at: steps.range(node), what: "return" }] };
    }
    if (ts.isThrowStatement(node)) {
      steps.evaluate(node.expression, path);
      going.thrown.push({ path, at: steps.range(node), what: "throw" });
      return NOTHING;
    }
    if (ts.isBreakStatement(node)) return { ...NOTHING, breaks: [path] };
    if (ts.isContinueStatement(node)) return { ...NOTHING, continues: [path] };
    if (ts.isTryStatement(node)) return runTry(node, path);
    if (ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node)) {
      if (ts.isForStatement(node) && node.initializer !== undefined) evaluateDeclared(node.initializer, path);
      const test = ts.isForStatement(node) ? node.condition : node.expression;
      return loop(
        node.statement,
        test,
        ts.isForStatement(node) ? node.incrementor : undefined,
        [path],
        ts.isDoStatement(node),
      );
    }
    if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      steps.evaluate(node.expression, path);
      const waited = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
      if (waited) steps.waits(node.expression, node.expression, path);
      const flow = loop(node.statement, undefined, undefined, [copy(path)], false);
      return {
        ...flow,
        next: distinct([path, ...flow.next, ...flow.breaks, ...flow.continues]),
        breaks: [],
        continues: [],
      };
    }
    if (ts.isSwitchStatement(node)) {
      steps.test(node.expression, path);
      let falling: readonly Path[] = [];
      let all: Flow = NOTHING;
      for (const clause of node.caseBlock.clauses) {
        const flow = runAll(clause.statements, distinct([...falling, copy(path)]));
        falling = flow.next;
        all = both(all, { ...flow, next: [] });
      }
      return { ...all, next: distinct([...falling, path, ...all.breaks]), breaks: [] };
    }
    if (ts.isLabeledStatement(node)) return run(node.statement, path);
    if (ts.isVariableStatement(node)) {
      evaluateDeclared(node.declarationList, path);
      return { ...NOTHING, next: [path] };
    }
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return { ...NOTHING, next: [path] };
    steps.evaluate(node, path);
    return { ...NOTHING, next: [path] };
  };

  const evaluateDeclared = (node: ts.ForInitializer, path: Path): void => {
    if (!ts.isVariableDeclarationList(node)) {
      steps.evaluate(node, path);
      return;
    }
    for (const { name, initializer } of node.declarations) {
      if (initializer === undefined) continue;
      steps.evaluate(initializer, path);
      if (ts.isIdentifier(name)) steps.aliases(name.text, initializer, path);
    }
  };

  const loop = (
    body: ts.Statement,
    condition: ts.Expression | undefined,
    update: ts.Expression | undefined,
    from: readonly Path[],
    first: boolean,
  ): Flow => {
    let entering = from;
    const after: Path[] = [];
    let all: Flow = NOTHING;
    const endless = condition === undefined || condition.kind === ts.SyntaxKind.TrueKeyword;
    for (let turn = 0; turn < 2 && entering.length > 0; turn++) {
      if (!endless && !(first && turn === 0)) {
        const sides = entering.map((path) => steps.branch(condition, path));
        after.push(...sides.map((side) => side.no));
        entering = sides.map((side) => side.yes);
      }
      const flows = entering.map((path) => run(body, path));
      const flow = flows.reduce(both, NOTHING);
      after.push(...flow.breaks);
      all = both(all, { ...NOTHING, returns: flow.returns });
      entering = distinct([...flow.next, ...flow.continues]);
      if (update !== undefined) for (const path of entering) steps.evaluate(update, path);
    }
    if (!endless) after.push(...entering.map((path) => steps.branch(condition, path).no));
    else if (update === undefined && condition === undefined) after.push(...entering);
    return { ...all, next: distinct(after) };
  };

  const runTry = (node: ts.TryStatement, path: Path): Flow => {
    const outer = going.thrown;
    going.thrown = [];
    // Anything in the body may fail, but before its first step nothing has changed.
    let flow = run(node.tryBlock, copy(path));
    let mine = going.thrown;
    if (node.catchClause !== undefined) {
      going.thrown = [];
      const caught = runAll(
        node.catchClause.block.statements,
        distinct([path, ...mine.map((one) => one.path)].map(copy)),
      );
      flow = both(flow, caught);
      mine = going.thrown;
    }
    going.thrown = outer;
    if (node.finallyBlock === undefined) {
      outer.push(...mine);
      return { ...flow, next: distinct(flow.next) };
    }
    const { finallyBlock } = node;
    const end = (from: readonly Path[]): Flow => runAll(finallyBlock.statements, from);
    const ended = end(distinct(flow.next));
    const returns = flow.returns.flatMap((one) => end([one.path]).next.map((after) => ({ ...one, path: after })));
    for (const one of mine.slice(0, MAX_PATHS))
      for (const after of end([one.path]).next) going.thrown.push({ ...one, path: after });
    return {
      next: ended.next,
      returns: [...returns, ...ended.returns],
      breaks: distinct(flow.breaks.flatMap((one) => end([one]).next)),
      continues: distinct(flow.continues.flatMap((one) => end([one]).next)),
    };
  };

  return runAll(statements, [start]);
}
