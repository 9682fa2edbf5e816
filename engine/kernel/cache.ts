// A CPU's cache, as OSTEP's multi.py models it: warm for a thread after it has run there a while, and of limited size.

import type { Ticks } from "../machine";
import type { ThreadId } from "../trace/trace";

export interface CacheSettings {
  /** Sum of the working sets that it holds. */
  readonly size: number;
  /** Ticks on the CPU until it is warm for a thread. */
  readonly warmUp: Ticks;
  /** Times faster that a thread runs when it is warm. */
  readonly speed: number;
}

export interface Cache {
  /** The thread begins to run here. */
  enter(thread: ThreadId, workingSet: number): void;
  isWarm(thread: ThreadId): boolean;
  /** Time until `work` ticks' worth of the thread's instructions are done, if it goes on running here. */
  timeFor(thread: ThreadId, work: Ticks): Ticks;
  /** The thread has run for `time`. Returns how many instructions' worth that was, and how much of the time was warm. */
  run(thread: ThreadId, time: Ticks): { readonly work: Ticks; readonly warm: Ticks };
}

/** Working sets leave in the order in which they came; one that is larger than the cache never stays. */
export function createCache({ size, warmUp, speed }: CacheSettings): Cache {
  /** Warm threads, the latest first. */
  const contents: ThreadId[] = [];
  /** Ticks until the cache is warm for a thread. */
  const warming = new Map<ThreadId, Ticks>();
  const sets = new Map<ThreadId, number>();

  function admit(thread: ThreadId): void {
    warming.delete(thread);
    contents.unshift(thread);
    let total = contents.reduce((sum, id) => sum + (sets.get(id) ?? 0), 0);
    while (total > size) {
      const gone = contents.pop();
      if (gone === undefined) return;
      total -= sets.get(gone) ?? 0;
      warming.set(gone, warmUp);
    }
  }

  const isWarm = (thread: ThreadId) => contents.includes(thread);

  return {
    isWarm,
    enter(thread, workingSet) {
      sets.set(thread, workingSet);
      if (isWarm(thread) || warming.has(thread)) return;
      if (warmUp === 0) admit(thread);
      else warming.set(thread, warmUp);
    },
    timeFor(thread, work) {
      if (isWarm(thread)) return Math.ceil(work / speed);
      const cold = warming.get(thread) ?? warmUp;
      const fits = (sets.get(thread) ?? 0) <= size;
      return !fits || work <= cold ? work : cold + Math.ceil((work - cold) / speed);
    },
    run(thread, time) {
      if (isWarm(thread)) return { work: time * speed, warm: time };
      let left = time;
      let cold = 0;
      while (left > 0 && !isWarm(thread)) {
        const until = warming.get(thread) ?? warmUp;
        const part = Math.min(left, until);
        cold += part;
        left -= part;
        if (part < until) warming.set(thread, until - part);
        else admit(thread);
        // What never fits is cold for good.
        if ((sets.get(thread) ?? 0) > size) {
          cold += left;
          left = 0;
        }
      }
      return { work: cold + left * speed, warm: left };
    },
  };
}
