// Data races on shared memory: two accesses of one element, one of them a write, that nothing orders. Vector clocks, as in FastTrack.

import type { Ticks } from "../machine";
import type { SiteId } from "../scenario";
import type { RaceAccess, RaceReport, TaskId, ThreadId } from "../trace/trace";

/** What a thread had seen of every thread at a moment. */
export type Stamp = ReadonlyMap<ThreadId, number>;

export interface Access {
  readonly thread: ThreadId;
  readonly task: TaskId | undefined;
  readonly site: SiteId | undefined;
  readonly at: Ticks;
  readonly write: boolean;
  /** Done by `Atomics`: two of these never race, and they order the threads that meet in them. */
  readonly atomic: boolean;
  readonly buffer: object;
  /** Of the element's first byte. Views of different element sizes on the same bytes are not compared. */
  readonly offset: number;
  /** What the user's code calls the element. */
  readonly name: () => string;
}

/**
 * Happens-before is the order of each thread's own steps, and the edges that `send` and `join` draw: messages, the start and end of
 * threads, locks, and atomic operations on one element (ECMA-262, 29.10: a data race is a pair of conflicting accesses that
 * happens-before does not order). Flanagan and Freund, "FastTrack", PLDI 2009.
 */
export interface RaceDetector {
  /** Everything that the thread has done so far happens before whatever `join`s the stamp. */
  send(thread: ThreadId): Stamp;
  join(thread: ThreadId, stamp: Stamp | undefined): void;
  access(access: Access): void;
  reports(): readonly RaceReport[];
}

interface Past extends RaceAccess {
  readonly thread: ThreadId;
  readonly clock: number;
}

interface Element {
  write: Past | undefined;
  /** Since the last write, by thread. */
  readonly reads: Map<ThreadId, Past>;
  /** What the last atomic writes hand on to whoever reads them. */
  readonly handed: Map<ThreadId, number>;
}

/** More would say nothing new. */
const MOST = 50;

export function createRaceDetector(): RaceDetector {
  const clocks = new Map<ThreadId, Map<ThreadId, number>>();
  const elements = new WeakMap<object, Map<number, Element>>();
  const reports: RaceReport[] = [];
  const told = new Set<string>();

  const clockOf = (thread: ThreadId): Map<ThreadId, number> => {
    let clock = clocks.get(thread);
    if (clock === undefined) {
      clock = new Map([[thread, 1]]);
      clocks.set(thread, clock);
    }
    return clock;
  };
  const elementAt = (buffer: object, offset: number): Element => {
    let inBuffer = elements.get(buffer);
    if (inBuffer === undefined) {
      inBuffer = new Map();
      elements.set(buffer, inBuffer);
    }
    let element = inBuffer.get(offset);
    if (element === undefined) {
      element = { write: undefined, reads: new Map(), handed: new Map() };
      inBuffer.set(offset, element);
    }
    return element;
  };
  const merge = (into: Map<ThreadId, number>, from: Stamp) => {
    for (const [thread, clock] of from) if ((into.get(thread) ?? 0) < clock) into.set(thread, clock);
  };
  const send = (thread: ThreadId): Stamp => {
    const clock = clockOf(thread);
    const stamp = new Map(clock);
    clock.set(thread, (clock.get(thread) ?? 0) + 1);
    return stamp;
  };

  const compare = (past: Past | undefined, now: Past, name: () => string) => {
    if (past === undefined || past.thread === now.thread || (past.atomic && now.atomic)) return;
    if (past.clock <= (clockOf(now.thread).get(past.thread) ?? 0)) return;
    // One report for each pair of places, whichever of them reads and writes.
    const key = [past.site ?? -1, now.site ?? -1].sort((a, b) => a - b).join();
    if (told.has(key) || reports.length >= MOST) return;
    told.add(key);
    reports.push({ element: name(), first: accessOf(past), second: accessOf(now) });
  };

  return {
    send,
    join(thread, stamp) {
      if (stamp !== undefined) merge(clockOf(thread), stamp);
    },
    access({ thread, task, site, at, write, atomic, buffer, offset, name }) {
      const element = elementAt(buffer, offset);
      const now: Past = {
        kind: write ? "write" : "read",
        atomic,
        at,
        thread,
        clock: clockOf(thread).get(thread) ?? 0,
        ...(task === undefined ? {} : { task }),
        ...(site === undefined ? {} : { site }),
      };
      compare(element.write, now, name);
      if (write) {
        for (const read of element.reads.values()) compare(read, now, name);
        element.reads.clear();
        element.write = now;
      } else element.reads.set(thread, now);
      if (!atomic) return;
      merge(clockOf(thread), element.handed);
      if (write) merge(element.handed, send(thread));
    },
    reports: () => reports,
  };
}

function accessOf({ kind, atomic, at, thread, task, site }: Past): RaceAccess {
  return {
    kind,
    atomic,
    at,
    thread,
    ...(task === undefined ? {} : { task }),
    ...(site === undefined ? {} : { site }),
  };
}
