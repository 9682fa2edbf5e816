// Sections that end at a time limit while the work in them goes on: `Promise.race([work(), timeout])` under a lock.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { operationOf } from "./catalog-lookup";
import type { FunctionId } from "./facts";
import type { Lowering } from "./lower";
import { functionAround, functionId, isFunctionNode, personName } from "./names";
import { calleeText } from "./resolve";
import { unwrapped } from "./shared-names";

export interface AbandonedWork {
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
  if (!/Promise\s*\.\s*race\s*\(/.test(source.text)) return [];
  const found: AbandonedWork[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && calleeText(node.expression) === "Promise.race") {
      const work = workIn(node, low);
      const section = work === undefined || !isWaitedFor(node) ? undefined : sectionAround(node, low);
      const fn = functionAround(node);
      if (work !== undefined && section !== undefined && fn !== undefined) {
        found.push({
          lock: section.lock,
          fn: functionId(fn),
          in: personName(fn).replace(/^a callback in /, ""),
          taken: low.range(section.node),
          race: low.range(node),
          work,
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The contender that does something, where another one is only a time limit; nobody tells it to stop. */
function workIn(race: ts.CallExpression, low: Lowering): string | undefined {
  const [list] = race.arguments;
  if (list === undefined || !ts.isArrayLiteralExpression(list) || list.elements.length !== 2) return undefined;
  const kinds = list.elements.map((element) => contender(unwrapped(element), low));
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
  return stops.test(text) || isPlatforms(value, low) ? undefined : name;
}

/** A method of the browser's or the language's own objects: it touches nothing that the program's lock guards. */
function isPlatforms(call: ts.CallExpression, low: Lowering): boolean {
  const declaration = low.checker.getResolvedSignature(call)?.declaration;
  return declaration !== undefined && /\/lib\.[\w.]+\.d\.ts$/.test(declaration.getSourceFile().fileName);
}

function initializerOf(node: ts.Identifier): ts.Expression | undefined {
  const fn = functionAround(node);
  let found: ts.Expression | undefined;
  const visit = (child: ts.Node): void => {
    if (ts.isVariableDeclaration(child) && ts.isIdentifier(child.name) && child.name.text === node.text)
      found = child.initializer;
    ts.forEachChild(child, visit);
  };
  if (fn?.body !== undefined) visit(fn.body);
  return found === undefined ? undefined : unwrapped(found);
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
    const operation = operationAt(parent, low);
    return operation === "RUN" ? { lock: lockText(parent), node: parent.expression, body: at } : undefined;
  }
  return undefined;
}

function releasedIn(block: ts.Block, low: Lowering): Omit<Section, "body"> | undefined {
  let found: Omit<Section, "body"> | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined) return;
    if (ts.isCallExpression(node)) {
      if (operationAt(node, low) === "REL") found = { lock: lockText(node), node };
      else if (ts.isIdentifier(node.expression)) {
        const taken = initializerOf(node.expression);
        const call = taken !== undefined && ts.isAwaitExpression(taken) ? unwrapped(taken.expression) : undefined;
        if (call !== undefined && ts.isCallExpression(call) && operationAt(call, low) === "ACQ")
          found = { lock: lockText(call), node: call };
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(block);
  return found;
}

/** What a call does to a lock. */
export function operationAt(node: ts.CallExpression, low: Lowering): string | undefined {
  const callee = low.resolver.callee(node);
  if (callee === "value" || callee.t !== "op") return undefined;
  const found = operationOf(callee.module, callee.type, callee.member);
  const guards = found?.type.kind === "mutex" || found?.type.kind === "semaphore" || found?.type.kind === "rwlock";
  return guards ? found.operation.effect : undefined;
}

function lockText(node: ts.CallExpression): string {
  const text = calleeText(node.expression);
  return text.includes(".") ? text.slice(0, text.lastIndexOf(".")) : text;
}
