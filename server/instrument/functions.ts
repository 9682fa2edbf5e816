// The entry of each function: its task begins, its depth counts, its name is known.

import { ts } from "ts-morph";
import { markReturned } from "./awaits";
import { deepEntryCode, entryCode, leaveCode } from "./counting";
import { functionName } from "./names";
import { simulatedBody, simulatedResult } from "./simulated-result";
import { countDirectives, visitStatements } from "./statements";
import { probe, siteOf, type Walk } from "./walk";

export function visitFunction(node: ts.FunctionLikeDeclaration, outer: Walk): void {
  const { body } = node;
  if (body === undefined) return; // An overload, or abstract.
  const name = functionName(node, outer.fn.name);
  const async = hasModifier(node, ts.SyntaxKind.AsyncKeyword);
  const suspendable = walkable(node, outer);
  const walk: Walk = { ...outer, fn: { name, async, suspendable } };
  /** A parameter's default value cannot wait. */
  const head: Walk = { ...outer, fn: { name, async, suspendable: false } };
  const made = suspendable && !async;
  if (made) walk.edits.insert(asyncPlace(node, walk.source), "async ");
  const site = siteOf(walk, async ? "async-function" : "function", node, name, signatureEnd(node, body, walk.source));

  // A computed name is evaluated outside, once; parameters inside, at each call.
  if (node.name !== undefined) outer.visit(node.name, outer);
  for (const parameter of node.parameters) walk.visit(parameter, head);

  const simulated = walk.file.simulated && simulatedResult(node, walk.source) !== undefined;
  const guarded = !simulated && !async && isPlain(node) && walk.file.recursive.has(node);
  // Depth is counted where recursion is possible.
  const entry = [async ? probe("af", site) : guarded ? deepEntryCode(site) : entryCode(site)];
  if (made) entry.unshift(probe("bf"));
  if (simulated) {
    const given = simulatedBody(node, name, async, walk);
    walk.edits.replace(body.getStart(walk.source), body.getEnd(), `{${[...entry, given].join(";")}}`);
    return;
  }
  if (!ts.isBlock(body)) {
    if (async) markReturned(body, walk);
    const [before, after] = guarded
      ? [`{${entry.join(";")};try{return(`, `)}finally{${leaveCode()};}}`]
      : [`(${entry.join(",")},`, ")"];
    walk.edits.insert(body.getStart(walk.source), before);
    walk.visit(body, walk);
    walk.edits.insert(body.getEnd(), after);
    return;
  }
  const directives = countDirectives(body.statements);
  const last = body.statements[directives - 1];
  const at = last === undefined ? body.getStart(walk.source) + 1 : last.getEnd();
  walk.edits.insert(at, `${last === undefined ? "" : ";"}${entry.join(";")};${guarded ? "try{" : ""}`);
  visitStatements(body.statements, walk, directives);
  if (guarded) walk.edits.insert(body.getEnd() - 1, `}finally{${leaveCode()};}`);
}

function walkable(node: ts.FunctionLikeDeclaration, outer: Walk): boolean {
  return outer.file.suspendable?.functions.has(node.getStart(outer.source)) === true;
}

/** Where `async` stands in a function that gets it. */
function asyncPlace(node: ts.FunctionLikeDeclaration, source: ts.SourceFile): number {
  if (ts.isMethodDeclaration(node)) return node.name.getStart(source);
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  const last = modifiers?.at(-1);
  return last === undefined ? node.getStart(source) : source.text.indexOf("function", last.getEnd());
}

export function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  );
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) === true;
}

/** A generator's depth would be counted while it is suspended. */
function isPlain(node: ts.FunctionLikeDeclaration): boolean {
  return node.asteriskToken === undefined;
}

function signatureEnd(node: ts.FunctionLikeDeclaration, body: ts.ConciseBody, source: ts.SourceFile): number {
  return ts.isBlock(body) ? body.getStart(source) : node.getEnd();
}
