// Small questions about a syntax tree that many recognisers ask; none needs a type.

import { ts } from "ts-morph";
import { bare } from "./entity";
import { type FunctionNode, isFunctionNode } from "./names";

/** The first node, from the outside in and in the order of the text, that passes the test; `root` itself counts. */
export function find(root: ts.Node, test: (node: ts.Node) => boolean): ts.Node | undefined {
  return test(root) ? root : ts.forEachChild(root, (child) => find(child, test));
}

export function has(root: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return find(root, test) !== undefined;
}

/** Looks at every node, functions inside of it included. */
export function search(root: ts.Node, look: (node: ts.Node) => void): void {
  look(root);
  ts.forEachChild(root, (child) => search(child, look));
}

/** The name, or one of the names, stands somewhere in it, as whatever. */
export function mentions(root: ts.Node, names: string | ReadonlySet<string>): boolean {
  return has(
    root,
    (node) => ts.isIdentifier(node) && (typeof names === "string" ? node.text === names : names.has(node.text)),
  );
}

/** The innermost loop around the node, within the same function. */
export function loopAround(node: ts.Node): ts.IterationStatement | undefined {
  for (let at = node.parent; at !== undefined && !isFunctionNode(at); at = at.parent)
    if (ts.isIterationStatement(at, false)) return at;
  return undefined;
}

/** It lies inside of the other node, or is it. */
export function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end && node.getSourceFile() === outer.getSourceFile();
}

export function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** What the function does nothing but give: `() => value`, or `{ return value; }`. */
export function onlyValue({ body }: FunctionNode): ts.Expression | undefined {
  if (body === undefined) return undefined;
  if (!ts.isBlock(body)) return bare(body);
  const [only, ...more] = body.statements;
  const value = only !== undefined && ts.isReturnStatement(only) && more.length === 0 ? only.expression : undefined;
  return value === undefined ? undefined : bare(value);
}

/** `null` or `undefined`, as written. */
export function isNullish(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

/** Declared at the top of its module, so that there is one of it for each thread. */
export function isModuleLevel(declaration: ts.Node): boolean {
  // `export default new Mutex()`
  if (ts.isExportAssignment(declaration)) return true;
  for (let at: ts.Node = declaration; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isVariableStatement(at)) return ts.isSourceFile(at.parent);
    if (isFunctionNode(at) || ts.isBlock(at) || ts.isClassLike(at))
      return ts.isSourceFile(at.parent) && at === declaration;
    if (ts.isForStatement(at) || ts.isForOfStatement(at) || ts.isForInStatement(at) || ts.isCatchClause(at))
      return false;
  }
  return false;
}
