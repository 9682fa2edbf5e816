// Hand-written locks, recognised by the shape of their code (which state is tested, changed and woken by whom), never by name.

import { ts } from "ts-morph";
import type { PrimitiveFacts } from "./facts";
import { classId, type FunctionNode, functionId, isFunctionNode, nodeRange } from "./names";
import { taggedPrimitive } from "./tags";
import { type Features, featuresOf, type StateName } from "./shape-features";

/**
 * Two shapes, as a class or as a function that makes closures:
 *
 * - **promise chain**: the tail is replaced in the same tick in which it is read, and the work waits for the old one;
 * - **waiters**: a flag or count that the acquirer tests and changes, and a list of resolvers that the releaser wakes one of,
 *   without a value (a list that is woken with values is a queue, one that is flushed is an event).
 */
export function recognisePrimitives(source: ts.SourceFile): PrimitiveFacts[] {
  const found: PrimitiveFacts[] = [];
  const visit = (node: ts.Node): void => {
    // What its author says of it comes before what it looks like.
    const tagged = ts.isClassLike(node) ? taggedPrimitive(node, source) : undefined;
    if (tagged !== undefined) {
      if (tagged !== "none") found.push(tagged);
      return;
    }
    const group = ts.isClassLike(node) ? classGroup(node) : isFunctionNode(node) ? factoryGroup(node) : undefined;
    const primitive = group === undefined ? undefined : recognise(group, source);
    if (primitive !== undefined) found.push(primitive);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Functions that share state which nobody else sees. */
interface Group {
  readonly node: ts.ClassLikeDeclaration | FunctionNode;
  readonly name: string;
  readonly members: ReadonlyMap<string, FunctionNode>;
  readonly state: StateName;
}

function classGroup(node: ts.ClassLikeDeclaration): Group | undefined {
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
function factoryGroup(node: FunctionNode): Group | undefined {
  if (node.body === undefined || !ts.isBlock(node.body)) return undefined;
  const variables = new Set<string>();
  const functions = new Map<string, FunctionNode>();
  let returned: ts.Expression | undefined;
  for (const statement of node.body.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined && statement.body !== undefined)
      functions.set(statement.name.text, statement);
    if (ts.isReturnStatement(statement)) returned = statement.expression;
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name)) continue;
      if (initializer !== undefined && isFunctionNode(initializer)) functions.set(name.text, initializer);
      else variables.add(name.text);
    }
  }
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

function recognise(group: Group, source: ts.SourceFile): PrimitiveFacts | undefined {
  const features = new Map(
    [...group.members].map(([name, node]) => [name, featuresOf(node, group.state, [...group.members.keys()])] as const),
  );
  const shaped = waiters(features) ?? chain(features);
  if (shaped === undefined) return undefined;
  const operations = [...shaped.effects].flatMap(([member, effect]) => {
    const node = group.members.get(member);
    return node === undefined ? [] : [{ member, id: functionId(node), effect }];
  });
  return {
    name: group.name,
    kind: shaped.kind,
    at: nodeRange(group.node.name ?? group.node, source),
    shape: shaped.shape,
    ...(ts.isClassLike(group.node) ? { cls: classId(group.node) } : { factory: functionId(group.node) }),
    operations,
    releaser: shaped.releaser,
    ...(shaped.reentrant ? { reentrant: true } : {}),
  };
}

interface Shaped {
  readonly kind: PrimitiveFacts["kind"];
  readonly shape: PrimitiveFacts["shape"];
  readonly releaser: boolean;
  /** Who has it already is let in again. */
  readonly reentrant: boolean;
  readonly effects: ReadonlyMap<string, "ACQ" | "REL" | "RUN">;
}

function waiters(features: ReadonlyMap<string, Features>): Shaped | undefined {
  for (const [taker, take] of features) {
    for (const list of take.enqueued) {
      const guard = [...take.tested].find((name) => take.changed.has(name) && name !== list);
      if (guard === undefined) continue;
      const wakers = [...features].filter(([, one]) => one.woken.has(list) && one.changed.has(guard));
      if (wakers.length === 0) continue;
      const effects = new Map<string, "ACQ" | "REL" | "RUN">();
      for (const [name] of wakers) if (name !== taker) effects.set(name, "REL");
      effects.set(taker, take.runs ? "RUN" : "ACQ");
      for (const [name, one] of features) {
        if (effects.has(name)) continue;
        const calls = [...one.calls].map((callee) => effects.get(callee));
        // Who takes it and gives it back without running a caller's work only uses the lock.
        if (!calls.includes("ACQ") || (!one.runs && calls.includes("REL"))) continue;
        effects.set(name, one.runs ? "RUN" : "ACQ");
      }
      return {
        kind: take.counts.has(guard) ? "semaphore" : "mutex",
        shape: "resolver-list",
        releaser: take.returnsFunction && !take.runs,
        reentrant: take.owners.size > 0,
        effects,
      };
    }
  }
  return undefined;
}

function chain(features: ReadonlyMap<string, Features>): Shaped | undefined {
  for (const [name, one] of features) {
    const tail = [...one.chained][0];
    if (tail === undefined || (!one.runs && !one.returnsFunction)) continue;
    const effects = new Map<string, "ACQ" | "REL" | "RUN">([[name, one.runs ? "RUN" : "ACQ"]]);
    for (const [other, its] of features) {
      if (other === name || !its.calls.has(name)) continue;
      // Who gives it work of his own only uses the lock.
      if (its.runs || its.forwards.has(name)) effects.set(other, "RUN");
      else if (!one.runs) effects.set(other, "ACQ");
    }
    return { kind: "mutex", shape: "promise-chain", releaser: !one.runs, reentrant: one.owners.size > 0, effects };
  }
  return undefined;
}
