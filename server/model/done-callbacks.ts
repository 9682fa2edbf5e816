// Callbacks that end their section, or hand back their slot, by calling what they are given: ways on which they do not.

import type { Range } from "#protocol/finding";
import { endsByCall, doneIndex } from "#engine/catalog/read";
import type { CallbackParameter } from "#engine/catalog/schema";
import { ts } from "ts-morph";
import { operationOf } from "./catalog-lookup";
import type { FunctionId } from "./facts";
import type { Lowering } from "./lower";
import { type FunctionNode, functionId, isFunctionNode } from "./names";
import { calleeText } from "./resolve";
import { mentions } from "./syntax";

export interface MissedDone {
  readonly fn: FunctionId;
  /** The call that is given the callback, as written. */
  readonly to: string;
  /** The parameter that has to be called. */
  readonly done: string;
  readonly at: Range;
  readonly leaves: Range;
  /** `never`: it is not mentioned at all. `path`: some way ends without it. `catch`: only after an exception. */
  readonly how: "never" | "path" | "catch";
  /** The callback is `async`: it was perhaps meant to end by its promise. */
  readonly async: boolean;
}

export function missedDones(source: ts.SourceFile, low: Lowering): MissedDone[] {
  const found: MissedDone[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.arguments.some(isFunctionNode)) {
      const missed = missedBy(node, low);
      if (missed !== undefined) found.push(missed);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function missedBy(node: ts.CallExpression, low: Lowering): MissedDone | undefined {
  const callback = callbackOf(node, low);
  const fn =
    callback === undefined
      ? undefined
      : callback.argument === "first-function"
        ? node.arguments.find(isFunctionNode)
        : node.arguments.at(callback.argument);
  if (callback === undefined || fn === undefined || !isFunctionNode(fn) || fn.body === undefined) return undefined;
  const isAsync = (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0;
  if (!endsByCall(callback, fn.parameters.length, isAsync)) return undefined;
  const parameter = fn.parameters[doneIndex(callback, fn.parameters.length)];
  if (parameter === undefined || !ts.isIdentifier(parameter.name) || parameter.dotDotDotToken !== undefined)
    return undefined;
  const missed = wayWithout(fn, parameter.name.text);
  if (missed === undefined) return undefined;
  return {
    fn: functionId(fn),
    to: calleeText(node.expression),
    done: parameter.name.text,
    at: low.range(parameter.name),
    leaves: low.range(missed.at),
    how: missed.how,
    async: isAsync,
  };
}

/** The callback of an operation, or the worker that a queue is made with. */
function callbackOf(node: ts.CallExpression, low: Lowering): CallbackParameter | undefined {
  const made = low.resolver.constructed(node);
  if (made !== undefined) return low.resolver.catalog.constructedType(made.module, made.type)?.worker;
  const callee = low.resolver.callee(node);
  if (callee === "value" || callee.t !== "op") return undefined;
  return operationOf(callee.module, callee.type, callee.member)?.operation.callback;
}

interface Way {
  readonly at: ts.Node;
  readonly how: MissedDone["how"];
}

/** A way to the end of the callback that does not call, keep or pass on `done`. */
function wayWithout(fn: FunctionNode, done: string): Way | undefined {
  const { body } = fn;
  if (body === undefined) return undefined;
  if (!mentions(body, done)) return { at: fn.parameters[0] ?? fn, how: "never" };
  if (!ts.isBlock(body)) return undefined;
  const missed: Way[] = [];
  /** Whether `done` is mentioned on every way that goes on; `undefined` where none does. */
  const runAll = (statements: readonly ts.Statement[], before: boolean): boolean | undefined => {
    let now: boolean | undefined = before;
    for (const statement of statements) {
      now = run(statement, now === true);
      if (now === undefined) return undefined;
    }
    return now;
  };
  const run = (node: ts.Statement | undefined, before: boolean): boolean | undefined => {
    if (node === undefined || before) return node !== undefined && leaves(node) ? undefined : before;
    if (ts.isBlock(node)) return runAll(node.statements, before);
    if (ts.isIfStatement(node)) {
      if (mentions(node.expression, done)) return true;
      return join(run(node.thenStatement, before), run(node.elseStatement, before));
    }
    if (ts.isReturnStatement(node)) {
      if (!mentions(node, done)) missed.push({ at: node, how: "path" });
      return undefined;
    }
    if (ts.isThrowStatement(node)) return undefined;
    if (ts.isTryStatement(node)) {
      if (node.finallyBlock !== undefined && mentions(node.finallyBlock, done)) return true;
      const tried = runAll(node.tryBlock.statements, before);
      const { catchClause } = node;
      if (catchClause === undefined) return tried;
      const caught = runAll(catchClause.block.statements, before);
      if (caught === false && tried === true) {
        missed.push({ at: catchClause, how: "catch" });
        return true;
      }
      return join(tried, caught);
    }
    return mentions(node, done);
  };
  if (runAll(body.statements, false) === false) missed.push({ at: body.getLastToken() ?? body, how: "path" });
  return missed.find(({ how }) => how === "path") ?? missed[0];
}

function join(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a === undefined ? b : b === undefined ? a : a && b;
}

function leaves(node: ts.Statement): boolean {
  return ts.isReturnStatement(node) || ts.isThrowStatement(node);
}
