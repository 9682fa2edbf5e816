// Sections that end at a time limit while the work in them goes on: `Promise.race([work(), timeout])` under a lock.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare } from "./entity";
import type { FunctionId } from "./facts";
import type { Lowering } from "./lower";
import { functionAround, functionId, isFunctionNode, outerName } from "./names";
import { lockEffect } from "./own-operations";
import { calleeText, functionOfSymbol } from "./resolve";
import { onlyValue } from "./syntax";

export interface AbandonedWork {
  /**
   * `race`: the section ends when the time limit wins · `timer`: a timer of the section itself releases the lock ·
   * `late`: what is taken after the time limit has won is never given back.
   */
  readonly kind: "race" | "timer" | "late";
  /** The lock, as written. */
  readonly lock: string;
  readonly fn: FunctionId;
  readonly in: string;
  readonly taken: Range;
  readonly race: Range;
  /** What goes on, as written. */
  readonly work: string;
}

export function abandonedWork(source: ts.SourceFile, low: Lowering): AbandonedWork[] {
  if (!/Promise\s*\.\s*race\s*\(|\bsetTimeout\s*\(/.test(source.text)) return [];
  const found: AbandonedWork[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && calleeText(node.expression) === "Promise.race") {
      const work = workIn(node, low);
      const section = work === undefined || !isWaitedFor(node) ? undefined : sectionAround(node, low);
      const fn = functionAround(node);
      const late = isWaitedFor(node) && fn !== undefined ? lateIn(node, low) : undefined;
      if (late !== undefined && fn !== undefined)
        found.push({ kind: "late", fn: functionId(fn), in: outerName(fn), ...late });
      if (work !== undefined && section !== undefined && fn !== undefined) {
        found.push({
          kind: "race",
          lock: section.lock,
          fn: functionId(fn),
          in: outerName(fn),
          taken: low.range(section.node),
          race: low.range(node),
          work,
        });
      }
    }
    if (ts.isCallExpression(node) && calleeText(node.expression) === "setTimeout") {
      const timed = timerAt(node, low);
      if (timed !== undefined) found.push(timed);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `Promise.race([lock.acquire(), timeout])`, of which nobody else can ever hear that the lock was taken after all. */
function lateIn(
  race: ts.CallExpression,
  low: Lowering,
): Pick<AbandonedWork, "lock" | "taken" | "race" | "work"> | undefined {
  const [list] = race.arguments;
  if (list === undefined || !ts.isArrayLiteralExpression(list) || list.elements.length !== 2) return undefined;
  const [taking, limit] = [...list.elements].sort((a) => (isTaking(a, low) ? -1 : 1));
  if (taking === undefined || limit === undefined || !isTaking(taking, low)) return undefined;
  if (contender(bare(limit), low) !== "limit") return undefined;
  const call = bare(taking);
  if (!ts.isCallExpression(call)) return undefined;
  return { lock: lockText(call), taken: low.range(call), race: low.range(race), work: calleeText(call.expression) };
}

function isTaking(node: ts.Expression, low: Lowering): boolean {
  const inner = bare(node);
  return ts.isCallExpression(inner) && lockEffect(inner, low) === "ACQ";
}

/** `setTimeout(() => lock.release(), ttl)` in a function that has taken the lock and goes on to wait. */
function timerAt(node: ts.CallExpression, low: Lowering): AbandonedWork | undefined {
  const [callback] = node.arguments;
  const fn = functionAround(node);
  if (callback === undefined || !isFunctionNode(callback) || fn?.body === undefined) return undefined;
  const released = callback.body === undefined ? undefined : releasedIn(callback.body, low);
  if (released === undefined) return undefined;
  const taken = acquireIn(fn.body, released.lock, node, low);
  const waits = awaitAfter(fn.body, node);
  if (taken === undefined || waits === undefined) return undefined;
  return {
    kind: "timer",
    lock: released.lock,
    fn: functionId(fn),
    in: outerName(fn),
    taken: low.range(taken),
    race: low.range(released.at),
    work: waits,
  };
}

/** Where the function itself takes the lock, before the timer is set. */
function acquireIn(body: ts.Node, lock: string, before: ts.Node, low: Lowering): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || isFunctionNode(node) || node.pos > before.pos) return;
    const takes = ts.isCallExpression(node) && ts.isAwaitExpression(node.parent) && lockText(node) === lock;
    if (takes && lockEffect(node, low) === "ACQ") found = node;
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** What the function waits for once the timer runs. */
function awaitAfter(body: ts.Node, timer: ts.Node): string | undefined {
  let found: string | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || isFunctionNode(node)) return;
    if (ts.isAwaitExpression(node) && node.pos > timer.end) {
      const awaited = bare(node.expression);
      found = ts.isCallExpression(awaited) ? calleeText(awaited.expression) : awaited.getText();
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** The contender that does something, where another one is only a time limit; nobody tells it to stop. */
function workIn(race: ts.CallExpression, low: Lowering): string | undefined {
  const [list] = race.arguments;
  if (list === undefined || !ts.isArrayLiteralExpression(list) || list.elements.length !== 2) return undefined;
  const kinds = list.elements.map((element) => contender(bare(element), low));
  const work = kinds.find((kind) => kind !== undefined && kind !== "limit");
  return kinds.includes("limit") ? work : undefined;
}

/** `limit`, or the text of the call that does the work; `undefined` where it is neither for certain. */
function contender(node: ts.Expression, low: Lowering): string | undefined {
  const value = ts.isIdentifier(node) ? (initializerOf(node) ?? node) : node;
  const text = value.getText();
  const stops = /\b(?:signal|abort\w*|controller|cancel\w*)\b/i;
  if (ts.isNewExpression(value)) return /\bsetTimeout\b/.test(text) ? "limit" : undefined;
  if (ts.isIdentifier(value)) return /time_?out|deadline|timer/i.test(text) ? "limit" : undefined;
  if (!ts.isCallExpression(value)) return undefined;
  const name = calleeText(value.expression);
  if (/(?:time_?out|sleep|delay|timer|deadline|wait|after)\w*$/i.test(name)) return "limit";
  if (onlyWaits(value, low)) return "limit";
  return stops.test(text) || isPlatforms(value, low) ? undefined : name;
}

/** It calls a function that does nothing but make a promise that a timer settles. */
function onlyWaits(call: ts.CallExpression, low: Lowering): boolean {
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  const symbol = low.resolver.symbol(name);
  const fn = symbol === undefined ? undefined : functionOfSymbol(symbol);
  if (fn?.body === undefined) return false;
  low.resolver.looksInto(fn.body, low.source);
  const made = onlyValue(fn);
  return made !== undefined && ts.isNewExpression(made) && /\bsetTimeout\b/.test(made.getText());
}

/** A method of the browser's or the language's own objects: it touches nothing that the program's lock guards. */
function isPlatforms(call: ts.CallExpression, low: Lowering): boolean {
  const declaration = low.checker.getResolvedSignature(call)?.declaration;
  return declaration !== undefined && /\/lib\.[\w.]+\.d\.ts$/.test(declaration.getSourceFile().fileName);
}

/** What the variable begins with: it is declared in the function itself, or in one around it. */
function initializerOf(node: ts.Identifier): ts.Expression | undefined {
  for (let fn = functionAround(node); fn?.body !== undefined; fn = functionAround(fn)) {
    if (fn.parameters.some(({ name }) => name.getText() === node.text)) return undefined;
    const found = declaredIn(fn.body, node.text);
    if (found !== undefined) return bare(found);
  }
  return undefined;
}

function declaredIn(body: ts.Node, name: string): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  const visit = (child: ts.Node): void => {
    if (ts.isVariableDeclaration(child) && ts.isIdentifier(child.name) && child.name.text === name)
      found = child.initializer;
    ts.forEachChild(child, visit);
  };
  visit(body);
  return found;
}

function isWaitedFor(race: ts.CallExpression): boolean {
  const { parent } = race;
  return (
    ts.isAwaitExpression(parent) || ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === race)
  );
}

export interface Section {
  /** The lock, as written. */
  readonly lock: string;
  /** Where it is taken. */
  readonly node: ts.Node;
  /** What runs while it is held. */
  readonly body: ts.Node;
}

/** The callback of `runExclusive` around it, or a `try` whose `finally` releases what the function has acquired. */
export function sectionAround(race: ts.Node, low: Lowering): Section | undefined {
  for (let at = race; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isTryStatement(parent) && at === parent.tryBlock && parent.finallyBlock !== undefined) {
      const released = releasedIn(parent.finallyBlock, low);
      if (released !== undefined) return { ...released, body: at };
    }
    if (!isFunctionNode(at)) continue;
    if (!ts.isCallExpression(parent) || parent.expression === at) return undefined;
    const operation = lockEffect(parent, low);
    return operation === "RUN" ? { lock: lockText(parent), node: parent.expression, body: at } : undefined;
  }
  return undefined;
}

function releasedIn(block: ts.Node, low: Lowering): (Omit<Section, "body"> & { readonly at: ts.Node }) | undefined {
  let found: (Omit<Section, "body"> & { readonly at: ts.Node }) | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined) return;
    if (ts.isCallExpression(node)) {
      if (lockEffect(node, low) === "REL") found = { lock: lockText(node), node, at: node };
      else if (ts.isIdentifier(node.expression)) {
        const taken = initializerOf(node.expression);
        const call = taken !== undefined && ts.isAwaitExpression(taken) ? bare(taken.expression) : undefined;
        if (call !== undefined && ts.isCallExpression(call) && lockEffect(call, low) === "ACQ")
          found = { lock: lockText(call), node: call, at: node };
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(block);
  return found;
}

function lockText(node: ts.CallExpression): string {
  const text = calleeText(node.expression);
  return text.includes(".") ? text.slice(0, text.lastIndexOf(".")) : text;
}
