// Where the two accesses of each data race are on the timeline. Made once a trace.

import type { Ticks } from "#engine/machine";
import { accessText } from "#engine/trace/race-text";
import type { RaceAccess, Trace } from "#engine/trace/trace";
import { laneId } from "../timeline/lanes";

/** One of the two accesses. */
export interface RaceEnd {
  /** The lane of the task, or of the thread where no task did it. */
  readonly lane: string;
  /** The last step of its thread that is not after it. */
  readonly step: number;
  readonly at: Ticks;
  /** `write by add at worker.ts:7`. */
  readonly text: string;
}

/** A race as the timeline draws it: two marks and a line between them. */
export interface RaceLink {
  /** Index into `Trace.races`. */
  readonly race: number;
  readonly element: string;
  readonly first: RaceEnd;
  readonly second: RaceEnd;
}

export function raceLinks(trace: Trace): readonly RaceLink[] {
  return (trace.races ?? []).map(({ element, first, second }, race) => ({
    race,
    element,
    first: endOf(trace, first),
    second: endOf(trace, second),
  }));
}

/** Races that have an access on this lane from step `from` up to but without `to`; each with the other access. */
export function racesWithin(
  links: readonly RaceLink[],
  lane: string,
  from: number,
  to: number,
): readonly { readonly link: RaceLink; readonly other: RaceEnd }[] {
  const within = (end: RaceEnd): boolean => end.lane === lane && from <= end.step && end.step < to;
  return links.flatMap((link) => [
    ...(within(link.first) ? [{ link, other: link.second }] : []),
    ...(within(link.second) ? [{ link, other: link.first }] : []),
  ]);
}

function endOf(trace: Trace, access: RaceAccess): RaceEnd {
  const { at, task, thread } = access;
  const before = trace.events.findLastIndex((event) => event.at <= at && event.thread === thread);
  const lane = laneId(task === undefined ? { kind: "thread", id: thread } : { kind: "task", id: task });
  return { lane, step: before + 1, at, text: accessText(trace, access) };
}
