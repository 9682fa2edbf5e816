// Facts about shared state for a whole file: every function that awaits is walked once.

import { ts } from "ts-morph";
import type { Lowering } from "./lower";
import { type FunctionNode, isFunctionNode } from "./names";
import type { SharedFacts } from "./shared-facts";
import { timerGuards } from "./timer-guards";
import { type Gathering, walkFunction } from "./shared-walk";

export function sharedFacts(source: ts.SourceFile, low: Lowering): SharedFacts {
  const gathering: Gathering = {
    stale: new Map(),
    stuck: new Map(),
    tested: new Set(),
    resets: [],
    guarded: [],
    excluded: new Set(),
  };
  const timers = timerGuards(source, low);
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) && node.body !== undefined && worthwhile(node))
      walkFunction(node, low, gathering, timers.get(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return {
    stale: [...gathering.stale.values()],
    stuck: [...gathering.stuck.values()],
    tested: [...gathering.tested],
    resets: gathering.resets,
    guarded: gathering.guarded,
    excluded: [...gathering.excluded],
  };
}

/** It names state outside itself: without that there is nothing to follow. */
function worthwhile(node: FunctionNode): boolean {
  return (
    node.body !== undefined &&
    /=|\+\+|--|\.(?:set|delete|get|has)\(|\bif\s*\(\s*!?[\w.#]+\s*\)/.test(node.body.getText())
  );
}
