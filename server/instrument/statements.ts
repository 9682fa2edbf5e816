// Cost ticks before statements, fuel in loops, and braces around bodies that have none.

import { ts } from "ts-morph";
import { costTagOf } from "./cost-tag";
import { askedTurnCode, freeTickCode, tickCode, turnCode } from "./counting";
import { probe, siteOf, type Walk } from "./walk";

type Loop = ts.ForStatement | ts.ForInStatement | ts.ForOfStatement | ts.WhileStatement | ts.DoStatement;

/** A list of statements: of a file, block, namespace or `case`. */
export function visitStatements(statements: readonly ts.Statement[], walk: Walk, directives: number): void {
  statements.forEach((statement, index) => {
    if (index < directives) return;
    visitTicked(statement, walk);
  });
}

/** Number of leading statements that are directives such as `"use strict"`. */
export function countDirectives(statements: readonly ts.Statement[]): number {
  let count = 0;
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
    count += 1;
  }
  return count;
}

export function isLoop(node: ts.Node): node is Loop {
  return ts.isIterationStatement(node, false);
}

export function visitLoop(loop: Loop, walk: Walk): void {
  const site = siteOf(walk, "loop", loop, "", headerEnd(loop, walk.source));
  const empty = isEmpty(loop.statement);
  const turn = `${empty || beginsWithTick(loop.statement) ? turnCode(site) : askedTurnCode(site)};`;
  // A round of a loop without statements costs one all the same: else time would stand still in a busy wait.
  const first = empty ? `${turn}${tick(loop, walk, undefined)}` : turn;
  ts.forEachChild(loop, (child) => {
    if (child !== loop.statement) walk.visit(child, walk);
    else visitBody(loop.statement, walk, first);
  });
}

function isEmpty(body: ts.Statement): boolean {
  return ts.isEmptyStatement(body) || (ts.isBlock(body) && body.statements.length === 0);
}

/** The branches of an `if`. */
export function visitIf(node: ts.IfStatement, walk: Walk): void {
  walk.visit(node.expression, walk);
  visitBody(node.thenStatement, walk, "");
  if (node.elseStatement !== undefined) visitBody(node.elseStatement, walk, "");
}

/** A statement with its tick before it. What a `@cost` stands before costs what it says, and all that is written inside nothing. */
function visitTicked(statement: ts.Statement, walk: Walk): void {
  const tag = isTicked(statement) ? costTagOf(statement, walk.source) : undefined;
  if (tag?.kind === "broken") {
    const site = siteOf(walk, "statement", statement, "", headerEnd(statement, walk.source));
    walk.file.assume(
      "not-simulated",
      `\`@cost ${tag.text}\` is no expression and does not count: ${tag.message}`,
      site,
    );
  }
  const cost = tag?.kind === "cost" ? `(${tag.text})` : undefined;
  if (isTicked(statement)) walk.edits.insert(statement.getStart(walk.source), tick(statement, walk, cost));
  walk.visit(statement, tag?.kind === "cost" ? { ...walk, costed: true } : walk);
}

function visitBody(body: ts.Statement, walk: Walk, first: string): void {
  if (ts.isBlock(body)) {
    if (first !== "") walk.edits.insert(body.getStart(walk.source) + 1, first);
    walk.visit(body, walk);
    return;
  }
  // `if (x) function f() {}` of sloppy code hoists out of the branch; braces would change that.
  if (ts.isFunctionDeclaration(body)) {
    walk.visit(body, walk);
    return;
  }
  walk.edits.insert(body.getStart(walk.source), `{${first}${isTicked(body) ? tick(body, walk, undefined) : ""}`);
  walk.visit(body, walk);
  walk.edits.insert(body.getEnd(), "}");
}

/** Whether the first thing that a body does is to say its line. */
function beginsWithTick(body: ts.Statement): boolean {
  if (!ts.isBlock(body)) return isTicked(body);
  const [first] = body.statements;
  return first !== undefined && isTicked(first);
}

function tick(statement: ts.Statement, walk: Walk, cost: string | undefined): string {
  const site = siteOf(walk, "statement", statement, "", headerEnd(statement, walk.source));
  if (cost !== undefined) return `${probe("t", site, cost)};`;
  return `${walk.costed ? freeTickCode(site) : tickCode(site)};`;
}

/** Where the part of a statement ends that a reader takes for "this line": a compound statement's first line. */
function headerEnd(statement: ts.Statement, source: ts.SourceFile): number {
  const end = statement.getEnd();
  const start = statement.getStart(source);
  const newline = source.text.indexOf("\n", start);
  if (newline === -1 || newline >= end) return end;
  return source.text[newline - 1] === "\r" ? newline - 1 : newline;
}

function isTicked(statement: ts.Statement): boolean {
  switch (statement.kind) {
    case ts.SyntaxKind.Block:
    case ts.SyntaxKind.EmptyStatement:
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
    case ts.SyntaxKind.ImportDeclaration:
    case ts.SyntaxKind.ImportEqualsDeclaration:
    case ts.SyntaxKind.ExportDeclaration:
    case ts.SyntaxKind.EnumDeclaration:
    case ts.SyntaxKind.ModuleDeclaration:
    case ts.SyntaxKind.ClassDeclaration:
    case ts.SyntaxKind.NamespaceExportDeclaration:
    case ts.SyntaxKind.MissingDeclaration:
      return false;
    case ts.SyntaxKind.ExportAssignment:
      return true;
    default:
      return !isDeclared(statement);
  }
}

export function isDeclared(node: ts.Node): boolean {
  if (!ts.canHaveModifiers(node)) return false;
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword) === true;
}
