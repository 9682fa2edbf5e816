// Code that has nothing to do with waiting, told by its form and by the names in it, so that its types need not be inferred.

import { ts } from "ts-morph";
import type { Catalog } from "./catalog-lookup";
import { type DeclaredNames, isWaiting, type Origin } from "./declared-names";
import { isUserCode } from "./resolve";

/** What the code is asked about. */
export interface NamedFiles {
  /** The names of a file of the user's. */
  names(source: ts.SourceFile): DeclaredNames | undefined;
  /** The file of the user's that a module specifier means. */
  module(specifier: ts.Expression): ts.SourceFile | undefined;
  /** Members in which somebody waits, of all files. */
  readonly waitingMembers: ReadonlySet<string>;
  /** The same of what is known without an import. */
  readonly waitingGlobals: ReadonlySet<string>;
  readonly catalog: Pick<Catalog, "isName" | "isExported">;
}

/**
 * Tells of a node whether it is in quiet code: a statement of the module or a member of a class in which nothing says that
 * anybody waits, and nothing is named in which somebody does, or that a library of the catalog has.
 */
export function quietCode(files: NamedFiles): (node: ts.Node) => boolean {
  const quiet = new Map<ts.Node, boolean>();
  const isLoudName = loudNames(files);
  const isLoud = (node: ts.Node, source: ts.SourceFile): boolean =>
    isWaiting(node) ||
    (ts.isIdentifier(node) && isLoudName(node, source)) ||
    ts.forEachChild(node, (child) => isLoud(child, source) || undefined) === true;
  return (node) => {
    if (!isUserCode(node)) return false;
    const part = partAround(node);
    let answer = quiet.get(part);
    if (answer === undefined) {
      answer = !isLoud(part, part.getSourceFile());
      quiet.set(part, answer);
    }
    return answer;
  };
}

/** Tells of a name whether it stands, or may stand, for something in which somebody waits. */
function loudNames(files: NamedFiles): (node: ts.Identifier, source: ts.SourceFile) => boolean {
  const { catalog, waitingMembers, waitingGlobals } = files;

  /** What a file exports under a name. */
  const waitsIn = (source: ts.SourceFile, name: string, seen = new Set<ts.SourceFile>()): boolean => {
    const names = files.names(source);
    if (names === undefined || seen.has(source)) return false;
    seen.add(source);
    const exported = names.exported.get(name);
    if (exported !== undefined) return waitsAt(exported, source, seen);
    const own = names.own.get(name);
    if (own !== undefined) return own;
    return names.stars.some((star) => waitsAt({ from: star, name }, source, seen));
  };
  const waitsAt = ({ from, name }: Origin, source: ts.SourceFile, seen = new Set<ts.SourceFile>()): boolean => {
    if (from === undefined) return name !== undefined && waitsHere(name, source, seen) === true;
    const module = files.module(from);
    if (module === undefined) return name !== undefined && catalog.isExported(name);
    // Of a whole module, what is taken from it counts.
    return name !== undefined && waitsIn(module, name, seen);
  };
  /** `undefined`: the module neither declares nor imports it. */
  const waitsHere = (name: string, source: ts.SourceFile, seen = new Set<ts.SourceFile>()): boolean | undefined => {
    const names = files.names(source);
    const own = names?.own.get(name);
    if (own !== undefined) return own;
    const origin = names?.imported.get(name);
    return origin === undefined ? undefined : waitsAt(origin, source, seen);
  };

  const known = remembered((name, source) => waitsHere(name, source));
  const waitsByName = (name: string, source: ts.SourceFile): boolean =>
    known(name, source) ?? (waitingGlobals.has(name) || catalog.isExported(name));
  const spaceOf = remembered((name, source) => namespaceOf(name, source, files));
  const isLoudMember = (name: string): boolean => waitingMembers.has(name) || catalog.isName(name);

  return (node, source) => {
    const { parent, text } = node;
    if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) {
      const [holder, member] = ts.isQualifiedName(parent)
        ? [parent.left, parent.right]
        : [parent.expression, parent.name];
      const space = ts.isIdentifier(holder) ? spaceOf(holder.text, source) : undefined;
      if (member === node) return space === undefined ? isLoudMember(text) : waitsIn(space, text);
      return waitsByName(text, source);
    }
    if (ts.isBindingElement(parent) && node !== parent.initializer) {
      const taken = ts.isObjectBindingPattern(parent.parent) && node === (parent.propertyName ?? parent.name);
      return (taken && isLoudMember(text)) || waitsByName(text, source);
    }
    if (ts.isShorthandPropertyAssignment(parent)) return isLoudMember(text) || waitsByName(text, source);
    // What a key names is what its value is.
    return !isKey(node) && waitsByName(text, source);
  };
}

/** With the answers of before. */
function remembered<T>(find: (name: string, source: ts.SourceFile) => T): typeof find {
  const known = new Map<ts.SourceFile, Map<string, { readonly answer: T }>>();
  return (name, source) => {
    const answers = known.get(source) ?? new Map<string, { readonly answer: T }>();
    known.set(source, answers);
    const before = answers.get(name) ?? { answer: find(name, source) };
    answers.set(name, before);
    return before.answer;
  };
}

/** The file whose whole module the name stands for. */
function namespaceOf(
  name: string,
  source: ts.SourceFile,
  files: Pick<NamedFiles, "names" | "module">,
): ts.SourceFile | undefined {
  const seen = new Set<string>();
  const here = (local: string, file: ts.SourceFile): ts.SourceFile | undefined => {
    const names = files.names(file);
    const origin = names?.own.has(local) === true ? undefined : names?.imported.get(local);
    return origin === undefined ? undefined : at(origin, file);
  };
  const at = ({ from, name: there }: Origin, file: ts.SourceFile): ts.SourceFile | undefined => {
    if (from === undefined) return there === undefined ? undefined : here(there, file);
    const module = files.module(from);
    return module === undefined || there === undefined ? module : exportedBy(module, there);
  };
  const exportedBy = (file: ts.SourceFile, exported: string): ts.SourceFile | undefined => {
    const key = `${file.fileName} ${exported}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    const names = files.names(file);
    const origin = names?.exported.get(exported);
    if (origin !== undefined) return at(origin, file);
    if (names === undefined || names.own.has(exported)) return undefined;
    for (const from of names.stars) {
      const found = at({ from, name: exported }, file);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return here(name, source);
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

/** It names a member, and nothing that is known where it stands. */
function isKey(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isAccessor(parent) ||
      ts.isEnumMember(parent) ||
      ts.isJsxAttribute(parent)) &&
    parent.name === node
  );
}
