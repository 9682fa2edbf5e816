// Locks that are made by the very call that takes them, so that nobody else can ever wait for them.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { operationOf, resourceType } from "./catalog-lookup";
import type { ClassId } from "./facts";
import type { Lowering } from "./lower";
import { type FunctionNode, functionAround, functionId, isFunctionNode, personName } from "./names";
import type { ResourceRef } from "./resolve";

export interface LocalLock {
  /** The lock as a person would say it. */
  readonly name: string;
  /** Where it is made. */
  readonly made: Range;
  /** Where it is taken. */
  readonly taken: Range;
  /** The function whose every call makes another. */
  readonly fn: string;
  readonly by: string;
  /** `value`: made by this call and seen by nobody else; `render`: made by each rendering of a component. */
  readonly kind: "value" | "render";
  /** A hand-written class, which is a lock only if the model says so. */
  readonly cls?: ClassId;
}

interface Made {
  readonly node: ts.NewExpression;
  readonly fn: FunctionNode;
  readonly resource?: ResourceRef;
  readonly cls?: ClassId;
}

export function localLocks(source: ts.SourceFile, low: Lowering): LocalLock[] {
  const found: LocalLock[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression: receiver, name } = node.expression;
      const made = freshly(receiver, low);
      if (made !== undefined && takes(node, made, name.text)) {
        found.push(entry(receiver.getText(source), made, node, "value", low));
      }
    }
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
      const lock = local(node, node.name, low);
      if (lock !== undefined) found.push(lock);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function entry(name: string, made: Made, taken: ts.Node, kind: LocalLock["kind"], low: Lowering): LocalLock {
  return {
    name: name.replace(/\s+/g, " ").slice(0, 60),
    made: low.range(made.node),
    taken: low.range(taken),
    fn: functionId(made.fn),
    by: personName(made.fn),
    kind,
    ...(made.cls ? { cls: made.cls } : {}),
  };
}

/** `const lock = new Mutex()` in a function, of which every use waits for it there and then. */
function local(declaration: ts.VariableDeclaration, name: ts.Identifier, low: Lowering): LocalLock | undefined {
  const { initializer } = declaration;
  const fn = functionAround(declaration);
  if (initializer === undefined || fn?.body === undefined || !ts.isNewExpression(initializer)) return undefined;
  const made = madeBy(initializer, fn, low);
  if (made === undefined) return undefined;
  const uses = usesOf(name, fn.body, low);
  const calls = uses.map((use) => callOn(use));
  const [first] = calls;
  if (first === undefined) return undefined;
  if (uses.every((use, index) => functionAround(use) === fn && isSequential(calls[index], made))) {
    const taken = calls.find((call) => call !== undefined && isTake(call, made));
    return taken === undefined ? undefined : entry(name.text, made, taken, "value", low);
  }
  if (!isComponent(fn)) return undefined;
  // Handlers of one rendering share it, those of the next have another.
  const handled = calls.find((call) => call !== undefined && functionAround(call) !== fn && isTake(call, made));
  const all = calls.every((call) => call !== undefined);
  return handled === undefined || !all ? undefined : entry(name.text, made, handled, "render", low);
}

function madeBy(node: ts.NewExpression, fn: FunctionNode, low: Lowering): Made | undefined {
  const resource = low.resolver.constructed(node);
  if (resource !== undefined) {
    const type = resourceType(resource.module, resource.type)?.type;
    const guards = type?.kind === "mutex" || type?.kind === "semaphore" || type?.kind === "rwlock";
    return guards && type.scope === "instance" && type.named === undefined ? { node, fn, resource } : undefined;
  }
  const cls = low.resolver.constructedClass(node);
  return cls === undefined ? undefined : { node, fn, cls };
}

/** The receiver is made by this very expression: `new Mutex()`, a getter or function that only returns a new one. */
function freshly(receiver: ts.Expression, low: Lowering): Made | undefined {
  if (ts.isParenthesizedExpression(receiver)) return freshly(receiver.expression, low);
  const fn = functionAround(receiver);
  if (ts.isNewExpression(receiver)) return fn === undefined ? undefined : madeBy(receiver, fn, low);
  const named = ts.isCallExpression(receiver) ? receiver.expression : receiver;
  const isGetter = ts.isPropertyAccessExpression(receiver);
  if (!isGetter && !ts.isCallExpression(receiver)) return undefined;
  const symbol = ts.isPropertyAccessExpression(named)
    ? low.resolver.symbol(named.name)
    : ts.isIdentifier(named)
      ? low.resolver.symbol(named)
      : undefined;
  const declarations = symbol?.declarations ?? [];
  const [declaration] = declarations;
  if (declaration === undefined || declarations.length !== 1) return undefined;
  const maker = isFunctionNode(declaration)
    ? declaration
    : ts.isVariableDeclaration(declaration) &&
        declaration.initializer !== undefined &&
        isFunctionNode(declaration.initializer)
      ? declaration.initializer
      : undefined;
  if (maker === undefined || (isGetter && !ts.isGetAccessorDeclaration(maker))) return undefined;
  if (declaration.getSourceFile() !== low.source) return undefined;
  const made = onlyReturn(maker);
  return made === undefined ? undefined : madeBy(made, maker, low);
}

function onlyReturn(fn: FunctionNode): ts.NewExpression | undefined {
  const { body } = fn;
  if (body === undefined) return undefined;
  if (!ts.isBlock(body)) return ts.isNewExpression(body) ? body : undefined;
  const [only, more] = body.statements;
  return only !== undefined &&
    more === undefined &&
    ts.isReturnStatement(only) &&
    only.expression !== undefined &&
    ts.isNewExpression(only.expression)
    ? only.expression
    : undefined;
}

/** Mentions of a local variable, the declaration left out. */
function usesOf(name: ts.Identifier, body: ts.Node, low: Lowering): ts.Identifier[] {
  const symbol = low.checker.getSymbolAtLocation(name);
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text && low.resolver.symbol(node) === symbol)
      found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** `lock.member(...)` where the use is `lock`. */
function callOn(use: ts.Identifier): ts.CallExpression | undefined {
  const access = use.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== use) return undefined;
  return ts.isCallExpression(access.parent) && access.parent.expression === access ? access.parent : undefined;
}

/** Nobody else gets a chance between the call and its end: it is awaited or returned where it stands, or does not wait. */
function isSequential(call: ts.CallExpression | undefined, made: Made): boolean {
  if (call === undefined) return false;
  return !isTake(call, made) || ts.isAwaitExpression(call.parent) || ts.isReturnStatement(call.parent);
}

function takes(call: ts.CallExpression, made: Made, member: string): boolean {
  return isTake(call, made) && (made.cls === undefined || /acquire|lock|run/i.test(member));
}

function isTake(call: ts.CallExpression, made: Made): boolean {
  if (!ts.isPropertyAccessExpression(call.expression)) return false;
  const member = call.expression.name.text;
  if (made.resource === undefined) return !/release|unlock|isLocked/i.test(member);
  const effect = operationOf(made.resource.module, made.resource.type, member)?.operation.effect;
  return effect === "ACQ" || effect === "RUN";
}

/** A React component or hook, by React's own naming rule: it runs again at each rendering. */
function isComponent(fn: FunctionNode): boolean {
  const imports = fn
    .getSourceFile()
    .statements.some(
      (statement) =>
        ts.isImportDeclaration(statement) &&
        ts.isStringLiteral(statement.moduleSpecifier) &&
        /^p?react(\/|$)/.test(statement.moduleSpecifier.text),
    );
  const name = ts.isFunctionDeclaration(fn)
    ? fn.name?.text
    : ts.isVariableDeclaration(fn.parent)
      ? fn.parent.name.getText()
      : undefined;
  return imports && name !== undefined && /^(?:[A-Z]|use[A-Z])/.test(name);
}
