// Waits for the state of a package's queue that may never come: of a paused one, or for an event that may have been before.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import type { Operation } from "#engine/catalog/schema";
import { entityOf, type EntityId, usesOf } from "./entity";
import type { FunctionId } from "./facts";
import { containsAwait } from "./shared-syntax";
import { callOn } from "./handles";
import { waysOut } from "./leaving";
import { isWaitedFor } from "./monitors";
import { type FunctionNode, functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import type { Resolver, ResourceRef } from "./resolve";

interface Wait {
  readonly at: Range;
  readonly fn: FunctionId;
  /** Name of the function, for people. */
  readonly in: string;
  /** The queue, as written. */
  readonly queue: string;
  /** What waits: the method, or the event. */
  readonly what: string;
}

export type QueueWait = Wait &
  (
    | {
        /** Nothing in the queue begins any more, and the wait is for what is in it. */
        readonly kind: "paused";
        readonly paused: Range;
        /** Where something is put into it. */
        readonly filled: Range;
        readonly resume: string;
        /** The method that waits only for what runs already, where the package has it; and where its name goes. */
        readonly instead?: { readonly method: string; readonly at: Range };
      }
    | {
        /** A change is waited for, which has been before or does not come. */
        readonly kind: "event";
        /** The method that waits for the state itself, and the text that takes the wait's place. */
        readonly instead?: { readonly method: string; readonly text: string };
      }
  );

/** A queue that a file uses: all that it does with it, in the order of the text. */
interface Queue {
  readonly text: string;
  readonly entity: EntityId;
  readonly type: ResourceRef;
  readonly calls: readonly Call[];
}

interface Call {
  readonly node: ts.CallExpression;
  readonly operation: Operation;
}

export function queueWaitsOf(source: ts.SourceFile, resolver: Resolver): QueueWait[] {
  if (!/\.\s*(?:pause|once|on|drain)\b|\bonce\s*\(|\bautoStart\b/.test(source.text)) return [];
  const queues = new Map<EntityId, Queue | undefined>();
  const queueOf = (expression: ts.Expression): Queue | undefined => {
    const entity = entityOf(expression, resolver);
    if (entity === undefined) return undefined;
    if (!queues.has(entity)) queues.set(entity, queueAt(expression, entity, source, resolver));
    return queues.get(entity);
  };
  const found: QueueWait[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const paused = pausedAt(node, queueOf, source, resolver);
      if (paused !== undefined) found.push(...paused);
      const event = eventAt(node, queueOf, source, resolver);
      if (event !== undefined) found.push(event);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function queueAt(
  expression: ts.Expression,
  entity: EntityId,
  source: ts.SourceFile,
  resolver: Resolver,
): Queue | undefined {
  const type = resolver.resource(expression);
  if (type === undefined || !operationsOf(type, resolver).some(({ effect }) => effect === "PAUSE")) return undefined;
  const calls = usesOf(entity, source, resolver).flatMap((use) => {
    const node = callOn(use)?.node;
    const operation = node === undefined ? undefined : operationAt(node, type, resolver);
    return node === undefined || operation === undefined ? [] : [{ node, operation }];
  });
  return { text: expression.getText(source), entity, type, calls };
}

/** `queue.pause()`, after which the function waits for what only goes on when the queue does. */
function pausedAt(
  node: ts.CallExpression,
  queueOf: (expression: ts.Expression) => Queue | undefined,
  source: ts.SourceFile,
  resolver: Resolver,
): QueueWait[] | undefined {
  const fn = functionAround(node);
  if (fn === undefined || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const queue = queueOf(node.expression.expression);
  if (queue?.calls.find((call) => call.node === node)?.operation.effect !== "PAUSE") return undefined;
  const { calls, text, type, entity } = queue;
  const [filled] = calls.filter(({ operation }) => isFilling(operation));
  if (filled === undefined || !isOwn(entity, source, resolver)) return undefined;
  // Whoever else lets it go on may do so while this waits.
  const others = calls.filter(({ operation, node: at }) => operation.effect === "RESUME" && functionAround(at) !== fn);
  if (others.length > 0) return undefined;
  const waits = new Map<ts.Node, Call>(calls.filter((call) => isStuck(call)).map((call) => [call.node, call]));
  const ends = new Set<ts.Node>(
    calls.filter(({ operation: { effect } }) => effect === "RESUME" || effect === "CANCEL").map((call) => call.node),
  );
  const resume = operationsOf(type, resolver).find(({ effect }) => effect === "RESUME")?.member ?? "resume";
  return waysOut(fn, {
    begins: (at) => at === node,
    meets: (at) => (ends.has(at) ? "meets" : waits.has(at) ? "may-fail" : undefined),
  }).flatMap(({ at, how }) => {
    const wait = how === "gives up" ? waits.get(at) : undefined;
    if (wait === undefined || !ts.isPropertyAccessExpression(wait.node.expression)) return [];
    const { name } = wait.node.expression;
    const instead = wait.operation.effect === "WAIT" ? insteadOf(wait, type, resolver) : undefined;
    return [
      {
        kind: "paused" as const,
        ...waitAt(wait.node, text, name.text, source),
        paused: nodeRange(node, source),
        filled: nodeRange(filled.node, source),
        resume,
        ...(instead === undefined ? {} : { instead: { method: instead, at: nodeRange(name, source) } }),
      },
    ];
  });
}

/** The task waits, and nothing but the queue's own work ends that. */
function isStuck({ node, operation }: Call): boolean {
  const waits = operation.effect === "WAIT" ? operation.condition !== PENDING : isFilling(operation);
  return waits && isWaitedFor(node) && !(operation.effect === "WAIT" && node.arguments.length > 0);
}

function isFilling({ effect }: Operation): boolean {
  return effect === "RUN" || effect === "ENQ";
}

/** What a wait is for that a paused queue comes to as well: that nothing runs any more. */
const PENDING = "pendingZero";

/** The installed version has a method that waits for those that run, whatever is queued. */
function insteadOf({ node }: Call, type: ResourceRef, resolver: Resolver): string | undefined {
  const method = operationsOf(type, resolver).find(({ condition }) => condition === PENDING)?.member;
  if (method === undefined || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const receiver = resolver.checker.getTypeAtLocation(node.expression.expression);
  return receiver.getProperty(method) === undefined ? undefined : method;
}

/** `await new Promise((resolve) => queue.once("idle", resolve))`, `await once(queue, "idle")`, `await queue.drain()`. */
function eventAt(
  node: ts.CallExpression,
  queueOf: (expression: ts.Expression) => Queue | undefined,
  source: ts.SourceFile,
  resolver: Resolver,
): QueueWait | undefined {
  const heard = listening(node) ?? (node.arguments.length === 0 ? { whole: node, on: receiverOf(node) } : undefined);
  if (heard?.on === undefined || !isWaitedFor(heard.whole)) return undefined;
  const queue = queueOf(heard.on);
  if (queue === undefined) return undefined;
  const { event, whole } = heard;
  const operations = operationsOf(queue.type, resolver);
  const edge = queue.calls.find((call) => call.node === node && call.operation.memory === "edge");
  const state = operations.find((one) => one.effect === "WAIT" && one.memory === "level" && one.condition === event);
  if (event === undefined ? edge === undefined : state === undefined) return undefined;
  const fn = functionAround(whole);
  if (fn === undefined || isAsked(whole, fn, queue.text) || isFilledBefore(whole, fn, queue)) return undefined;
  if (isInJob(whole, queue, resolver)) return undefined;
  const has =
    state !== undefined && resolver.checker.getTypeAtLocation(heard.on).getProperty(state.member) !== undefined;
  return {
    kind: "event",
    ...waitAt(whole, queue.text, event ?? edge?.operation.member ?? "", source),
    ...(state !== undefined && has
      ? { instead: { method: state.member, text: `${heard.on.getText(source)}.${state.member}()` } }
      : {}),
  };
}

interface Heard {
  /** The promise that the event settles. */
  readonly whole: ts.Expression;
  readonly on: ts.Expression | undefined;
  readonly event?: string;
}

/** A listener whose only work is to settle the promise around it; or `once(queue, "idle")`. */
function listening(node: ts.CallExpression): Heard | undefined {
  const [first, second] = node.arguments;
  if (first === undefined || second === undefined) return undefined;
  const { expression } = node;
  if (/(^|\.)once$/.test(expression.getText()) && ts.isStringLiteralLike(second))
    return node.arguments.length === 2 ? { whole: node, on: first, event: second.text } : undefined;
  if (!ts.isPropertyAccessExpression(expression) || !/^(on|once|addListener)$/.test(expression.name.text))
    return undefined;
  const executor = functionAround(node);
  const made = executor?.parent;
  if (executor?.body === undefined || made === undefined || !ts.isNewExpression(made)) return undefined;
  if (made.expression.getText() !== "Promise" || !ts.isStringLiteralLike(first)) return undefined;
  const only = ts.isBlock(executor.body)
    ? executor.body.statements.length === 1 && ts.isExpressionStatement(node.parent)
    : executor.body === node;
  return only ? { whole: made, on: expression.expression, event: first.text } : undefined;
}

/** Whoever waits has asked first how much there is. */
function isAsked(node: ts.Node, fn: FunctionNode, queue: string): boolean {
  const asks = (test: ts.Expression): boolean =>
    new RegExp(`(?:^|[^\\w.])${escaped(queue)}\\??\\.\\s*(?:size|pending|length|running|idle)\\b`).test(test.getText());
  for (let at = node; at !== fn && at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (ts.isIfStatement(parent) && at !== parent.expression && asks(parent.expression)) return true;
    if (ts.isConditionalExpression(parent) && at !== parent.condition && asks(parent.condition)) return true;
    if (ts.isWhileStatement(parent) && asks(parent.expression)) return true;
    if (!ts.isBlock(parent)) continue;
    for (const before of parent.statements) {
      if (before === at) break;
      if (ts.isIfStatement(before) && asks(before.expression)) return true;
    }
  }
  return false;
}

/** On every way to the wait something is put into the queue, and nothing is awaited in between. */
function isFilledBefore(node: ts.Node, fn: FunctionNode, { calls }: Queue): boolean {
  const fills = new Set<ts.Node>(calls.filter(({ operation }) => isFilling(operation)).map((call) => call.node));
  let at = node;
  while (at !== fn && !(ts.isBlock(at.parent) && at.parent.parent === fn)) at = at.parent;
  if (at === fn || !ts.isBlock(at.parent)) return false;
  const { pos } = at;
  const before = at.parent.statements.filter((one) => one.pos < pos).reverse();
  for (const statement of before) {
    if (containsAwait(statement)) return false;
    const { expression } = ts.isExpressionStatement(statement) ? statement : { expression: undefined };
    if (expression !== undefined && fillsIn(expression, fills)) return true;
    if (ts.isVariableStatement(statement) && fillsIn(statement, fills)) return true;
  }
  return false;
}

function fillsIn(node: ts.Node, fills: ReadonlySet<ts.Node>): boolean {
  if (isFunctionNode(node) || ts.isConditionalExpression(node)) return false;
  return fills.has(node) || ts.forEachChild(node, (child) => fillsIn(child, fills) || undefined) === true;
}

/** In a function that is given to the queue, or to what makes it: while that runs, the queue is not idle. */
function isInJob(node: ts.Node, { entity, calls }: Queue, resolver: Resolver): boolean {
  const own = new Set<ts.Node>(calls.map((call) => call.node));
  for (let at = node.parent; at !== undefined && !ts.isSourceFile(at); at = at.parent) {
    if (own.has(at)) return true;
    const named = ts.isVariableDeclaration(at) || ts.isPropertyDeclaration(at) ? at.name : undefined;
    if (named !== undefined && ts.isIdentifier(named) && entityOf(named, resolver) === entity) return true;
  }
  return false;
}

/** Only this file knows it: a variable that is not exported, or a private field, of which only methods are called. */
function isOwn(entity: EntityId, source: ts.SourceFile, resolver: Resolver): boolean {
  return usesOf(entity, source, resolver).every((use) => {
    const { parent } = use;
    if (ts.isVariableDeclaration(parent) && parent.name === use) {
      const statement = parent.parent.parent;
      return (
        !ts.isVariableStatement(statement) || (ts.getCombinedModifierFlags(parent) & ts.ModifierFlags.Export) === 0
      );
    }
    if (ts.isPropertyDeclaration(parent) && parent.name === use)
      return (
        ts.isPrivateIdentifier(parent.name) || (ts.getCombinedModifierFlags(parent) & ts.ModifierFlags.Private) !== 0
      );
    if (ts.isBinaryExpression(parent) && parent.left === use) return true;
    return (
      (ts.isPropertyAccessExpression(parent) && parent.expression === use) ||
      (ts.isCallExpression(parent) && parent.expression !== use && /(^|\.)once$/.test(parent.expression.getText()))
    );
  });
}

function waitAt(node: ts.Node, queue: string, what: string, source: ts.SourceFile): Wait {
  const fn = functionAround(node) ?? source;
  return {
    at: nodeRange(node, source),
    fn: functionId(fn),
    in: personName(fn).replace(/^a callback in /, ""),
    queue,
    what,
  };
}

function operationsOf(type: ResourceRef, resolver: Resolver): readonly Operation[] {
  return resolver.catalog.constructedType(type.module, type.type)?.operations ?? [];
}

function operationAt(node: ts.CallExpression, type: ResourceRef, resolver: Resolver): Operation | undefined {
  const { expression } = node;
  return ts.isPropertyAccessExpression(expression)
    ? operationsOf(type, resolver).find(({ member }) => member === expression.name.text)
    : undefined;
}

function receiverOf(node: ts.CallExpression): ts.Expression | undefined {
  return ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
