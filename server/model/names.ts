// Names of functions, classes and variables: identities that survive edits elsewhere in the file, and words for people.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import type { ClassId, FunctionId, VarId } from "./facts";

const CALLBACK = "a callback in ";

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.AccessorDeclaration;

export function isFunctionNode(node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isGetAccessorDeclaration(node) ||
    ts.isSetAccessorDeclaration(node)
  );
}

/** The function around `node`, not itself; `undefined` at the top of the module. */
export function functionAround(node: ts.Node): FunctionNode | undefined {
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
    if (isFunctionNode(at)) return at;
  }
  return undefined;
}

export function functionId(node: FunctionNode | ts.SourceFile): FunctionId {
  if (ts.isSourceFile(node)) return `${node.fileName}#`;
  return `${node.getSourceFile().fileName}#${chain(node).join(".")}`;
}

export function classId(node: ts.ClassLikeDeclaration | ts.InterfaceDeclaration | ts.TypeLiteralNode): ClassId {
  return `${node.getSourceFile().fileName}#${chain(node).join(".")}`;
}

export function variableId(declaration: ts.Node, name: string): VarId {
  return `${name}@${declaration.pos}`;
}

/** The function that people know: of a callback, the one that it stands in. */
export function outerName(node: FunctionNode | ts.SourceFile): string {
  return withoutCallback(personName(node));
}

/** `transfer`, of `a callback in transfer`. */
export function withoutCallback(name: string): string {
  return name.startsWith(CALLBACK) ? name.slice(CALLBACK.length) : name;
}

/** What names a function: its parent, and of a generator that is wrapped in calls, as in `Effect.fn("name")(function* () {})`, theirs. */
export function namingHolder(node: ts.Node): ts.Node {
  if (!ts.isFunctionExpression(node) || node.asteriskToken === undefined) return node.parent;
  let at: ts.Node = node;
  while (
    ts.isCallExpression(at.parent) &&
    at.parent.expression !== at &&
    (at === node ? at.parent.arguments.filter(isFunctionNode).length === 1 : at.parent.arguments.length === 1)
  )
    at = at.parent;
  return at.parent;
}

/** `Bank.audit`, `transfer`, `a callback in transfer`. */
export function personName(node: FunctionNode | ts.SourceFile): string {
  if (ts.isSourceFile(node)) return node.fileName.slice(node.fileName.lastIndexOf("/") + 1);
  const own = ownName(node);
  if (own === undefined) {
    const outer = functionAround(node);
    return outer === undefined ? `${CALLBACK}${personName(node.getSourceFile())}` : callbackIn(personName(outer));
  }
  const holder = node.parent;
  if (ts.isClassLike(holder)) return `${ownName(holder) ?? "class"}.${own}`;
  return own;
}

export function rangeOf(source: ts.SourceFile, start: number, end: number): Range {
  return { start: source.getLineAndCharacterOfPosition(start), end: source.getLineAndCharacterOfPosition(end) };
}

export function nodeRange(node: ts.Node, source: ts.SourceFile): Range {
  return rangeOf(source, node.getStart(source), node.end);
}

function callbackIn(name: string): string {
  return name.startsWith(CALLBACK) ? name : `${CALLBACK}${name}`;
}

function chain(node: ts.Node): string[] {
  const names: string[] = [];
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (!isFunctionNode(at) && !ts.isClassLike(at) && !ts.isInterfaceDeclaration(at) && !ts.isTypeLiteralNode(at))
      continue;
    names.unshift(ownName(at) ?? `@${at.pos - containerStart(at)}`);
  }
  return names;
}

function containerStart(node: ts.Node): number {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (isFunctionNode(at) || ts.isClassLike(at)) return at.pos;
  }
  return 0;
}

function ownName(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) return "constructor";
  if (ts.isGetAccessorDeclaration(node)) return `get ${textOfName(node.name)}`;
  if (ts.isSetAccessorDeclaration(node)) return `set ${textOfName(node.name)}`;
  if (ts.isMethodDeclaration(node)) return textOfName(node.name);
  if ((ts.isFunctionDeclaration(node) || ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) && node.name)
    return node.name.text;
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return "default";
  const holder = namingHolder(node);
  if (ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)) return holder.name.text;
  if (ts.isExportAssignment(holder)) return "default";
  if (ts.isTypeAliasDeclaration(holder)) return holder.name.text;
  if (ts.isPropertyDeclaration(holder) || ts.isPropertyAssignment(holder)) return textOfName(holder.name);
  if (ts.isFunctionExpression(node) && node.name) return node.name.text;
  return undefined;
}

function textOfName(name: ts.PropertyName): string {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) || ts.isPrivateIdentifier(name))
    return name.text;
  return name.getText();
}
