// Handlers of a worker's messages that ask the worker something before they wake it: one that sleeps for the answer cannot reply.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare, entityOf } from "./entity";
import { kindOf } from "./handles";
import { type FunctionNode, functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import type { FunctionId } from "./facts";
import { calleeText, functionOfSymbol, type Resolver } from "./resolve";
import { find, search } from "./syntax";

export interface AskedBack {
  /** Where the worker's answer is waited for. */
  readonly at: Range;
  readonly fn: FunctionId;
  readonly in: string;
  /** The worker, and the question to it, as written. */
  readonly worker: string;
  readonly text: string;
  /** Where the worker is woken, afterwards. */
  readonly wakes: Range;
}

export function askedBack(source: ts.SourceFile, resolver: Resolver): AskedBack[] {
  if (!/\bAtomics\.notify\b/.test(source.text) || !/["']message["']|\bonmessage\b/.test(source.text)) return [];
  const found: AskedBack[] = [];
  search(source, (node) => {
    const heard = listenerOf(node, resolver);
    if (heard === undefined || kindOf(heard.worker, resolver) !== "worker") return;
    const { fn, worker } = heard;
    const own = (test: (node: ts.Node) => boolean): ts.Node | undefined =>
      fn.body === undefined ? undefined : find(fn.body, (one) => functionAround(one) === fn && test(one));
    const asks = own((one) => ts.isAwaitExpression(one) && isAsked(bare(one.expression), worker, resolver));
    const wakes = own(
      (one) =>
        asks !== undefined &&
        ts.isCallExpression(one) &&
        one.pos >= asks.end &&
        calleeText(one.expression) === "Atomics.notify",
    );
    if (asks === undefined || wakes === undefined || !ts.isAwaitExpression(asks)) return;
    found.push({
      at: nodeRange(asks, source),
      fn: functionId(fn),
      in: personName(fn).replace(/^a callback in /, ""),
      worker: worker.getText(source),
      text: asks.expression.getText(source),
      wakes: nodeRange(wakes, source),
    });
  });
  return found;
}

/** `worker.on("message", handler)`, `worker.onmessage = handler`. */
function listenerOf(
  node: ts.Node,
  resolver: Resolver,
): { readonly worker: ts.Expression; readonly fn: FunctionNode } | undefined {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [event, handler] = node.arguments;
    const listens = /^(on|once|addListener|addEventListener)$/.test(node.expression.name.text);
    if (!listens || event === undefined || !ts.isStringLiteralLike(event) || event.text !== "message") return undefined;
    const fn = handler === undefined ? undefined : functionAt(handler, resolver);
    return fn === undefined ? undefined : { worker: node.expression.expression, fn };
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  if (!ts.isPropertyAccessExpression(node.left) || node.left.name.text !== "onmessage") return undefined;
  const fn = functionAt(node.right, resolver);
  return fn === undefined ? undefined : { worker: node.left.expression, fn };
}

function functionAt(node: ts.Expression, resolver: Resolver): FunctionNode | undefined {
  const inner = bare(node);
  if (isFunctionNode(inner)) return inner;
  const symbol = ts.isIdentifier(inner) ? resolver.symbol(inner) : undefined;
  return symbol === undefined ? undefined : functionOfSymbol(symbol);
}

/** A call of what comlink wraps around the same worker, or `once(worker, "message")`. */
function isAsked(node: ts.Expression, worker: ts.Expression, resolver: Resolver): boolean {
  const entity = entityOf(worker, resolver);
  const isWorker = (one: ts.Expression | undefined): boolean =>
    one !== undefined && entity !== undefined && entityOf(one, resolver) === entity;
  if (!ts.isCallExpression(node)) return false;
  const [first, event] = node.arguments;
  if (/(^|\.)once$/.test(calleeText(node.expression)) && event !== undefined && ts.isStringLiteralLike(event))
    return event.text === "message" && isWorker(first);
  let root: ts.Expression = node.expression;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
  const declared =
    ts.isIdentifier(root) && root !== node.expression ? resolver.symbol(root)?.valueDeclaration : undefined;
  const made = declared !== undefined && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  return (
    made !== undefined &&
    ts.isCallExpression(made) &&
    /(^|\.)wrap$/.test(calleeText(made.expression)) &&
    isWorker(made.arguments[0])
  );
}
