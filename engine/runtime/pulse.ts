// What generated code counts by itself, without a call: statements, turns of loops and calls, depth, and the line it is at.

import type { RunLimits, Ticks } from "../machine";
import type { SiteId } from "../scenario";

/**
 * Words of `Pulse.counts`, by which generated code and engine talk (server/instrument/counting.ts writes the code). Every statement
 * costs one tick and one unit of fuel, every turn of a loop and every call of a function one unit of fuel.
 */
export const COUNTS = {
  /** Statements since the last `Pulse.settle`. */
  ticks: 0,
  /** The line that was reached since anybody asked; -1: none. */
  line: 1,
  /** Turns of loops and calls since the last `Pulse.settle`. */
  turns: 2,
  /** Beyond so many of them the code asks the engine; -1 while it has to ask every time. */
  turnLimit: 3,
  /** Calls on the stack that may be recursive. */
  depth: 4,
  depthLimit: 5,
  /** The job, whose number `Pulse.seen` has for each line that was reported in it; -1 while the code has to ask every time. */
  job: 6,
} as const;

/** Longest stretch that is counted without a call, so that the words hold their numbers. */
const LONGEST = 2 ** 30;

/**
 * The clock and the fuel of one thread. Code counts for itself where nothing but a number changes by a statement: a task runs, its
 * line has been reported in this job, nothing stops it. Everywhere else, and where the fuel runs low, it asks the engine, which
 * counts in just the same units.
 */
export interface Pulse {
  /** Shared with generated code. */
  readonly counts: Int32Array;
  /** By site: the job in which the line was last reported. */
  readonly seen: Int32Array;
  /** Ticks of the current segment. */
  cost(): Ticks;
  tick(ticks: Ticks): void;
  /** Uses fuel for something that the code did not count itself; `false` where there is none left. */
  burn(units: number): boolean;
  /** Uses a unit of fuel only if there is one. */
  spend(): boolean;
  /** Counts a turn as the code would; `false` where that had to ask. */
  turn(): boolean;
  /** Notes that the line is reported; `false` where it was before, in this job. */
  report(site: SiteId): boolean;
  beginSegment(): void;
  /** Full fuel, empty stack. */
  beginJob(): void;
  /** Whether the code counts for itself. */
  counting(): boolean;
  /** From here on the code asks before each step. */
  pause(): void;
  /** The code may count for itself. */
  proceed(): void;
  /** Makes it as it was at first. */
  renew(): void;
}

/** Times the bound on a run's events that a single job may record. */
const EVENTS_AHEAD = 4;

/** Events that one job may record before it has to stop. */
export function eventsOfOneJob(limits: RunLimits): number {
  return limits.maxEvents * EVENTS_AHEAD;
}

/** `sites`: how many the program has; no function has more statements. */
export function createPulse(limits: RunLimits, sites: number): Pulse {
  const counts = new Int32Array(Object.keys(COUNTS).length);
  const seen = new Int32Array(sites);
  /** Statements between two turns are at most so many, so that the fuel for them is always there. */
  const margin = sites + 2;
  const share = 1 / margin;
  let job = 1;
  let fuel = limits.fuelPerJob;
  let cost = 0;

  const settle = () => {
    const ticks = counts[COUNTS.ticks] ?? 0;
    const turns = counts[COUNTS.turns] ?? 0;
    counts[COUNTS.ticks] = 0;
    counts[COUNTS.turns] = 0;
    cost += ticks;
    fuel -= ticks + turns;
  };
  const pause = () => {
    counts[COUNTS.turnLimit] = -1;
    counts[COUNTS.job] = -1;
  };

  const begin = () => {
    counts.fill(0);
    counts[COUNTS.line] = -1;
    counts[COUNTS.depthLimit] = limits.maxDepth;
    pause();
  };

  begin();
  return {
    counts,
    seen,
    cost: () => cost + (counts[COUNTS.ticks] ?? 0),
    tick(ticks) {
      cost += ticks;
    },
    burn(units) {
      fuel -= units;
      return fuel >= (counts[COUNTS.ticks] ?? 0) + (counts[COUNTS.turns] ?? 0);
    },
    spend() {
      if (fuel <= (counts[COUNTS.ticks] ?? 0) + (counts[COUNTS.turns] ?? 0)) return false;
      fuel--;
      return true;
    },
    turn() {
      const turns = counts[COUNTS.turns] ?? 0;
      if (turns >= (counts[COUNTS.turnLimit] ?? 0)) return false;
      counts[COUNTS.turns] = turns + 1;
      return true;
    },
    report(site) {
      if (seen[site] === job) return false;
      seen[site] = job;
      return true;
    },
    beginSegment() {
      settle();
      cost = 0;
      pause();
    },
    beginJob() {
      settle();
      fuel = limits.fuelPerJob;
      counts[COUNTS.depth] = 0;
      job++;
      pause();
    },
    counting: () => counts[COUNTS.job] === job,
    pause,
    proceed() {
      settle();
      if (fuel < margin) return;
      counts[COUNTS.turnLimit] = Math.min(fuel, LONGEST) * share;
      counts[COUNTS.job] = job;
    },
    renew() {
      begin();
      seen.fill(0);
      job = 1;
      fuel = limits.fuelPerJob;
      cost = 0;
    },
  };
}
