// What is read off a file before it is instrumented: its imports, the names it declares, which functions may recurse.

import { ts } from "ts-morph";

export interface ModuleShape {
  /** Whether it has `import`, `export` or `import.meta`. */
  readonly esm: boolean;
  readonly topLevelAwait: boolean;
  /** Local name to module specifier. */
  readonly imported: ReadonlyMap<string, string>;
  /** Module specifier to where it first stands. */
  readonly specifiers: ReadonlyMap<string, { readonly start: number; readonly end: number }>;
  /** Names declared anywhere in the file. */
  readonly declares: ReadonlySet<string>;
  readonly recursive: ReadonlySet<ts.Node>;
}

interface FunctionNode {
  readonly node: ts.Node;
  readonly names: readonly string[];
  readonly calls: Set<string>;
}

export function readShape(source: ts.SourceFile): ModuleShape {
  const imported = new Map<string, string>();
  const declares = new Set<string>();
  const specifiers = new Map<string, { readonly start: number; readonly end: number }>();
  const functions: FunctionNode[] = [];
  let esm = source.statements.some(isModuleSyntax);
  let topLevelAwait = false;

  const visit = (node: ts.Node, within: readonly FunctionNode[]): void => {
    let inner = within;
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const entry: FunctionNode = { node, names: namesOf(node), calls: new Set() };
      functions.push(entry);
      inner = [...within, entry];
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = calleeName(node.expression);
      if (name !== undefined) for (const fn of within) fn.calls.add(name);
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      esm = true;
    }
    if (within.length === 0 && isAwait(node) && !inField(node)) topLevelAwait = true;
    if (isNamedDeclaration(node)) declares.add(node.name.text);
    noteImport(node, imported);
    const specifier = specifierOf(node);
    if (specifier !== undefined && !specifiers.has(specifier.text)) {
      specifiers.set(specifier.text, { start: specifier.getStart(source), end: specifier.getEnd() });
    }
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(source, []);
  return { esm, topLevelAwait, imported, specifiers, declares, recursive: findRecursive(functions) };
}

function isModuleSyntax(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return true;
  if (ts.isExportAssignment(statement)) return statement.isExportEquals !== true;
  if (!ts.canHaveModifiers(statement)) return false;
  return ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) === true;
}

function isAwait(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined;
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing;
}

function inField(node: ts.Node): boolean {
  return ts.findAncestor(node, ts.isPropertyDeclaration) !== undefined;
}

function isNamedDeclaration(node: ts.Node): node is ts.Declaration & { readonly name: ts.Identifier } {
  const named =
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node);
  return named && node.name !== undefined && ts.isIdentifier(node.name);
}

function noteImport(node: ts.Node, imported: Map<string, string>): void {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const from = node.moduleSpecifier.text;
    const clause = node.importClause;
    if (clause?.name !== undefined) imported.set(clause.name.text, from);
    const bindings = clause?.namedBindings;
    if (bindings === undefined) return;
    if (ts.isNamespaceImport(bindings)) imported.set(bindings.name.text, from);
    else for (const element of bindings.elements) imported.set(element.name.text, from);
    return;
  }
  if (ts.isImportEqualsDeclaration(node)) {
    const { moduleReference: of } = node;
    if (ts.isExternalModuleReference(of) && ts.isStringLiteral(of.expression))
      imported.set(node.name.text, of.expression.text);
    return;
  }
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return;
  const from = requiredModule(node.initializer);
  if (from === undefined) return;
  if (ts.isIdentifier(node.name)) imported.set(node.name.text, from);
  else
    for (const element of node.name.elements) {
      if (ts.isBindingElement(element) && ts.isIdentifier(element.name)) imported.set(element.name.text, from);
    }
}

/** The string by which a node names a module. */
function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const { moduleSpecifier } = node;
    return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier : undefined;
  }
  if (ts.isExternalModuleReference(node)) return ts.isStringLiteral(node.expression) ? node.expression : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression;
  const loads = callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === "require");
  const [argument] = node.arguments;
  return loads && argument !== undefined && ts.isStringLiteralLike(argument) ? argument : undefined;
}

function requiredModule(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== "require")
    return undefined;
  const [argument] = node.arguments;
  return argument !== undefined && ts.isStringLiteralLike(argument) ? argument.text : undefined;
}

/** Names by which a function may be called: its own, its variable's, its property's. */
function namesOf(node: ts.SignatureDeclaration): readonly string[] {
  if (ts.isConstructorDeclaration(node)) {
    const owner = node.parent;
    return owner.name === undefined ? [] : [owner.name.text];
  }
  const names: string[] = [];
  if (node.name !== undefined && (ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name)))
    names.push(node.name.text);
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    if (ts.isIdentifier(parent.name) || ts.isPrivateIdentifier(parent.name)) names.push(parent.name.text);
  }
  if (ts.isBinaryExpression(parent)) {
    const name = calleeName(parent.left);
    if (name !== undefined) names.push(name);
  }
  return names;
}

function calleeName(callee: ts.Expression): string | undefined {
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
}

/** Functions on a cycle of the call graph that names alone give: too many, never too few among those called by name. */
function findRecursive(functions: readonly FunctionNode[]): ReadonlySet<ts.Node> {
  const byName = new Map<string, FunctionNode[]>();
  for (const fn of functions) {
    for (const name of fn.names) byName.set(name, [...(byName.get(name) ?? []), fn]);
  }
  // Tarjan's strongly connected components, without recursion of our own: deep call chains are normal input.
  const found = new Set<ts.Node>();
  const order = new Map<FunctionNode, number>();
  const low = new Map<FunctionNode, number>();
  const stack: FunctionNode[] = [];
  const onStack = new Set<FunctionNode>();
  for (const root of functions) {
    if (order.has(root)) continue;
    const work = [enter(root)];
    while (work.length > 0) {
      const frame = work[work.length - 1];
      if (frame === undefined) break;
      const next = frame.targets.pop();
      if (next !== undefined) {
        if (!order.has(next)) work.push(enter(next));
        else if (onStack.has(next)) lower(frame.fn, order.get(next) ?? 0);
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent !== undefined) lower(parent.fn, low.get(frame.fn) ?? 0);
      if (low.get(frame.fn) === order.get(frame.fn)) leave(frame.fn);
    }
  }
  return found;

  function enter(fn: FunctionNode): { readonly fn: FunctionNode; readonly targets: FunctionNode[] } {
    order.set(fn, order.size);
    low.set(fn, order.size - 1);
    stack.push(fn);
    onStack.add(fn);
    return { fn, targets: [...fn.calls].flatMap((name) => byName.get(name) ?? []) };
  }
  function lower(fn: FunctionNode, to: number): void {
    low.set(fn, Math.min(low.get(fn) ?? to, to));
  }
  function leave(fn: FunctionNode): void {
    const component: FunctionNode[] = [];
    for (;;) {
      const member = stack.pop();
      if (member === undefined) break;
      onStack.delete(member);
      component.push(member);
      if (member === fn) break;
    }
    const cyclic = component.length > 1 || fn.names.some((name) => fn.calls.has(name));
    if (cyclic) for (const member of component) found.add(member.node);
  }
}
