// Statements to facts: branches, loops, try, using, jumps; statements without meaning for concurrency vanish.

import { ts } from "ts-morph";
import type { Expr, Stmt } from "./facts";
import type { FunctionScope, Lowering } from "./lower";
import { conditionOf, isPure, lowerExpression, lowerTarget } from "./lower-expression";
import { isFunctionNode } from "./names";
import { pendingOf } from "./pending";

export function lowerStatements(nodes: readonly ts.Statement[], scope: FunctionScope, low: Lowering): Stmt[] {
  const out: Stmt[] = [];
  for (const node of nodes) lowerStatement(node, scope, low, out);
  return out;
}

function lowerStatement(node: ts.Statement, scope: FunctionScope, low: Lowering, out: Stmt[], label?: string): void {
  const expr = (child: ts.Expression): Expr => lowerExpression(child, scope, low);
  const body = (child: ts.Statement | undefined): Stmt[] => {
    if (child === undefined) return [];
    return ts.isBlock(child) ? block(child, scope, low) : lowerStatements([child], scope, low);
  };
  const named = label === undefined ? {} : { label };
  if (ts.isExpressionStatement(node)) {
    const e = expr(node.expression);
    if (!isPure(e)) out.push({ s: "expr", e, at: low.range(node) });
  } else if (ts.isVariableStatement(node)) {
    lowerDeclarations(node.declarationList, scope, low, out);
  } else if (ts.isIfStatement(node)) {
    const cond = conditionOf(node.expression, scope, low);
    out.push({
      s: "if",
      test: expr(node.expression),
      ...(cond ? { cond } : {}),
      yes: body(node.thenStatement),
      no: body(node.elseStatement),
    });
  } else if (ts.isReturnStatement(node)) {
    const pending = pendingOf(node, low);
    out.push({
      s: "return",
      ...(node.expression ? { e: expr(node.expression) } : {}),
      at: low.range(node),
      ...(pending ? { pending } : {}),
      ...(node.expression ? promiseIn(node.expression, low) : {}),
    });
  } else if (ts.isThrowStatement(node)) {
    out.push({ s: "throw", e: expr(node.expression), at: low.range(node) });
  } else if (ts.isBreakStatement(node)) {
    out.push({ s: "break", ...(node.label ? { label: node.label.text } : {}), at: low.range(node) });
  } else if (ts.isContinueStatement(node)) {
    out.push({ s: "continue", ...(node.label ? { label: node.label.text } : {}), at: low.range(node) });
  } else if (ts.isTryStatement(node)) {
    out.push({
      s: "try",
      body: block(node.tryBlock, scope, low),
      ...(node.catchClause ? { handler: block(node.catchClause.block, scope, low) } : {}),
      ...(node.finallyBlock ? { finalizer: block(node.finallyBlock, scope, low) } : {}),
    });
  } else if (ts.isBlock(node)) {
    const inner = block(node, scope, low);
    if (inner.length > 0) out.push({ s: "block", body: inner, ...named });
  } else if (ts.isLabeledStatement(node)) {
    lowerStatement(node.statement, scope, low, out, node.label.text);
  } else if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
    const endless = node.expression.kind === ts.SyntaxKind.TrueKeyword;
    out.push({
      s: "loop",
      init: [],
      ...(endless ? {} : { test: expr(node.expression) }),
      body: body(node.statement),
      update: [],
      first: ts.isDoStatement(node),
      ...named,
    });
  } else if (ts.isForStatement(node)) {
    const init: Stmt[] = [];
    if (node.initializer !== undefined) {
      if (ts.isVariableDeclarationList(node.initializer)) lowerDeclarations(node.initializer, scope, low, init);
      else init.push({ s: "expr", e: expr(node.initializer), at: low.range(node.initializer) });
    }
    const update: Stmt[] = node.incrementor
      ? [{ s: "expr", e: expr(node.incrementor), at: low.range(node.incrementor) }]
      : [];
    out.push({
      s: "loop",
      init,
      ...(node.condition ? { test: expr(node.condition) } : {}),
      body: body(node.statement),
      update,
      first: false,
      ...named,
    });
  } else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    const { initializer } = node;
    const declared = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]?.name : initializer;
    const to = declared === undefined ? ({ l: "none" } as const) : lowerTarget(declared, scope, low);
    const waits = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
    out.push({
      s: "loop",
      init: [],
      each: waits ? { to, of: iterated(node.expression, scope, low), waits } : { to, of: expr(node.expression) },
      body: body(node.statement),
      update: [],
      first: false,
      ...named,
    });
  } else if (ts.isSwitchStatement(node)) {
    out.push({
      s: "switch",
      on: expr(node.expression),
      cases: node.caseBlock.clauses.map((clause) => ({
        ...(ts.isCaseClause(clause) ? { test: expr(clause.expression) } : {}),
        body: lowerStatements(clause.statements, scope, low),
      })),
    });
  } else if (ts.isFunctionDeclaration(node)) {
    if (node.body !== undefined) low.lowerFunction(node);
  } else if (ts.isClassDeclaration(node)) {
    low.lowerClass(node);
  } else if (ts.isExportAssignment(node) && isFunctionNode(node.expression)) {
    low.lowerFunction(node.expression);
  } else if (ts.isExportAssignment(node)) {
    const e = expr(node.expression);
    if (!isPure(e)) out.push({ s: "expr", e, at: low.range(node) });
  } else if (ts.isModuleDeclaration(node) && node.body !== undefined && ts.isModuleBlock(node.body)) {
    out.push(...lowerStatements(node.body.statements, scope, low));
  }
}

/** What `for await` goes through: of an object that has one, the generator that its `[Symbol.asyncIterator]` is. */
function iterated(node: ts.Expression, scope: FunctionScope, low: Lowering): Expr {
  const of = lowerExpression(node, scope, low);
  const method = low.resolver.asyncIteratorOf(node);
  if (method === undefined) return of;
  scope.mentions.add(method);
  const text = node.getText(low.source);
  return { k: "call", callee: { t: "function", id: method }, receiver: of, args: [], at: low.range(node), text };
}

/** Marks what is returned as a promise, where it is one that is kept somewhere. */
export function promiseIn(node: ts.Expression, low: Lowering): { promise?: true } {
  const inner = ts.isNonNullExpression(node) ? node.expression : node;
  const kept = ts.isPropertyAccessExpression(inner) || ts.isIdentifier(inner) || ts.isElementAccessExpression(inner);
  return kept && low.resolver.isPromise(low.checker.getTypeAtLocation(inner)) ? { promise: true } : {};
}

function block(node: ts.Block, scope: FunctionScope, low: Lowering): Stmt[] {
  return lowerStatements(node.statements, scope, low);
}

function lowerDeclarations(list: ts.VariableDeclarationList, scope: FunctionScope, low: Lowering, out: Stmt[]): void {
  // `using` is a combination of the flags of `let` and `const`.
  const isUsing = (list.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using;
  for (const declaration of list.declarations) {
    const { initializer } = declaration;
    if (initializer === undefined) {
      const to = lowerTarget(declaration.name, scope, low);
      if (to.l === "var")
        out.push({ s: "expr", e: { k: "assign", to, value: { k: "undef" } }, at: low.range(declaration) });
      continue;
    }
    const constant = (list.flags & ts.NodeFlags.Const) !== 0;
    if (constant && isFunctionNode(initializer)) {
      low.lowerFunction(initializer);
      continue;
    }
    const e = lowerExpression(initializer, scope, low);
    const to = lowerTarget(declaration.name, scope, low);
    if (isUsing) {
      const dispose = low.resolver.disposer(declaration.name);
      if (dispose !== undefined) scope.mentions.add(dispose);
      out.push({ s: "using", to, e, ...(dispose === undefined ? {} : { dispose }), at: low.range(declaration) });
    } else out.push({ s: "expr", e: { k: "assign", to, value: e }, at: low.range(declaration) });
  }
}
