// Code that has nothing to do with waiting, told by its form, so that its types need not be inferred; and the names that files declare.

import { ts } from "ts-morph";
import { isFunctionNode } from "./names";
import { isUserCode } from "./resolve";

export interface DeclaredNames {
  /** What a member access can reach: members, and what the file exports or may export. */
  readonly members: ReadonlySet<string>;
  /** Those of them, but for parameters and local variables, that stand for something in which somebody waits. */
  readonly waiting: ReadonlySet<string>;
}

export function declaredNames(source: ts.SourceFile): DeclaredNames {
  const members = new Set<string>();
  const waiting = new Set<string>();
  /** @returns whether it has to do with waiting */
  const visit = (node: ts.Node, depth: number): boolean => {
    let waits = isWaiting(node);
    ts.forEachChild(node, (child) => {
      if (visit(child, isFunctionNode(node) ? depth + 1 : depth)) waits = true;
    });
    const name = isNamed(node) ? nameOf(node.name) : undefined;
    if (name !== undefined) {
      members.add(name);
      if (waits && !isLocal(node, depth)) waiting.add(name);
    }
    return waits;
  };
  visit(source, 0);
  return { members, waiting };
}

/**
 * Tells of a node whether it is in quiet code: a statement of the module or a member of a class in which nothing says that
 * anybody waits, and nothing is named in which somebody does, or that a library of the catalog has.
 */
export function quietCode(
  waiting: ReadonlySet<string>,
  isCatalogued: (name: string) => boolean,
): (node: ts.Node) => boolean {
  const quiet = new Map<ts.Node, boolean>();
  const isLoud = (node: ts.Node): boolean =>
    isWaiting(node) ||
    (ts.isIdentifier(node) && (waiting.has(node.text) || isCatalogued(node.text))) ||
    ts.forEachChild(node, (child) => isLoud(child) || undefined) === true;
  return (node) => {
    if (!isUserCode(node)) return false;
    const part = partAround(node);
    let answer = quiet.get(part);
    if (answer === undefined) {
      answer = !isLoud(part);
      quiet.set(part, answer);
    }
    return answer;
  };
}

/** Its type is written somewhere: nothing has to be inferred from calls to know it. */
export function isDeclared(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return isDeclared(node.expression, checker);
  if (ts.isPropertyAccessExpression(node)) return isDeclared(node.expression, checker);
  if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isAsExpression(node)) return true;
  if (!ts.isIdentifier(node)) return false;
  const symbol = checker.getSymbolAtLocation(node);
  if (symbol === undefined) return false;
  if ((symbol.flags & ts.SymbolFlags.Alias) !== 0) return true;
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined) return false;
  if (ts.isFunctionDeclaration(declaration) || ts.isClassLike(declaration) || ts.isEnumDeclaration(declaration))
    return true;
  if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration)) return false;
  const { initializer } = declaration;
  return declaration.type !== undefined || (initializer !== undefined && ts.isNewExpression(initializer));
}

/** The statement of the module, or the member of a class there, that the node is in. */
function partAround(node: ts.Node): ts.Node {
  let at = node;
  while (at.parent !== undefined && !ts.isSourceFile(at.parent)) {
    if (ts.isClassElement(at) && ts.isClassLike(at.parent) && ts.isSourceFile(at.parent.parent)) return at;
    at = at.parent;
  }
  return at;
}

function isLocal(node: ts.Node, depth: number): boolean {
  return ts.isParameter(node) || (depth > 0 && (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)));
}

function isWaiting(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return WAITING.test(node.text);
  return isAsynchronous(node);
}

/** Types, classes and events of the platform with which one waits. */
const WAITING =
  /^(?:Promise|PromiseLike|Atomics|SharedArrayBuffer|Worker|SharedWorker|MessageChannel|MessagePort|BroadcastChannel|TransformStream|PassThrough|AbortController|parentPort|onmessage|locks|(?:exec|spawn|execFile)Sync)$/;

function isAsynchronous(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined;
  if (isFunctionNode(node))
    return node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) === true;
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(?:then|finally)$/.test(node.expression.name.text)
  );
}

function nameOf(name: ts.DeclarationName | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)) return name.text;
  return ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
}

function isNamed(node: ts.Node): node is ts.NamedDeclaration & { readonly name?: ts.DeclarationName } {
  return (
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isGetAccessorDeclaration(node) ||
    ts.isSetAccessorDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isEnumMember(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isExportSpecifier(node) ||
    ts.isNamespaceExport(node)
  );
}
