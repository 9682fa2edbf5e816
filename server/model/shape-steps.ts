// Small questions about what a function does with shared state, for the recognisers of hand-written locks.

import { ts } from "ts-morph";
import type { FunctionNode } from "./names";
import type { StateName } from "./shape-features";
import { has } from "./syntax";

/** It takes from the list, one or all. */
export function mayReplace(fn: FunctionNode, list: string, state: StateName): boolean {
  return has(
    fn,
    (node) =>
      (ts.isPropertyAccessExpression(node) &&
        /^(shift|pop|splice|dequeue)$/.test(node.name.text) &&
        state(node.expression) === list) ||
      (ts.isForOfStatement(node) && state(node.expression) === list) ||
      (ts.isElementAccessExpression(node) && state(node.expression) === list),
  );
}

/** Who finds a run under way takes its result and leaves: nobody waits in line for a turn of his own. */
export function leavesAfter(wait: ts.Node): boolean {
  for (let at = wait; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isReturnStatement(at)) return true;
    if (!ts.isStatement(at)) continue;
    const { parent } = at;
    if (!ts.isBlock(parent) || !ts.isIfStatement(parent.parent)) return false;
    const last = parent.statements.at(-1);
    return last !== undefined && ts.isReturnStatement(last);
  }
  return false;
}
