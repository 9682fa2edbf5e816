// The names that a file declares, imports and exports, by its form alone, and which of them stand for something in which somebody waits.

import { ts } from "ts-morph";
import { isFunctionNode } from "./names";

export interface DeclaredNames {
  /** What a member access can reach: members, and what the file exports or may export. */
  readonly members: ReadonlySet<string>;
  /** Members in which somebody waits, but for those of objects that a function makes. */
  readonly waitingMembers: ReadonlySet<string>;
  /** What the module itself declares, and whether somebody waits in it. */
  readonly own: ReadonlyMap<string, boolean>;
  /** By the name that the file knows it by. */
  readonly imported: ReadonlyMap<string, Origin>;
  /** What it exports under another name than its own, or from another module. */
  readonly exported: ReadonlyMap<string, Origin>;
  /** Modules all of which it exports. */
  readonly stars: readonly ts.Expression[];
  /** What it declares is known to all files. */
  readonly isScript: boolean;
}

/** Where a name comes from. */
export interface Origin {
  /** The module, as written; absent: this one. */
  readonly from?: ts.Expression;
  /** The name there; absent: the whole module. */
  readonly name?: string;
}

export function declaredNames(source: ts.SourceFile): DeclaredNames {
  const members = new Set<string>();
  const waitingMembers = new Set<string>();
  const own = new Map<string, boolean>();
  const imported = new Map<string, Origin>();
  const exported = new Map<string, Origin>();
  const stars: ts.Expression[] = [];
  const declare = (name: string, waits: boolean): void => {
    own.set(name, waits || own.get(name) === true);
  };
  /** @returns whether it has to do with waiting */
  const visit = (node: ts.Node, depth: number, space: boolean): boolean => {
    let waits = isWaiting(node);
    const inner = isFunctionNode(node) ? depth + 1 : depth;
    const inside = space || ts.isModuleDeclaration(node);
    ts.forEachChild(node, (child) => {
      if (visit(child, inner, inside)) waits = true;
    });
    if (!isNamed(node)) {
      if (depth === 0 && ts.isBindingElement(node) && ts.isIdentifier(node.name)) declare(node.name.text, waits);
      return waits;
    }
    const name = nameOf(node.name);
    if (name === undefined) return waits;
    members.add(name);
    if (isVariable(node)) {
      if (depth === 0) declare(name, waits);
      if (waits && depth === 0 && space) waitingMembers.add(name);
    } else if (waits && !ts.isParameter(node) && !(depth > 0 && ts.isPropertyAssignment(node)))
      waitingMembers.add(name);
    return waits;
  };
  for (const statement of source.statements) {
    const waits = visit(statement, 0, false);
    if (ts.isImportDeclaration(statement)) importsIn(statement, imported);
    else if (ts.isImportEqualsDeclaration(statement)) {
      const { moduleReference, name } = statement;
      if (ts.isExternalModuleReference(moduleReference)) imported.set(name.text, { from: moduleReference.expression });
      else declare(name.text, true);
    } else if (ts.isExportAssignment(statement)) {
      const { expression } = statement;
      if (ts.isIdentifier(expression)) exported.set("default", { name: expression.text });
      else declare("default", waits);
    } else if (ts.isExportDeclaration(statement)) exportsIn(statement, exported, stars);
    else if (isDefault(statement)) declare("default", waits);
  }
  return { members, waitingMembers, own, imported, exported, stars, isScript: !ts.isExternalModule(source) };
}

/** Those of its names that stand for something in which somebody waits. */
export function waitingNames({ waitingMembers, own }: DeclaredNames): string[] {
  return [...new Set([...waitingMembers, ...[...own].flatMap(([name, waits]) => (waits ? [name] : []))])];
}

/** The node itself says that somebody waits; what is inside of it is not looked at. */
export function isWaiting(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return WAITING.has(node.text);
  return isAsynchronous(node);
}

/** Types, classes and events of the platform with which one waits. */
const WAITING: ReadonlySet<string> = new Set([
  "Promise",
  "PromiseLike",
  "Atomics",
  "SharedArrayBuffer",
  "Worker",
  "SharedWorker",
  "MessageChannel",
  "MessagePort",
  "BroadcastChannel",
  "TransformStream",
  "PassThrough",
  "AbortController",
  "parentPort",
  "onmessage",
  "locks",
  "execSync",
  "spawnSync",
  "execFileSync",
]);

function isAsynchronous(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined;
  if (isFunctionNode(node))
    return node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) === true;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { text } = node.expression.name;
  return text === "then" || text === "finally";
}

function importsIn({ importClause, moduleSpecifier: from }: ts.ImportDeclaration, found: Map<string, Origin>): void {
  if (importClause === undefined) return;
  if (importClause.name !== undefined) found.set(importClause.name.text, { from, name: "default" });
  const { namedBindings } = importClause;
  if (namedBindings === undefined) return;
  if (ts.isNamespaceImport(namedBindings)) found.set(namedBindings.name.text, { from });
  else
    for (const { name, propertyName } of namedBindings.elements)
      found.set(name.text, { from, name: (propertyName ?? name).text });
}

function exportsIn(node: ts.ExportDeclaration, found: Map<string, Origin>, stars: ts.Expression[]): void {
  const { exportClause, moduleSpecifier } = node;
  const from = moduleSpecifier === undefined ? {} : { from: moduleSpecifier };
  if (exportClause === undefined) {
    if (moduleSpecifier !== undefined) stars.push(moduleSpecifier);
  } else if (ts.isNamespaceExport(exportClause)) found.set(exportClause.name.text, from);
  else
    for (const { name, propertyName } of exportClause.elements)
      found.set(name.text, { ...from, name: (propertyName ?? name).text });
}

function isDefault(node: ts.Statement): boolean {
  if (!ts.canHaveModifiers(node)) return false;
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true;
}

/** It is known by its name alone, where it is declared. */
function isVariable(node: ts.NamedDeclaration): boolean {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node)
  );
}

function nameOf(name: ts.DeclarationName | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)) return name.text;
  return ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
}

function isNamed(node: ts.Node): node is ts.NamedDeclaration & { readonly name?: ts.DeclarationName } {
  switch (node.kind) {
    case ts.SyntaxKind.MethodDeclaration:
    case ts.SyntaxKind.MethodSignature:
    case ts.SyntaxKind.PropertyDeclaration:
    case ts.SyntaxKind.PropertySignature:
    case ts.SyntaxKind.PropertyAssignment:
    case ts.SyntaxKind.ShorthandPropertyAssignment:
    case ts.SyntaxKind.GetAccessor:
    case ts.SyntaxKind.SetAccessor:
    case ts.SyntaxKind.Parameter:
    case ts.SyntaxKind.EnumMember:
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.VariableDeclaration:
    case ts.SyntaxKind.ClassDeclaration:
    case ts.SyntaxKind.EnumDeclaration:
    case ts.SyntaxKind.ModuleDeclaration:
    case ts.SyntaxKind.ExportSpecifier:
    case ts.SyntaxKind.NamespaceExport:
      return true;
    default:
      return false;
  }
}
