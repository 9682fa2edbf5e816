// `Date`, `performance` and `Math` of one thread: virtual time from a fixed start, and seeded random numbers.

import { rename } from "./event-target";
import type { Realm } from "./realm";

/** Virtual time 0 as a date: 2024-01-01T00:00:00Z. */
export const EPOCH = 1_704_067_200_000;

export function createDate(realm: Realm): object {
  const nowMs = () => EPOCH + Math.floor(realm.recorder.now() / 1000);
  const HostDate = Date;
  class VirtualDate extends HostDate {
    constructor(...args: unknown[]) {
      if (args.length === 0) super(nowMs());
      else super(...toDateArguments(args));
    }
    static override now(): number {
      return nowMs();
    }
  }
  rename(VirtualDate, "Date");
  // `Date()` without `new` gives text, which a class cannot do.
  return new Proxy(VirtualDate, { apply: () => new HostDate(nowMs()).toString() });
}

function toDateArguments(args: readonly unknown[]): [number] {
  // Evaluated by the host's own class, whose overloads are wider than its type.
  const date: unknown = Reflect.construct(Date, args);
  return [date instanceof Date ? date.getTime() : Number.NaN];
}

export function createMath(realm: Realm): object {
  const math: object = Object.create(Math);
  Object.defineProperty(math, "random", { value: () => realm.random.next(), writable: true, configurable: true });
  return math;
}

export function createPerformance(realm: Realm): object {
  const now = () => realm.recorder.now() / 1000;
  const entries: { name: string; entryType: string; startTime: number; duration: number }[] = [];
  const add = (name: unknown, entryType: string, startTime: number, duration: number) => {
    const entry = { name: String(name), entryType, startTime, duration };
    entries.push(entry);
    return entry;
  };
  const at = (name: unknown): number => entries.findLast((entry) => entry.name === String(name))?.startTime ?? 0;
  return {
    timeOrigin: EPOCH,
    now,
    mark: (name: unknown) => add(name, "mark", now(), 0),
    measure(name: unknown, from?: unknown, to?: unknown) {
      const start = from === undefined ? 0 : at(from);
      return add(name, "measure", start, (to === undefined ? now() : at(to)) - start);
    },
    clearMarks: () => undefined,
    clearMeasures: () => undefined,
    getEntries: () => [...entries],
    getEntriesByName: (name: unknown) => entries.filter((entry) => entry.name === String(name)),
    getEntriesByType: (type: unknown) => entries.filter((entry) => entry.entryType === String(type)),
    eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
    timerify: (callback: unknown) => callback,
    toJSON: () => ({ timeOrigin: EPOCH }),
  };
}
