// Functions that share state which nobody else sees: those of a class, of a function that makes closures, of a module.

import { ts } from "ts-morph";
import { type FunctionNode, isFunctionNode } from "./names";
import type { StateName } from "./shape-features";

export interface Group {
  readonly node: ts.ClassLikeDeclaration | FunctionNode | ts.SourceFile;
  readonly name: string;
  readonly members: ReadonlyMap<string, FunctionNode>;
  readonly state: StateName;
}

export function classGroup(node: ts.ClassLikeDeclaration): Group | undefined {
  const members = new Map<string, FunctionNode>();
  for (const member of node.members) {
    if (ts.isMethodDeclaration(member) && member.body !== undefined) members.set(member.name.getText(), member);
    if (ts.isPropertyDeclaration(member) && member.initializer !== undefined && isFunctionNode(member.initializer))
      members.set(member.name.getText(), member.initializer);
  }
  const state: StateName = (expression) =>
    ts.isPropertyAccessExpression(expression) && expression.expression.kind === ts.SyntaxKind.ThisKeyword
      ? expression.name.text
      : undefined;
  return members.size === 0 ? undefined : { node, name: node.name?.text ?? "class", members, state };
}

/** `function makeLock() { let tail = ...; return { acquire() { ... } }; }` */
export function factoryGroup(node: FunctionNode): Group | undefined {
  if (node.body === undefined || !ts.isBlock(node.body)) return undefined;
  const { functions, variables } = declaredIn(node.body.statements);
  let returned: ts.Expression | undefined;
  for (const statement of node.body.statements) if (ts.isReturnStatement(statement)) returned = statement.expression;
  if (returned === undefined || variables.size === 0) return undefined;
  const members = new Map<string, FunctionNode>(functions);
  if (isFunctionNode(returned)) members.set("", returned);
  else if (ts.isObjectLiteralExpression(returned)) {
    for (const property of returned.properties) {
      if (ts.isMethodDeclaration(property)) members.set(property.name.getText(), property);
      if (ts.isPropertyAssignment(property) && isFunctionNode(property.initializer))
        members.set(property.name.getText(), property.initializer);
    }
  }
  const parameters = node.parameters.flatMap((parameter) =>
    ts.isIdentifier(parameter.name) ? [parameter.name.text] : [],
  );
  for (const name of parameters) variables.add(name);
  const state: StateName = (expression) =>
    ts.isIdentifier(expression) && variables.has(expression.text) ? expression.text : undefined;
  const holder = node.parent;
  const name = node.name?.getText() ?? (ts.isVariableDeclaration(holder) ? holder.name.getText() : "lock");
  return { node, name, members, state };
}

/** `let tail = ...; export function exclusive(work) { ... }`: variables of the module that are not exported, and its functions. */
export function moduleGroup(source: ts.SourceFile): Group | undefined {
  const { functions, variables } = declaredIn(source.statements);
  // A lock in shared memory is all in its arguments.
  const given = /\bAtomics\b/.test(source.text);
  if (functions.size === 0 || (variables.size === 0 && !given)) return undefined;
  const hidden = new Map<FunctionNode, ReadonlySet<string>>();
  const members = new Set<FunctionNode>(functions.values());
  const state: StateName = (expression) => {
    if (!ts.isIdentifier(expression) || !variables.has(expression.text)) return undefined;
    const { parent } = expression;
    if (ts.isPropertyAccessExpression(parent) && parent.name === expression) return undefined;
    let around: FunctionNode | undefined;
    for (let at: ts.Node = expression; !ts.isSourceFile(at); at = at.parent)
      if (isFunctionNode(at) && members.has(at)) around = at;
    if (around === undefined) return undefined;
    const own = hidden.get(around) ?? namesIn(around);
    hidden.set(around, own);
    return own.has(expression.text) ? undefined : expression.text;
  };
  return { node: source, name: "module", members: functions, state };
}

/** Functions of these statements, and variables that hold something else. */
function declaredIn(statements: readonly ts.Statement[]): {
  functions: Map<string, FunctionNode>;
  variables: Set<string>;
} {
  const functions = new Map<string, FunctionNode>();
  const variables = new Set<string>();
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined && statement.body !== undefined)
      functions.set(statement.name.text, statement);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name)) continue;
      if (initializer !== undefined && isFunctionNode(initializer)) functions.set(name.text, initializer);
      else variables.add(name.text);
    }
  }
  return { functions, variables };
}

/** Names that a function declares itself. */
function namesIn(fn: FunctionNode): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (
      (ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node)) &&
      ts.isIdentifier(node.name)
    )
      names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return names;
}
