// Small questions about what a function does with shared state, for the recognisers of hand-written locks.

import { ts } from "ts-morph";
import type { FunctionNode } from "./names";
import type { StateName } from "./shape-features";

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

export function has(root: ts.Node, test: (node: ts.Node) => boolean): boolean {
  return test(root) || ts.forEachChild(root, (child) => has(child, test) || undefined) === true;
}
