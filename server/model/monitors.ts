// Classes in whose objects tasks wait for one another (channels, hand-overs, mailboxes, latches), recognised by their lists of resolvers.

import { ts } from "ts-morph";
import { bare } from "./entity";
import { type FunctionNode, functionAround, isFunctionNode } from "./names";
import type { Resolver } from "./resolve";
import { search } from "./syntax";
import { isCount, isDrain, isStore, storeOf, mentionsSettler } from "./waiters";

export interface Monitor {
  readonly node: ts.ClassLikeDeclaration;
  /** Methods in which the caller may wait, by name. */
  readonly waits: ReadonlyMap<string, MonitorWait>;
  /** Methods that settle somebody who waits in a list, by its name. */
  readonly ends: ReadonlyMap<string, ReadonlySet<string>>;
  /** Methods that settle all who wait there. */
  readonly drains: ReadonlyMap<string, ReadonlySet<string>>;
  /** Methods that keep what they are given for another method to find. */
  readonly keeps: ReadonlySet<string>;
}

export interface MonitorWait {
  /** The field with the list in which the caller waits. */
  readonly list: string;
  readonly promise: ts.NewExpression;
  readonly method: FunctionNode;
  /** It gives up by itself when a signal or timer says so. */
  readonly givesUp: boolean;
}

/** `undefined` where nobody waits in objects of the class. */
export function monitorOf(node: ts.ClassLikeDeclaration, resolver: Resolver): Monitor | undefined {
  // What a base class does with it is not seen.
  if (node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) === true) return undefined;
  const methods = methodsOf(node);
  const waits = new Map<string, MonitorWait>();
  const keeps = new Set<string>();
  for (const [name, method] of methods) {
    const found = waitIn(method, resolver);
    if (found !== undefined) waits.set(name, found);
    if (found === undefined && stores(method)) keeps.add(name);
  }
  if (waits.size === 0) return undefined;
  for (let grew = true; grew; ) {
    grew = false;
    for (const [name, method] of methods) {
      const inner = waits.has(name) ? undefined : handsOn(method, waits);
      if (inner === undefined) continue;
      waits.set(name, inner);
      grew = true;
    }
  }
  const ends = new Map<string, Set<string>>();
  const drains = new Map<string, Set<string>>();
  for (const list of new Set([...waits.values()].map((wait) => wait.list))) {
    const touched = withCallers(new Set(touching(methods, list, () => true)), methods);
    if (!isPrivate(node, list) || endsByItself(node, list, touched)) {
      for (const [name, wait] of waits) if (wait.list === list) waits.delete(name);
      continue;
    }
    ends.set(list, touched);
    drains.set(list, withCallers(new Set(touching(methods, list, takesAll)), methods));
  }
  return waits.size === 0 ? undefined : { node, waits, ends, drains, keeps };
}

/** Methods, and properties that hold a function, by name. */
export function methodsOf(node: ts.ClassLikeDeclaration): Map<string, FunctionNode> {
  const methods = new Map<string, FunctionNode>();
  for (const member of node.members) {
    if (ts.isMethodDeclaration(member) && member.body !== undefined) methods.set(member.name.getText(), member);
    if (ts.isPropertyDeclaration(member) && member.initializer !== undefined && isFunctionNode(member.initializer))
      methods.set(member.name.getText(), member.initializer);
  }
  return methods;
}

/** `this.name`: the name. */
export function ownField(node: ts.Node): string | undefined {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword
    ? node.name.text
    : undefined;
}

/** `new Promise((resolve) => this.list.push(resolve))` that the method awaits or returns. */
function waitIn(method: FunctionNode, resolver: Resolver): MonitorWait | undefined {
  let found: MonitorWait | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || (isFunctionNode(node) && node !== method)) return;
    if (ts.isNewExpression(node) && node.expression.getText() === "Promise" && isWaitedFor(node)) {
      const list = listIn(node, resolver);
      if (list !== undefined)
        found = {
          list,
          promise: node,
          method,
          givesUp: /\b(signal|setTimeout|timeout)\b|["']abort["']/i.test(node.getText()),
        };
    }
    ts.forEachChild(node, visit);
  };
  visit(method);
  return found;
}

function listIn(promise: ts.NewExpression, resolver: Resolver): string | undefined {
  let list: string | undefined;
  const visit = (node: ts.Node): void => {
    const { target, values } = storeOf(node);
    const field = target === undefined ? undefined : ownField(bare(target));
    if (field !== undefined && values.some((value) => mentionsSettler(value, resolver))) list ??= field;
    ts.forEachChild(node, visit);
  };
  visit(promise);
  return list;
}

/** Awaited or returned on the spot. */
export function isWaitedFor(node: ts.Expression): boolean {
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent) || ts.isNonNullExpression(at.parent))
    at = at.parent;
  const { parent } = at;
  if (ts.isConditionalExpression(parent)) return parent.condition !== at && isWaitedFor(parent);
  return (
    ts.isAwaitExpression(parent) || ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === at)
  );
}

function stores(method: FunctionNode): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    const { target } = storeOf(node);
    if (target !== undefined && ownField(bare(target)) !== undefined) found = true;
    ts.forEachChild(node, visit);
  };
  visit(method);
  return found;
}

/** `return this.take()`, `yield await this.take()`: the caller waits there as well. */
function handsOn(method: FunctionNode, waits: ReadonlyMap<string, MonitorWait>): MonitorWait | undefined {
  let found: MonitorWait | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || (isFunctionNode(node) && node !== method)) return;
    if (ts.isCallExpression(node) && isWaitedFor(node)) found = waits.get(ownField(node.expression) ?? "");
    ts.forEachChild(node, visit);
  };
  visit(method);
  return found;
}

/** Methods that look at those who wait in the list. */
function touching(
  methods: ReadonlyMap<string, FunctionNode>,
  list: string,
  how: (use: ts.Expression) => boolean,
): string[] {
  return [...methods].flatMap(([name, method]) => {
    let touches = false;
    const visit = (node: ts.Node): void => {
      if (ownField(node) === list && ts.isExpression(node) && !isStore(node) && !isCount(node) && !isRemoval(node))
        touches ||= how(node);
      const apart = takenApart(node, list);
      if (apart !== undefined) touches ||= usedIn(method, apart).some(how);
      ts.forEachChild(node, visit);
    };
    visit(method);
    return touches ? [name] : [];
  });
}

/** `const { list } = this`: the name that stands for the field. */
function takenApart(node: ts.Node, list: string): string | undefined {
  if (!ts.isBindingElement(node) || !ts.isIdentifier(node.name)) return undefined;
  const declaration = node.parent.parent;
  const own = ts.isVariableDeclaration(declaration) && declaration.initializer?.kind === ts.SyntaxKind.ThisKeyword;
  return own && (node.propertyName ?? node.name).getText() === list ? node.name.text : undefined;
}

function usedIn(method: FunctionNode, name: string): ts.Expression[] {
  const found: ts.Expression[] = [];
  search(method, (node) => {
    if (ts.isIdentifier(node) && node.text === name && !ts.isBindingElement(node.parent) && !isMember(node))
      found.push(node);
  });
  return found.filter((use) => !isStore(use) && !isCount(use) && !isRemoval(use));
}

function isMember(node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

function isPrivate(node: ts.ClassLikeDeclaration, field: string): boolean {
  return node.members.some(
    (member) =>
      ts.isPropertyDeclaration(member) &&
      member.name.getText() === field &&
      (ts.isPrivateIdentifier(member.name) || (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0),
  );
}

/** A listener, a timer or the constructor settles who waits there: it takes no call of a method from outside. */
function endsByItself(node: ts.ClassLikeDeclaration, list: string, enders: ReadonlySet<string>): boolean {
  const methods = new Set<ts.Node>(methodsOf(node).values());
  let found = false;
  const visit = (child: ts.Node, free: boolean): void => {
    const name = ownField(child);
    const looks = name === list && ts.isExpression(child) && !isStore(child) && !isCount(child) && !isRemoval(child);
    if (free && (looks || (name !== undefined && enders.has(name)))) found = true;
    const later = isFunctionNode(child) ? !methods.has(child) && !isInPlace(child) : false;
    const apart = ts.isConstructorDeclaration(child) || ts.isAccessor(child) || ts.isClassStaticBlockDeclaration(child);
    ts.forEachChild(child, (inner) => visit(inner, free || later || apart));
  };
  for (const member of node.members) visit(member, false);
  return found;
}

/** The executor of a promise, or the callback of a loop over a list. */
function isInPlace(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) return parent.expression.getText() === "Promise";
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    /^(forEach|map|filter|find|some|every|splice|reduce)$/.test(parent.expression.name.text)
  );
}

/** Takes one of those who wait out of the list, without settling it. */
function isRemoval(use: ts.Expression): boolean {
  const { parent } = use;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use) return false;
  if (/^(indexOf|includes|findIndex|delete)$/.test(parent.name.text)) return true;
  const call = parent.parent;
  return (
    parent.name.text === "splice" &&
    ts.isCallExpression(call) &&
    call.arguments.length === 2 &&
    call.arguments[0]?.getText() !== "0"
  );
}

/** And the methods that call one of them. */
function withCallers(names: Set<string>, methods: ReadonlyMap<string, FunctionNode>): Set<string> {
  for (let grew = true; grew; ) {
    grew = false;
    for (const [name, method] of methods) {
      if (names.has(name) || !callsOwn(method, names)) continue;
      names.add(name);
      grew = true;
    }
  }
  return names;
}

function callsOwn(method: FunctionNode, names: ReadonlySet<string>): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && names.has(ownField(node.expression) ?? "")) found = true;
    ts.forEachChild(node, visit);
  };
  visit(method);
  return found;
}

/** The class around a node. */
export function classAround(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) if (ts.isClassLike(at)) return at;
  return undefined;
}

/** The outermost function around a node: a method, or a function of the module. */
export function memberAround(node: ts.Node): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (let at = isFunctionNode(node) ? node : functionAround(node); at !== undefined; at = functionAround(at))
    found = at;
  return found;
}

/** All who wait, not only the first of them. */
function takesAll(use: ts.Expression): boolean {
  const call = use.parent.parent;
  const first =
    ts.isPropertyAccessExpression(use.parent) &&
    use.parent.name.text === "splice" &&
    ts.isCallExpression(call) &&
    call.arguments.length > 1;
  return !first && isDrain(use);
}
