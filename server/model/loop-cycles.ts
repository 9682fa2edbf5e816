// Two loops that hand over to each other: each may be waiting for the other to take, while others keep both busy.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import type { FunctionId } from "./facts";
import { firstCall } from "./monitor-first";
import { type Operation, sitesOf, type Uses } from "./monitor-uses";
import { type FunctionNode, functionAround, functionId, nodeRange } from "./names";
import { type Looking, type Made, nameOf, type Waiting, waitingIn } from "./stranded-parts";

export interface LoopCycle {
  readonly fn: FunctionId;
  /** The two waits, and the loops that they are in. */
  readonly at: Range;
  readonly in: string;
  readonly thing: string;
  readonly otherAt: Range;
  readonly otherIn: string;
  readonly otherThing: string;
  /** Somebody else who hands something to this loop, so that it is busy when the other one wants to. */
  readonly third: Range;
  readonly thirdIn: string;
}

export interface Kept {
  readonly thing: Made;
  readonly uses: Uses;
}

/** @param kept the objects of one file that are kept in private fields and do not go out of sight */
export function loopCyclesIn(kept: readonly Kept[], look: Looking): LoopCycle[] {
  const waits = kept.flatMap((one) =>
    waitingIn(one.thing, one.uses, look).flatMap((waiting) => {
      const loop = loopOf(waiting.operation, look);
      const other = loop === undefined ? undefined : onlyLoop(waiting, look);
      const first = firstCall(one.thing.monitor, waiting.wait, [...(one.thing.made.arguments ?? [])]);
      const stops = first === "waits" || first === "full";
      return loop === undefined || other === undefined || !stops ? [] : [{ one, waiting, loop, other }];
    }),
  );
  const found: LoopCycle[] = [];
  for (const mine of waits) {
    for (const theirs of waits) {
      if (mine.one === theirs.one || mine.loop !== theirs.other || theirs.loop !== mine.other) continue;
      const third = theirs.one.uses.operations.find(
        ({ node, method }) =>
          method === theirs.waiting.operation.method && ![mine.loop, theirs.loop].some((loop) => isIn(node, loop)),
      );
      if (third === undefined) continue;
      const [here, there] = [mine.waiting.operation, theirs.waiting.operation];
      found.push({
        fn: functionId(mine.loop),
        at: nodeRange(here.node, look.source),
        in: nameOf(here.node),
        thing: here.text,
        otherAt: nodeRange(there.node, look.source),
        otherIn: nameOf(there.node),
        otherThing: there.text,
        third: nodeRange(third.node, look.source),
        thirdIn: nameOf(third.node),
      });
    }
  }
  return found;
}

/** The method with the loop that the operation is directly in, where it is only ever run as a task of its own. */
function loopOf({ node }: Operation, look: Looking): FunctionNode | undefined {
  const fn = functionAround(node);
  if (fn === undefined || !ts.isCallExpression(node)) return undefined;
  let repeated = false;
  for (let at: ts.Node = node; at !== fn; at = at.parent) repeated ||= ts.isIterationStatement(at, false);
  const sites = repeated ? sitesOf(fn, look.resolver) : undefined;
  return sites !== undefined &&
    sites.length > 0 &&
    sites.every(({ spawned, node: site }) => spawned && ts.isCallExpression(site))
    ? fn
    : undefined;
}

/** The one loop in which all are that could end the wait. */
function onlyLoop({ enders }: Waiting, look: Looking): FunctionNode | undefined {
  const loops = new Set(enders.map((ender) => loopOf(ender, look)));
  const [only] = loops;
  return loops.size === 1 ? only : undefined;
}

function isIn(node: ts.Node, fn: FunctionNode): boolean {
  return node.pos >= fn.pos && node.end <= fn.end;
}
