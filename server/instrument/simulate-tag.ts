// `/** @simulate transfer(a, b) | transfer(b, a) */` above a function: which calls to start together.

import type { Position, Problem } from "#protocol/finding";
import type { StartEdit } from "#protocol/server";
import { ts } from "ts-morph";
import { rangeOf } from "./file-sites";
import { isFunction } from "./functions";
import type { RequestedCall } from "./instrument-file";
import { functionName, MODULE } from "./names";
import { readStart, requestedCalls, wrongStart } from "./start-text";

/** A function that a person pointed at. */
export interface PointedFunction {
  readonly node: ts.FunctionLikeDeclaration;
  readonly name: string;
  /** Name by which code at module scope can call it; `undefined` for a method or a nested function. */
  readonly callable: string | undefined;
  /** It can be called without arguments. */
  readonly needsNothing: boolean;
}

export interface TaggedCalls {
  readonly calls: readonly RequestedCall[];
  readonly said: StartEdit;
  readonly problems: readonly Problem[];
}

/** The function at a place, its comment included: the innermost that has a `@simulate`, else the outermost. */
export function functionAt(source: ts.SourceFile, position: Position): PointedFunction | undefined {
  const offset = offsetOf(source, position);
  const around: ts.FunctionLikeDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (offset < node.getFullStart() || offset > node.getEnd()) return;
    if (isFunction(node) && node.body !== undefined && contains(node, offset, source)) around.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const node = around.findLast((candidate) => simulateTagOf(candidate) !== undefined) ?? around[0];
  return node === undefined ? undefined : pointed(node);
}

/** A function of the file's top level, or `Class.method`, by its name. */
export function functionNamed(source: ts.SourceFile, name: string): PointedFunction | undefined {
  let found: ts.FunctionLikeDeclaration | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined) return;
    if (isFunction(node) && node.body !== undefined && functionName(node, MODULE) === name) found = node;
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found === undefined ? undefined : pointed(found);
}

/** The functions that code at module scope can call, in the order of the file. */
export function callableFunctions(source: ts.SourceFile): readonly PointedFunction[] {
  const found: PointedFunction[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunction(node) && node.body !== undefined) {
      const of = pointed(node);
      if (of.callable !== undefined) found.push(of);
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What the function's `@simulate` asks for; `undefined` where it has none. */
export function taggedCalls(node: ts.FunctionLikeDeclaration, source: ts.SourceFile): TaggedCalls | undefined {
  const tag = simulateTagOf(node);
  if (tag === undefined) return undefined;
  const start = tag.getStart(source);
  const raw = source.text.slice(tag.tagName.getEnd(), tag.getEnd());
  const text = raw
    .replace(/\*\/\s*$/, "")
    .replace(/\r?\n\s*\*?/g, " ")
    .trim();
  const end = start + source.text.slice(start, tag.getEnd()).trimEnd().length;
  const { calls, said, broken } = splitCalls(text, start, end);
  if (broken === undefined) return { calls, said, problems: [] };
  const message = text === "" ? "`@simulate` names no call. Write for example `@simulate f(1) | f(2)`." : broken;
  const range = rangeOf(source, start, end);
  return { calls: [], said, problems: [{ severity: "error", message, file: source.fileName, range }] };
}

/** The calls of `x = 1; a(x) | b(2)`, all said at one place; `broken` says which of them is no expression. */
export function splitCalls(
  text: string,
  start: number,
  end: number,
): { readonly calls: readonly RequestedCall[]; readonly said: StartEdit; readonly broken: string | undefined } {
  const read = readStart(text);
  const wrong = wrongStart(read);
  if (wrong !== undefined) return { calls: [], said: read, broken: wrong.message };
  return { calls: requestedCalls(read, start, end), said: read, broken: undefined };
}

export function simulateTagOf(node: ts.Node): ts.JSDocTag | undefined {
  return ts.getJSDocTags(node).find((tag) => tag.tagName.text === "simulate");
}

function pointed(node: ts.FunctionLikeDeclaration): PointedFunction {
  const name = functionName(node, MODULE);
  return {
    node,
    name,
    callable: moduleName(node),
    needsNothing: node.parameters.every(
      (parameter) =>
        parameter.questionToken !== undefined ||
        parameter.initializer !== undefined ||
        parameter.dotDotDotToken !== undefined,
    ),
  };
}

function moduleName(node: ts.FunctionLikeDeclaration): string | undefined {
  if (ts.isFunctionDeclaration(node)) return ts.isSourceFile(node.parent) ? node.name?.text : undefined;
  const { parent } = node;
  // `const handlers = { async get() {}, put: async () => {} }`.
  const literal = ts.isPropertyAssignment(parent) ? parent.parent : parent;
  if (ts.isObjectLiteralExpression(literal)) {
    const key = ts.isPropertyAssignment(parent) ? parent.name : node.name;
    const owner = literal.parent;
    if (key === undefined || !ts.isIdentifier(key) || ts.isAccessor(node)) return undefined;
    if (!ts.isVariableDeclaration(owner) || !ts.isIdentifier(owner.name)) return undefined;
    return ts.isSourceFile(owner.parent.parent.parent) ? `${owner.name.text}.${key.text}` : undefined;
  }
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return undefined;
  return ts.isSourceFile(parent.parent.parent.parent) ? parent.name.text : undefined;
}

/** Whether a place belongs to a function: its code, its comment, or the statement that gives it its name. */
function contains(node: ts.FunctionLikeDeclaration, offset: number, source: ts.SourceFile): boolean {
  const statement = ts.isVariableDeclaration(node.parent) ? node.parent.parent.parent : node;
  return offset >= Math.min(statement.getStart(source, true), node.getStart(source, true)) && offset <= node.getEnd();
}

function offsetOf(source: ts.SourceFile, position: Position): number {
  const lines = source.getLineStarts();
  const start = lines[Math.min(position.line, lines.length - 1)] ?? 0;
  return Math.min(start + position.character, source.text.length);
}
