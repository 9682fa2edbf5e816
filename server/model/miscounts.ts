// Hand-written locks whose count goes wrong where a place is handed to somebody who waits: counted as free and handed over too, or taken only later.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import type { FunctionId } from "./facts";
import type { Lowering } from "./lower";
import { functionId, type FunctionNode, isFunctionNode, outerName } from "./names";
import { type CountEvent, eventsOf, type Segment, segmentsOf } from "./count-events";
import { classGroup, factoryGroup, type Group, moduleGroup } from "./shape-groups";
import { has, search } from "./syntax";

export interface Miscount {
  /**
   * `twice`: who leaves counts the place as free and wakes somebody, who does not count himself · `gap`: who is woken
   * counts himself only when he goes on · `lost`: who is woken is counted once more, so that a place is gone for good.
   */
  readonly kind: "twice" | "gap" | "lost";
  /** The count or flag, as written. */
  readonly text: string;
  readonly flag: boolean;
  readonly fn: FunctionId;
  readonly in: string;
  readonly waits: Range;
  /** Where somebody is woken, and by whom. */
  readonly wakes: Range;
  readonly waker: string;
}

export function miscountsOf(source: ts.SourceFile, low: Lowering): Miscount[] {
  if (!/\.(?:shift|pop)\s*\(\s*\)/.test(source.text) || !/\bnew\s+Promise\b/.test(source.text)) return [];
  const groups: Group[] = [];
  search(source, (node) => {
    const group = ts.isClassLike(node) ? classGroup(node) : isFunctionNode(node) ? factoryGroup(node) : undefined;
    if (group !== undefined) groups.push(group);
  });
  const whole = moduleGroup(source);
  return [...groups, ...(whole === undefined ? [] : [whole])].flatMap((group) => miscountIn(group, low));
}

function miscountIn(group: Group, low: Lowering): Miscount[] {
  const functions = new Set<FunctionNode>();
  for (const member of group.members.values()) {
    search(member, (node) => {
      if (isFunctionNode(node)) functions.add(node);
    });
  }
  const all = [...functions].flatMap((fn) => {
    const paths = eventsOf(fn, group);
    return paths === undefined ? [] : [{ fn, paths: paths.map(segmentsOf) }];
  });
  for (const { fn, paths } of all) {
    for (const waiting of paths) {
      const [before, after] = waiting;
      const wait = before?.end;
      if (before === undefined || after === undefined || wait?.e !== "wait" || wait.inLoop) continue;
      if (after.events.some(({ e }) => e === "wake")) continue;
      for (const [name, taken] of takenBy(paths)) {
        if (!asks(fn, name, group)) continue;
        const sign = Math.sign(taken);
        const later = sign * deltaOf(after.events, name);
        const counted = sign * (deltaOf(before.events, name) + (wait.pushed.get(name) ?? 0)) + later;
        const flag = [
          ...before.events,
          ...after.events,
          ...all.flatMap((one) => one.paths.flat().flatMap(({ events }) => events)),
        ].some((event) => event.e === "change" && event.name === name && event.flag);
        for (const other of all) {
          const segments = other.paths.flat();
          if (!segments.some(({ events }) => sign * deltaOf(events, name) === -1)) continue;
          for (const { events } of segments) {
            const woken = events.filter((event) => event.e === "wake" && event.list === wait.list);
            const [wake] = woken;
            if (wake?.e !== "wake" || woken.length !== 1) continue;
            const freed = sign * deltaOf(events, name);
            const total = counted + freed;
            const kind =
              total < 0
                ? "twice"
                : total > 0 && !flag
                  ? "lost"
                  : freed === -1 && later === 1 && total === 0
                    ? "gap"
                    : undefined;
            if (kind === undefined || freed > 0) continue;
            return [
              {
                kind,
                text: wait.text(name),
                flag,
                fn: functionId(fn),
                in: outerName(fn),
                waits: low.range(wait.at),
                wakes: low.range(wake.at),
                waker: outerName(other.fn),
              },
            ];
          }
        }
      }
    }
  }
  return [];
}

/** What is counted for somebody who need not wait, by name. */
function takenBy(paths: readonly (readonly Segment[])[]): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  const unclear = new Set<string>();
  for (const [first] of paths) {
    if (first === undefined || first.end?.e === "wait" || first.events.some(({ e }) => e === "wake")) continue;
    for (const event of first.events) {
      if (event.e !== "change") continue;
      const delta = deltaOf(first.events, event.name);
      if (Math.abs(delta) !== 1 || (taken.get(event.name) ?? delta) !== delta) unclear.add(event.name);
      else taken.set(event.name, delta);
    }
  }
  return new Map([...taken].filter(([name]) => !unclear.has(name)));
}

function deltaOf(events: readonly CountEvent[], name: string): number {
  let delta = 0;
  for (const event of events) if (event.e === "change" && event.name === name) delta += event.by;
  return delta;
}

/** Some condition of the function looks at it. */
function asks(fn: FunctionNode, name: string, group: Group): boolean {
  return has(fn, (node) => {
    const condition =
      ts.isIfStatement(node) || ts.isWhileStatement(node)
        ? node.expression
        : ts.isConditionalExpression(node)
          ? node.condition
          : undefined;
    return condition !== undefined && has(condition, (one) => ts.isExpression(one) && group.state(one) === name);
  });
}
