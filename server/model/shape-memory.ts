// Locks in shared memory: a cell is swapped in a loop until that succeeds, and given back with a wake-up.

import { ts } from "ts-morph";
import type { FunctionNode } from "./names";
import { type Effect, type Shaped, withUsers } from "./shape-effects";
import type { Features } from "./shape-features";
import type { Group } from "./shape-groups";
import { has } from "./syntax";

export function memoryLock(group: Group, features: ReadonlyMap<string, Features>): Shaped | undefined {
  if (!/\bAtomics\s*\.\s*compareExchange\b/.test(group.node.getText())) return undefined;
  const takers = [...group.members].filter(([, node]) => takesCell(node));
  const givers = [...group.members].filter(([name, node]) => givesCell(node) && !takers.some(([one]) => one === name));
  if (takers.length === 0 || givers.length === 0) return undefined;
  const alone = ts.isSourceFile(group.node);
  const effects = new Map<string, Effect>();
  const [cells] = takers.flatMap(([, node]) => cellsIn(node));
  for (const [name, node] of [...takers, ...givers]) {
    const taker = takers.some(([one]) => one === name);
    const place = alone ? placeOf(node) : {};
    if (place === undefined) return undefined;
    const sync = taker && !has(node, (one) => isAtomics(one, /^waitAsync$/));
    const runs = taker && features.get(name)?.runs === true;
    effects.set(name, { effect: taker ? (runs ? "RUN" : "ACQ") : "REL", ...place, ...(sync ? { sync } : {}) });
  }
  return {
    kind: "mutex",
    shape: "memory",
    state: cells ?? "cells",
    releaser: false,
    reentrant: false,
    unfair: true,
    effects: withUsers(effects, features),
  };
}

/** In a loop it swaps a cell from one number to another, and waits while that fails. */
function takesCell(fn: FunctionNode): boolean {
  return has(
    fn,
    (loop) =>
      ts.isIterationStatement(loop, false) &&
      has(loop, (node) => isAtomics(node, /^compareExchange$/) && !isReckoned(node)) &&
      // Others only see that the number has changed.
      !has(fn, (node) => isAtomics(node, /^(notify|add)$/)) &&
      (has(loop, (node) => isAtomics(node, /^wait(Async)?$/)) || isSpin(loop)),
  );
}

/** `while (Atomics.compareExchange(cells, 0, 0, 1) !== 0);` */
function isSpin(loop: ts.Node): boolean {
  return ts.isWhileStatement(loop) && has(loop.expression, (node) => isAtomics(node, /^compareExchange$/));
}

/** What is put into the cell depends on what was read from it: a counter that moves on. */
function isReckoned(node: ts.Node): boolean {
  const [, , , value] = ts.isCallExpression(node) ? node.arguments : [];
  return value !== undefined && (ts.isBinaryExpression(value) || ts.isCallExpression(value));
}

function givesCell(fn: FunctionNode): boolean {
  return (
    has(fn, (node) => isAtomics(node, /^(store|sub|exchange|compareExchange)$/)) &&
    !has(fn, (node) => isAtomics(node, /^wait(Async)?$/)) &&
    !has(fn, (node) => ts.isIterationStatement(node, false)) &&
    has(fn, (node) => isAtomics(node, /^(notify|store)$/))
  );
}

function isAtomics(node: ts.Node, name: RegExp): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.expression.getText() === "Atomics" &&
    name.test(node.expression.name.text)
  );
}

/** The arrays whose cells are swapped, as written. */
function cellsIn(fn: FunctionNode): string[] {
  const found: string[] = [];
  has(fn, (node) => {
    const [cells] = isAtomics(node, /^compareExchange$/) ? node.arguments : [];
    if (cells !== undefined) found.push(cells.getText().replace(/^this\./, ""));
    return false;
  });
  return found;
}

/** Which parameters are the array and the index. */
function placeOf(fn: FunctionNode): Pick<Effect, "subject" | "key"> | undefined {
  let found: Pick<Effect, "subject" | "key"> | undefined;
  has(fn, (node) => {
    if (found !== undefined || !isAtomics(node, /^(compareExchange|store|sub|exchange)$/)) return false;
    const [cells, index] = node.arguments;
    const subject = parameterOf(fn, cells);
    const key = parameterOf(fn, index);
    if (subject >= 0) found = { subject, ...(key < 0 ? {} : { key }) };
    return false;
  });
  return found;
}

function parameterOf(fn: FunctionNode, argument: ts.Expression | undefined): number {
  return argument !== undefined && ts.isIdentifier(argument)
    ? fn.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === argument.text)
    : -1;
}
