// Work that is started and not waited for although what comes next rests on it: in a section, in a transaction, before a use.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { sectionAround } from "./abandoned";
import { operationOf } from "./catalog-lookup";
import { bare } from "./entity";
import { lockEffect } from "./own-operations";
import type { FunctionId } from "./facts";
import { firstAwait, type LateWrite, lateWrites, touched, walk } from "./late-writes";
import type { Lowering } from "./lower";
import { functionAround, functionId, type FunctionNode, isFunctionNode, outerName } from "./names";
import { isPromiseType } from "./pending";
import { firstOf } from "./pool-tasks";
import { calleeText, functionOfSymbol } from "./resolve";

interface Floating {
  readonly fn: FunctionId;
  readonly in: string;
  readonly call: Range;
  /** The callee as written. */
  readonly text: string;
  /** `await` may be put in front. */
  readonly awaitable: boolean;
}

export type FloatingWork = Floating &
  (
    | {
        /** It writes what the section of a lock guards, after the section has ended. */
        readonly kind: "section";
        readonly lock: string;
        readonly taken: Range;
        readonly state: string;
        readonly write: Range;
      }
    | {
        /** What it fills is used before it has gone past its `await`. */
        readonly kind: "result";
        readonly each: boolean;
        readonly state: string;
        readonly write: Range;
        readonly used: Range;
      }
    /** It is all that a job of a queue or limiter does, which ends when the work has only begun. */
    | { readonly kind: "job"; readonly lock: string; readonly given: Range }
    /** A statement of a transaction: it may run after the commit, and its failure undoes nothing. */
    | { readonly kind: "transaction"; readonly handle: string; readonly begun: Range }
  );

export function floatingWork(source: ts.SourceFile, low: Lowering): FloatingWork[] {
  if (!source.text.includes("async") && !/[tT]ransaction/.test(source.text)) return [];
  const found: FloatingWork[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) {
      const call = bare(node.expression);
      const fn = functionAround(node);
      if (ts.isCallExpression(call) && fn !== undefined) found.push(...floatingAt(call, fn, low));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function floatingAt(call: ts.CallExpression, fn: FunctionNode, low: Lowering): FloatingWork[] {
  const started = startedBy(call, low);
  const text = calleeText(call.expression);
  const isAsync = (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0;
  const base = {
    fn: functionId(fn),
    in: outerName(fn),
    call: low.range(call),
    text,
    awaitable: isAsync && started?.each !== true,
  };
  const transaction = transactionOf(call, low);
  if (transaction !== undefined) return [{ ...base, kind: "transaction", ...transaction }];
  const job = jobOf(call, fn, low);
  if (job !== undefined)
    return [{ ...base, text: calleeText(firstOf(call).expression), awaitable: isAsync, kind: "job", ...job }];
  if (started === undefined) return [];
  const writes = lateWrites(started.fn, low);
  if (writes.length === 0) return [];
  const section = sectionAround(call, low);
  if (section !== undefined && !takesLock(started.fn, low)) {
    const guarded = touched(section.body, low);
    const write = writes.find(({ key }) => guarded.has(key));
    if (write !== undefined)
      return [
        {
          ...base,
          kind: "section",
          lock: section.lock,
          taken: low.range(section.node),
          state: write.text,
          write: low.range(write.node),
        },
      ];
  }
  for (const write of writes) {
    const used = usedAtOnce(write, call, fn, started.each, low);
    if (used !== undefined)
      return [
        {
          ...base,
          kind: "result",
          each: started.each,
          state: write.text,
          write: low.range(write.node),
          used: low.range(used),
        },
      ];
  }
  return [];
}

/** The limiter or queue whose job does nothing but begin this work, and does not wait for it. */
function jobOf(
  call: ts.CallExpression,
  fn: FunctionNode,
  low: Lowering,
): { readonly lock: string; readonly given: Range } | undefined {
  const given = fn.parent;
  if (!ts.isCallExpression(given) || given.expression === fn || fn.body === undefined || !ts.isBlock(fn.body))
    return undefined;
  const callee = low.resolver.callee(given);
  const operation =
    callee === "value" || callee.t !== "op" ? undefined : operationOf(callee.module, callee.type, callee.member);
  if (operation?.operation.effect !== "RUN" || operation.operation.callback?.until !== "settles") return undefined;
  // A lock may be asked for only to hear that its holder has gone.
  if (operation.type.kind !== "limiter" && operation.type.kind !== "queue") return undefined;
  const { statements } = fn.body;
  if (statements.at(-1) !== call.parent || !statements.slice(0, -1).every(ts.isVariableStatement)) return undefined;
  if (firstAwait(fn.body, fn.body.pos) !== undefined) return undefined;
  const started = firstOf(call);
  if (!isPromiseType(low.checker.getTypeAtLocation(started), low.checker)) return undefined;
  const text = calleeText(given.expression);
  const lock = callee !== "value" && callee.t === "op" && callee.member !== "" ? text.replace(/\.\w+$/, "") : text;
  return { lock, given: low.range(given.expression) };
}

/** The asynchronous function of this file that a call starts: its callee, or the callback of `forEach`. */
function startedBy(
  call: ts.CallExpression,
  low: Lowering,
): { readonly fn: FunctionNode; readonly each: boolean } | undefined {
  const [callback] = call.arguments;
  const isEach = ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === "forEach";
  if (isEach && callback !== undefined && isFunctionNode(callback) && isAsyncFunction(callback))
    return { fn: callback, each: true };
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  const symbol = low.resolver.symbol(name);
  const declared = symbol === undefined ? undefined : functionOfSymbol(symbol);
  if (declared === undefined || declared.getSourceFile() !== low.source || !isAsyncFunction(declared)) return undefined;
  return { fn: declared, each: false };
}

function isAsyncFunction(fn: FunctionNode): boolean {
  return (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0 && fn.body !== undefined;
}

/** It takes a lock by itself: what it writes then is guarded. */
function takesLock(fn: FunctionNode, low: Lowering): boolean {
  let takes = false;
  const visit = (node: ts.Node): void => {
    if (takes) return;
    const effect = ts.isCallExpression(node) ? lockEffect(node, low) : undefined;
    if (effect === "ACQ" || effect === "RUN") takes = true;
    else ts.forEachChild(node, visit);
  };
  if (fn.body !== undefined) visit(fn.body);
  return takes;
}

/** Where the function reads what the work fills, with nothing awaited in between. */
function usedAtOnce(
  write: LateWrite,
  call: ts.CallExpression,
  fn: FunctionNode,
  each: boolean,
  low: Lowering,
): ts.Node | undefined {
  // Who starts a loader and hands out the object that it fills means it so; a variable's value is read now.
  if (!each && (write.how === "changed" || write.text.includes(".") || write.owner !== fn)) return undefined;
  if (write.owner !== undefined && write.owner !== fn) return undefined;
  if (fn.body === undefined) return undefined;
  const until = firstAwait(fn.body, call.end)?.end ?? fn.body.end;
  let used: ts.Node | undefined;
  walk(fn.body, (node) => {
    if (used !== undefined || node.pos < call.end || node.end > until || !ts.isExpression(node)) return;
    if (!isUse(node, write, low)) return;
    used = node;
  });
  return used;
}

/** The expression is the state, and its value is wanted: not a new one put there, and not only asked for one of its methods. */
function isUse(node: ts.Expression, write: LateWrite, low: Lowering): boolean {
  if (node.getText(low.source) !== write.text) return false;
  if (ts.isIdentifier(node)) {
    const declaration = low.checker.getSymbolAtLocation(node)?.valueDeclaration;
    const owner = declaration === undefined ? undefined : functionAround(declaration);
    if (owner !== write.owner) return false;
  }
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  return !(
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

const TRANSACTION = /(?:^|\.)(?:\$?transaction|withTransaction|inTransaction|runInTransaction|transactional)$/;
const ENDS = /\.(?:commit|rollback|release|on|once|off)$/;

/** A statement given to the handle of the transaction whose callback this is, and whose promise is dropped. */
function transactionOf(
  call: ts.CallExpression,
  low: Lowering,
): { readonly handle: string; readonly begun: Range } | undefined {
  const fn = functionAround(call);
  if (fn === undefined || !ts.isCallExpression(fn.parent) || fn.parent.expression === fn) return undefined;
  if (!TRANSACTION.test(calleeText(fn.parent.expression)) || !isAsyncFunction(fn)) return undefined;
  const [handle] = fn.parameters;
  if (handle === undefined || !ts.isIdentifier(handle.name) || ENDS.test(calleeText(call.expression))) return undefined;
  const symbol = low.resolver.symbol(handle.name);
  const isHandle = (node: ts.Expression): boolean => ts.isIdentifier(node) && low.resolver.symbol(node) === symbol;
  if (!isHandle(rootOf(call)) && !call.arguments.some(isHandle)) return undefined;
  if (!isPromiseType(low.checker.getTypeAtLocation(call), low.checker)) return undefined;
  return { handle: handle.name.text, begun: low.range(fn.parent.expression) };
}

/** `trx` of `trx("users").where(...).insert(...)`. */
function rootOf(node: ts.Expression): ts.Expression {
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) return rootOf(node.expression);
  return node;
}
