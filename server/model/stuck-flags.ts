// Busy flags and counts of places that some ways out of a function leave set, although others reset them.

import type { Position } from "#protocol/finding";
import { ts } from "ts-morph";
import type { FunctionId } from "./facts";
import { isFunctionNode } from "./names";
import type { StuckFlag } from "./shared-facts";
import type { Flow, Leave } from "./shared-path";

/** State that some path through the function resets; `inTheEnd`: one that no failure has led there. */
export interface Resets {
  readonly anywhere: Set<string>;
  readonly inTheEnd: Set<string>;
}

export function noteReset(resets: Resets, key: string, at: ts.Node): void {
  resets.anywhere.add(key);
  if (!isOnFailure(at)) resets.inTheEnd.add(key);
}

interface Ways {
  readonly id: FunctionId;
  /** The function, for people. */
  readonly own: string;
  readonly end: Position;
  readonly flow: Flow;
  readonly thrown: readonly Leave[];
  readonly reset: Resets;
}

export function stuckFlags({ id, own, end, flow, thrown, reset }: Ways): StuckFlag[] {
  const ended: Leave[] = flow.next.map((path) => ({ path, at: { start: end, end }, what: "end" }));
  const stuck = new Map<string, StuckFlag>();
  for (const [by, leaves] of [
    ["throw", thrown],
    ["return", [...ended, ...flow.returns]],
  ] as const) {
    for (const { path, at, what, callee } of leaves) {
      for (const [key, flag] of path.set) {
        // A flag that no path resets here is somebody else's to reset.
        if (!reset.anywhere.has(key) || (by === "return" && isSetForGood(key, flow, reset))) continue;
        // Where what a timer calls returns early, the run that it leaves to go on may reset the handle.
        if (flag.timer === true && by === "return") continue;
        const before = stuck.get(`${key} ${by}`);
        stuck.set(`${key} ${by}`, {
          key,
          text: flag.name.text,
          fn: id,
          in: own,
          counts: flag.counts,
          checked: flag.checked,
          set: flag.at,
          by,
          leaves: [...(before?.leaves ?? []), { at, what, ...(callee ? { callee } : {}) }].slice(0, 12),
        });
      }
    }
  }
  return [...stuck.values()];
}

/** `started = true; try { await start(); } catch (error) { started = false; throw error; }`: it stays set where all went well. */
function isSetForGood(key: string, { next }: Flow, reset: Resets): boolean {
  return !reset.inTheEnd.has(key) || (next.length > 0 && next.every(({ set }) => set.has(key)));
}

/** It lies in a `catch` clause of its function. */
function isOnFailure(node: ts.Node): boolean {
  for (let at = node; !isFunctionNode(at) && !ts.isSourceFile(at); at = at.parent)
    if (ts.isCatchClause(at)) return true;
  return false;
}
