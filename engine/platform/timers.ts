// Node's timers: a list per duration, a queue of lists by expiry, so that equal durations fire in order of their start.

import type { JobContext } from "../runtime/job";
import type { SiteId } from "../scenario";

/** One `setTimeout` or `setInterval`. Times are milliseconds of the loop's clock. */
export interface Timer {
  readonly id: number;
  duration: number;
  /** What the program asked for: Node keeps fractions, and counts whole milliseconds. */
  readonly given: number;
  /** Taken back for good: `refresh` does not start it again. */
  cleared: boolean;
  start: number;
  /** Position in the order of starts, the tie-break among equal ones. */
  active: boolean;
  referenced: boolean;
  readonly repeat: boolean;
  readonly run: () => unknown;
  context: JobContext;
  readonly site: SiteId | undefined;
  /** A promise waits for it (`timers/promises`), not a callback. */
  readonly label: string;
}

interface TimerList {
  readonly duration: number;
  expiry: number;
  id: number;
  readonly timers: Set<Timer>;
}

export interface TimerQueue {
  /** Starts or restarts a timer. */
  insert(timer: Timer, start: number): void;
  remove(timer: Timer): void;
  /** The next timer to fire at loop time `now`, taken off its list; `undefined` ends the timers phase. */
  take(now: number): Timer | undefined;
  /** Must be called when the callback of a taken timer has returned, before anything else runs. */
  fired(now: number): void;
  /** Earliest expiry of any timer. */
  nextExpiry(): number | undefined;
  /** Those that keep the loop alive. */
  referenced(): readonly Timer[];
  /** Whether there is one: asked after every callback, so nothing is gathered. */
  hasReferenced(): boolean;
  all(): readonly Timer[];
  /** Makes it as it was at first. */
  renew(): void;
}

/** The algorithm of Node's `lib/internal/timers.js` (`processTimers`, `listOnTimeout`), one timer at a time. */
export function createTimerQueue(): TimerQueue {
  const lists = new Map<number, TimerList>();
  let listId = 0;
  let firing: TimerList | undefined;

  const first = (): TimerList | undefined => {
    if (lists.size === 0) return undefined;
    let best: TimerList | undefined;
    for (const list of lists.values()) {
      if (best === undefined || list.expiry < best.expiry || (list.expiry === best.expiry && list.id < best.id)) {
        best = list;
      }
    }
    return best;
  };

  /** Whether the list's next timer is due; a list that is not gets the expiry of that timer. */
  const due = (list: TimerList, now: number): Timer | undefined => {
    for (const timer of list.timers) {
      if (now - timer.start >= list.duration) return timer;
      list.expiry = Math.max(timer.start + list.duration, now + 1);
      list.id = listId++;
      return undefined;
    }
    lists.delete(list.duration);
    return undefined;
  };

  return {
    insert(timer, start) {
      timer.start = start;
      timer.active = true;
      let list = lists.get(timer.duration);
      if (list === undefined) {
        list = { duration: timer.duration, expiry: start + timer.duration, id: listId++, timers: new Set() };
        lists.set(timer.duration, list);
      }
      list.timers.delete(timer);
      list.timers.add(timer);
    },
    remove(timer) {
      timer.active = false;
      const list = lists.get(timer.duration);
      if (list === undefined || !list.timers.delete(timer)) return;
      if (list.timers.size === 0 && list !== firing) lists.delete(timer.duration);
    },
    take(now) {
      for (let list = first(); list !== undefined && list.expiry <= now; list = first()) {
        const timer = due(list, now);
        if (timer === undefined) continue;
        list.timers.delete(timer);
        firing = list;
        return timer;
      }
      return undefined;
    },
    fired(now) {
      const list = firing;
      firing = undefined;
      if (list !== undefined && lists.get(list.duration) === list) due(list, now);
    },
    nextExpiry() {
      if (lists.size === 0) return undefined;
      let earliest: number | undefined;
      for (const list of lists.values()) {
        for (const timer of list.timers) {
          const expiry = Math.max(timer.start + list.duration, 0);
          if (earliest === undefined || expiry < earliest) earliest = expiry;
          break;
        }
      }
      return earliest;
    },
    hasReferenced() {
      if (lists.size === 0) return false;
      for (const list of lists.values()) for (const timer of list.timers) if (timer.referenced) return true;
      return false;
    },
    referenced: () => [...lists.values()].flatMap((list) => [...list.timers].filter((timer) => timer.referenced)),
    all: () => [...lists.values()].flatMap((list) => [...list.timers]),
    renew() {
      if (lists.size > 0) lists.clear();
      listId = 0;
      firing = undefined;
    },
  };
}
