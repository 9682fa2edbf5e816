// What a file does with the threads and processes that it starts: listens, ends them, lets go of them, hands them on.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare, entityOf, usesOf } from "./entity";
import type { FunctionId } from "./facts";
import { type FunctionNode, functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import type { Resolver } from "./resolve";
import { has } from "./syntax";
import { startAt, type ThreadStart } from "./thread-starts";

export interface Listening {
  readonly event: string;
  readonly at: Range;
  /** An `await` of the same function lies between the start of the thread and this. */
  readonly late?: Range;
  /** It was `unref`ed before, and nothing listened to this event then. */
  readonly unrefed?: Range;
}

export interface Handle {
  readonly start: ThreadStart;
  /** As written: `worker`, `this.worker`. */
  readonly text: string;
  /** Kept in a variable of the function that starts it, in one of the module, or in a member. */
  readonly kept: "local" | "module" | "member" | "nowhere";
  readonly listens: readonly Listening[];
  /** It is terminated, killed, disconnected or let go of somewhere in the file. */
  readonly ended: boolean;
  /** Somebody else gets it too. */
  readonly escapes: boolean;
  /** A method of its class that is there to end things, and does not end this. */
  readonly forgetful?: { readonly name: string; readonly at: Range };
}

/** A promise that is settled by a message of a thread or process, or by an answer to what was said to all. */
export interface Reply {
  readonly at: Range;
  readonly fn: FunctionId;
  /** Name of the function, for people. */
  readonly in: string;
  readonly of: "worker" | "process" | "broadcast";
  /** Events that anything in the file listens to on the same handle. */
  readonly heard: readonly string[];
  readonly text: string;
  /** `once(worker, "message")`, which an `error` rejects. */
  readonly once: boolean;
}

const ENDS = /^(terminate|kill|disconnect|unref|removeAllListeners|close|destroy)$/;
const LISTENS = /^(on|once|addListener|addEventListener|prependListener|prependOnceListener)$/;
const HARMLESS = /^(postMessage|send|ref|off|removeListener|removeEventListener|getHeapSnapshot|eventNames|emit)$/;

export function handlesOf(source: ts.SourceFile, resolver: Resolver): Handle[] {
  if (!/\bnew\s+Worker\b|\bfork\s*\(/.test(source.text)) return [];
  const handles: Handle[] = [];
  const visit = (node: ts.Node): void => {
    const start = startAt(node, source, resolver);
    if (start !== undefined) handles.push(handleOf(node, start, source, resolver));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return handles;
}

function handleOf(node: ts.Node, start: ThreadStart, source: ts.SourceFile, resolver: Resolver): Handle {
  const { holder } = start;
  const around = functionAround(node) ?? source;
  if (holder === undefined)
    return { start, text: "", kept: "nowhere", listens: [], ended: false, escapes: !isDropped(node) };
  const kept = /@\d+$/.test(holder) ? "local" : /[^.]#[\w$]+$/.test(holder) ? "module" : "member";
  const listens: Listening[] = [];
  let ended = false;
  let escapes = false;
  let text = holder.slice(holder.lastIndexOf(kept === "member" ? "." : "#") + 1).replace(/@.*/, "");
  if (kept === "member") text = `this.${text}`;
  let unrefed: Range | undefined;
  for (const use of usesOf(holder, source, resolver)) {
    const { parent } = use;
    const call = callOn(use);
    if (call !== undefined) {
      const { name, node: whole } = call;
      if (ENDS.test(name)) ended = true;
      if (name === "unref") unrefed = nodeRange(whole, source);
      if (LISTENS.test(name)) {
        const [event] = whole.arguments;
        if (event !== undefined && ts.isStringLiteralLike(event))
          listens.push(listening(event.text, whole, node, around, unrefed, listens, source));
      } else if (!ENDS.test(name) && !HARMLESS.test(name)) escapes = true;
      continue;
    }
    if (ts.isPropertyAccessExpression(parent) && parent.expression === use) {
      const assigned = ts.isBinaryExpression(parent.parent) && parent.parent.left === parent;
      if (assigned && /^on\w+$/.test(parent.name.text))
        listens.push(listening(parent.name.text.slice(2), parent, node, around, unrefed, listens, source));
      continue;
    }
    if (ts.isCallExpression(parent) && /(^|\.)once$/.test(parent.expression.getText(source))) {
      const event = parent.arguments[1];
      if (parent.arguments[0] === use && event !== undefined && ts.isStringLiteralLike(event)) {
        listens.push(listening(event.text, parent, node, around, unrefed, listens, source));
        listens.push(listening("error", parent, node, around, unrefed, listens, source));
        continue;
      }
    }
    const written =
      (ts.isBinaryExpression(parent) &&
        parent.left === use &&
        parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) ||
      (ts.isVariableDeclaration(parent) && parent.name === use) ||
      (ts.isPropertyDeclaration(parent) && parent.name === use);
    const tested =
      ts.isIfStatement(parent) ||
      ts.isPrefixUnaryExpression(parent) ||
      (ts.isBinaryExpression(parent) && !written && parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken);
    if (!written && !tested) escapes = true;
  }
  const forgetful = kept === "member" && !ended && !escapes ? endingMethod(node, source) : undefined;
  return { start, text, kept, listens, ended, escapes, ...(forgetful === undefined ? {} : { forgetful }) };
}

function listening(
  event: string,
  at: ts.Node,
  start: ts.Node,
  around: FunctionNode | ts.SourceFile,
  unrefed: Range | undefined,
  before: readonly Listening[],
  source: ts.SourceFile,
): Listening {
  const same = (functionAround(at) ?? source) === around && at.pos > start.pos;
  const late = same ? awaitBetween(around, start.end, at.getStart(source), source) : undefined;
  const first = !before.some((other) => other.event === event);
  return {
    event,
    at: nodeRange(at, source),
    ...(late !== undefined && first ? { late } : {}),
    ...(unrefed !== undefined && first && same ? { unrefed } : {}),
  };
}

/** An `await` between two places of one function, which both are on every way through it. */
function awaitBetween(
  around: FunctionNode | ts.SourceFile,
  from: number,
  to: number,
  source: ts.SourceFile,
): Range | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || (isFunctionNode(node) && node !== around)) return;
    if (ts.isAwaitExpression(node) && node.getStart(source) >= from && node.end <= to) found = node;
    else ts.forEachChild(node, visit);
  };
  visit(around);
  return found === undefined ? undefined : nodeRange(found, source);
}

/** `use.name(...)`. */
export function callOn(use: ts.Expression): { name: string; node: ts.CallExpression } | undefined {
  const access = use.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== use) return undefined;
  return ts.isCallExpression(access.parent) && access.parent.expression === access
    ? { name: access.name.text, node: access.parent }
    : undefined;
}

function isDropped(node: ts.Node): boolean {
  return ts.isExpressionStatement(node.parent);
}

function endingMethod(node: ts.Node, source: ts.SourceFile): Handle["forgetful"] {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (!ts.isClassLike(at)) continue;
    for (const member of at.members) {
      if (!ts.isMethodDeclaration(member) || member.body === undefined) continue;
      const name = member.name.getText(source);
      if (/^(#?_?(close|stop|dispose|destroy|shutdown|terminate)|\[Symbol\.(async)?[dD]ispose\])$/.test(name))
        return { name, at: nodeRange(member.name, source) };
    }
  }
  return undefined;
}

/** Promises around `on("message", …)` or `onmessage = …`, and `once(worker, "message")`. */
export function repliesOf(source: ts.SourceFile, resolver: Resolver): Reply[] {
  if (!/["']message["']|\bonmessage\b/.test(source.text)) return [];
  const found: Reply[] = [];
  const add = (node: ts.Node, receiver: ts.Expression, once: boolean): void => {
    const around = functionAround(node) ?? source;
    const of = kindOf(receiver, resolver) ?? (asksAll(receiver, around, resolver) ? "broadcast" : undefined);
    if (of === undefined || (of === "broadcast" && isBoundedOutside(node))) return;
    const text = receiver.getText(source);
    found.push({
      at: nodeRange(node, source),
      fn: functionId(around),
      in: personName(around),
      of,
      heard: heardOn(receiver, source, resolver),
      text,
      once,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [event, handler] = node.arguments;
      const promise = promiseAround(node);
      const listens = LISTENS.test(node.expression.name.text) && event !== undefined && handler !== undefined;
      if (listens && promise !== undefined && ts.isStringLiteralLike(event) && event.text === "message") {
        if (settlesOnlyIn(promise, handler, resolver)) add(promise.parent, node.expression.expression, false);
      }
    }
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      node.left.name.text === "onmessage"
    ) {
      const promise = promiseAround(node);
      if (promise !== undefined && settlesOnlyIn(promise, node.right, resolver))
        add(promise.parent, node.left.expression, false);
    }
    if (
      ts.isCallExpression(node) &&
      /(^|\.)once$/.test(node.expression.getText(source)) &&
      node.arguments.length >= 2
    ) {
      const [emitter, event, options] = node.arguments;
      if (event !== undefined && ts.isStringLiteralLike(event) && event.text === "message" && options === undefined)
        if (emitter !== undefined) add(node, emitter, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A `BroadcastChannel` on which the function itself says something, so that it waits for an answer. */
function asksAll(receiver: ts.Expression, around: ts.Node, resolver: Resolver): boolean {
  const type = resolver.checker.getNonNullableType(resolver.checker.getTypeAtLocation(receiver));
  if (type.getSymbol()?.name !== "BroadcastChannel") return false;
  const entity = entityOf(receiver, resolver);
  return has(
    around,
    (node) =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "postMessage" &&
      entity !== undefined &&
      entityOf(node.expression.expression, resolver) === entity,
  );
}

/** It is one of several of which the first counts, or handed to something that limits it. */
function isBoundedOutside(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined && !ts.isStatement(at) && !isFunctionNode(at); at = at.parent)
    if (ts.isCallExpression(at) && /\.race$|\.any$|time_?out|limit/i.test(at.expression.getText())) return true;
  return false;
}

/** The executor around a node, where nothing lies between. */
function promiseAround(node: ts.Node): FunctionNode | undefined {
  const around = functionAround(node);
  const made = around?.parent;
  return around !== undefined &&
    made !== undefined &&
    ts.isNewExpression(made) &&
    made.expression.getText() === "Promise"
    ? around
    : undefined;
}

/** Every mention of `resolve` and `reject` lies in the listener: no timer, no other event settles the promise. */
function settlesOnlyIn(executor: FunctionNode, handler: ts.Node, resolver: Resolver): boolean {
  const symbols = executor.parameters.map((parameter) => resolver.symbol(parameter.name));
  const outside = (node: ts.Node): boolean => {
    if (node === handler) return false;
    if (ts.isIdentifier(node) && !ts.isParameter(node.parent) && symbols.includes(resolver.symbol(node))) return true;
    return ts.forEachChild(node, (child) => outside(child) || undefined) === true;
  };
  return executor.body !== undefined && !outside(executor.body);
}

export function heardOn(receiver: ts.Expression, source: ts.SourceFile, resolver: Resolver): string[] {
  const entity = entityOf(receiver, resolver);
  const text = receiver.getText(source);
  const heard = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const callee = node.expression;
      const method = ts.isPropertyAccessExpression(callee) && LISTENS.test(callee.name.text) ? callee : undefined;
      const [first, second] = node.arguments;
      const on = method?.expression ?? (/(^|\.)once$/.test(callee.getText(source)) ? first : undefined);
      const event = method === undefined ? second : first;
      // `worker.on(...).on(...)`.
      const chained = on?.getText(source).startsWith(`${text}.`) === true;
      const same = on !== undefined && (chained || (entity !== undefined && entityOf(bare(on), resolver) === entity));
      if (same && event !== undefined && ts.isStringLiteralLike(event)) heard.add(event.text);
    }
    if (ts.isPropertyAccessExpression(node) && /^on(error|exit|close|messageerror)$/.test(node.name.text))
      if (entity !== undefined && entityOf(node.expression, resolver) === entity) heard.add(node.name.text.slice(2));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...heard];
}

/** By its type: a `Worker`, or a child process with a channel. */
export function kindOf(receiver: ts.Expression, resolver: Resolver): "worker" | "process" | undefined {
  const type = resolver.checker.getNonNullableType(resolver.checker.getTypeAtLocation(receiver));
  const symbol = type.getSymbol();
  const file = symbol?.declarations?.[0]?.getSourceFile().fileName ?? "";
  if (symbol?.name === "Worker" && (/worker_threads(\.d)?\.ts$/.test(file) || /\/lib\.[\w.]+\.d\.ts$/.test(file)))
    return "worker";
  return symbol?.name === "ChildProcess" && /child_process(\.d)?\.ts$/.test(file) ? "process" : undefined;
}
