// Abort controllers that nobody aborts, although work that was started goes on until their signal says so.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { entityOfSymbol, usesOf } from "./entity";
import type { FunctionId } from "./facts";
import { functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import { isWaitedFor } from "./monitors";
import { functionOfSymbol, type Resolver } from "./resolve";

export interface UnusedController {
  /** Where it is made, and its name. */
  readonly at: Range;
  readonly text: string;
  readonly fn: FunctionId;
  readonly in: string;
  /** Work that asks its signal whether to go on: where that is started, its name, and where it asks. */
  readonly started: Range;
  readonly work: string;
  readonly asks: Range;
}

export function unusedControllers(source: ts.SourceFile, resolver: Resolver): UnusedController[] {
  if (!/\bnew\s+AbortController\b/.test(source.text)) return [];
  const found: UnusedController[] = [];
  const visit = (node: ts.Node): void => {
    const one = ts.isVariableDeclaration(node) ? unusedAt(node, source, resolver) : undefined;
    if (one !== undefined) found.push(one);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function unusedAt(
  node: ts.VariableDeclaration,
  source: ts.SourceFile,
  resolver: Resolver,
): UnusedController | undefined {
  const { initializer, name } = node;
  const owner = functionAround(node);
  if (owner === undefined || initializer === undefined || !ts.isNewExpression(initializer) || !ts.isIdentifier(name))
    return undefined;
  if (initializer.expression.getText(source) !== "AbortController") return undefined;
  const entity = entityOfSymbol(resolver.symbol(name));
  if (entity === undefined) return undefined;
  const uses = usesOf(entity, source, resolver).filter((use) => use !== name);
  const signals = uses.map((use) => use.parent);
  const onlySignal = signals.every((use) => ts.isPropertyAccessExpression(use) && use.name.text === "signal");
  if (!onlySignal) return undefined;
  for (const signal of signals) {
    const call = signal.parent;
    if (!ts.isCallExpression(call) || isWaitedFor(call)) continue;
    const given: readonly ts.Node[] = call.arguments;
    const index = given.indexOf(signal);
    const symbol = resolver.symbol(
      ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression,
    );
    const callee = symbol === undefined ? undefined : functionOfSymbol(symbol);
    const parameter = callee?.parameters[index]?.name;
    if (callee === undefined || parameter === undefined || callee.getSourceFile() !== source) continue;
    const asks = ts.isIdentifier(parameter) ? loopAsking(callee, parameter.text) : undefined;
    if (asks === undefined) continue;
    return {
      at: nodeRange(name, source),
      text: name.text,
      fn: functionId(owner),
      in: personName(owner),
      started: nodeRange(call, source),
      work: personName(callee),
      asks: nodeRange(asks, source),
    };
  }
  return undefined;
}

/** The condition of a loop with an `await` in it that asks whether the signal was aborted. */
function loopAsking(fn: ts.Node, signal: string): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) && node !== fn) return;
    if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
      const asks = new RegExp(`!\\s*${signal}\\.aborted\\b`).test(node.expression.getText());
      if (asks && /\bawait\b/.test(node.statement.getText())) found ??= node.expression;
    }
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return found;
}
