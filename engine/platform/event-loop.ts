// One thread's event loop: libuv's phases in Node's order, one callback at a time.

import type { JobContext } from "../runtime/job";
import type { SiteId } from "../scenario";
import { createTimerQueue, type Timer, type TimerQueue } from "./timers";
import type { LiveHandle } from "./world";

/** Milliseconds of the loop's clock. */
export type LoopTime = number;

/** A callback of the event loop. */
export interface LoopJob {
  readonly context: JobContext;
  readonly run: () => unknown;
  /** Runs when the callback has returned or thrown, before the microtasks. */
  readonly after?: () => void;
}

/** Something that the poll phase asks for callbacks: a message port, or the completions of the thread pool. */
export interface PollSource {
  size(): number;
  take(): LoopJob | undefined;
  /** Callbacks that one pass may take at most, given the size when the pass reaches the source. */
  readonly limit: (size: number) => number;
  /** After a callback that threw, the others wait for the next pass. */
  readonly stopsOnError?: boolean;
}

/** Something that may keep the loop alive. */
export interface Handle {
  readonly what: () => string;
  readonly site: SiteId | undefined;
  readonly referenced: () => boolean;
}

export interface Immediate {
  active: boolean;
  referenced: boolean;
  readonly job: LoopJob;
  readonly site: SiteId | undefined;
}

export interface EventLoop {
  readonly timers: TimerQueue;
  /** When a timer starts that starts now: Node has libuv look at the clock for it (`Environment::GetNow`). */
  time(): LoopTime;
  /** Until its first turn the loop takes the clock to be that much behind. */
  setBehind(milliseconds: LoopTime): void;
  /** Its first turn goes on with the check phase: the thread's code ran in a poll phase, as a worker's does. */
  startInPoll(): void;
  /** The callback of the timer that `next` gave last has returned. */
  fired(): void;
  addSource(source: PollSource): void;
  removeSource(source: PollSource): void;
  /** Whether the poll phase is at this source. */
  isPolling(source: PollSource): boolean;
  /** An I/O completion that has happened. */
  complete(job: LoopJob): void;
  addHandle(handle: Handle): void;
  removeHandle(handle: Handle): void;
  setImmediate(immediate: Immediate): void;
  /** A callback of the closing phase. */
  close(job: LoopJob): void;
  isAlive(): boolean;
  /** Whether `next` would find a callback at this time. No side effect. */
  isReady(now: LoopTime): boolean;
  /** The next callback; `"ended"` where nothing keeps the loop alive, `undefined` where it must wait. */
  next(now: LoopTime): LoopJob | "ended" | undefined;
  /** The callback that `next` gave last has thrown, and the program has dealt with it. */
  failed(): void;
  /** Goes on after `"ended"`: `beforeExit` may have started something. */
  revive(): void;
  nextExpiry(): LoopTime | undefined;
  handles(): readonly Omit<LiveHandle, "thread">[];
  /** Makes it as it was at first. */
  renew(): void;
}

type Phase = "start" | "timers" | "poll" | "check" | "closing";

/** `leftovers`: an empty callback where ticks or microtasks have been left by a callback that threw. */
export function createEventLoop(
  timerJob: (timer: Timer) => LoopJob,
  leftovers: () => LoopJob | undefined,
  clock: () => LoopTime,
): EventLoop {
  const timers = createTimerQueue();
  const sources = new Set<PollSource>();
  const handles = new Set<Handle>();
  let immediates: Immediate[] = [];
  let closing: LoopJob[] = [];
  /** The clock as this phase sees it. */
  let time: LoopTime = 0;
  let behind: LoopTime = 0;
  let phase: Phase = "start";
  /** Where the next turn begins. */
  let entry: Phase = "timers";
  /** The poll phase has just begun. */
  let fresh = false;
  /** What the current phase still has to do. */
  let pass: { readonly source: PollSource; left: number }[] = [];
  let batch: LoopJob[] = [];
  let checkBatch: Immediate[] = [];
  let sweeping = false;

  const completions: LoopJob[] = [];
  const pool: PollSource = { size: () => completions.length, take: () => completions.shift(), limit: (size) => size };
  sources.add(pool);

  const isAlive = (): boolean => {
    if (closing.length > 0 || batch.length > 0) return true;
    for (const immediate of checkBatch) if (immediate.active && immediate.referenced) return true;
    for (const immediate of immediates) if (immediate.active && immediate.referenced) return true;
    if (handles.size > 0) for (const handle of handles) if (handle.referenced()) return true;
    return timers.hasReferenced();
  };
  const pollReady = (): boolean => {
    if (completions.length > 0) return true;
    // The pool's completions are the only source of most threads.
    if (sources.size > 1) for (const source of sources) if (source.size() > 0) return true;
    return false;
  };
  const isReady = (now: LoopTime): boolean => {
    if (batch.length > 0 || closing.length > 0 || pollReady()) return true;
    if (checkBatch.some(isActive) || immediates.some(isActive)) return true;
    const expiry = timers.nextExpiry();
    return (expiry !== undefined && expiry <= now) || !isAlive();
  };

  const enter = (next: Phase) => {
    phase = next;
    if (next === "poll") {
      fresh = true;
      pass = [...sources].map((source) => ({ source, left: -1 }));
    } else if (next === "check") {
      checkBatch = immediates;
      immediates = [];
      sweeping = true;
    } else if (next === "closing") {
      batch = closing;
      closing = [];
    }
  };

  const takePolled = (): LoopJob | undefined => {
    for (let turn = pass[0]; turn !== undefined; turn = pass[0]) {
      if (turn.left < 0) turn.left = turn.source.limit(turn.source.size());
      const job = turn.left > 0 && sources.has(turn.source) ? turn.source.take() : undefined;
      if (job !== undefined) {
        turn.left--;
        return job;
      }
      pass.shift();
    }
    return undefined;
  };

  return {
    timers,
    time: () => clock() - behind,
    setBehind(milliseconds) {
      behind = milliseconds;
    },
    startInPoll() {
      entry = "check";
    },
    fired: () => timers.fired(time),
    addSource: (source) => sources.add(source),
    removeSource: (source) => sources.delete(source),
    isPolling: (source) => phase === "poll" && pass[0]?.source === source,
    complete: (job) => completions.push(job),
    addHandle: (handle) => handles.add(handle),
    removeHandle: (handle) => handles.delete(handle),
    setImmediate: (immediate) => immediates.push(immediate),
    close: (job) => closing.push(job),
    isAlive,
    isReady,
    next(now) {
      behind = 0;
      for (;;) {
        switch (phase) {
          case "start": {
            time = now;
            enter(entry);
            entry = "timers";
            break;
          }
          case "timers": {
            const timer = timers.take(time);
            if (timer !== undefined) return timerJob(timer);
            if (!isAlive()) return "ended";
            enter("poll");
            break;
          }
          case "poll": {
            if (fresh) time = now;
            fresh = false;
            const job = takePolled();
            if (job !== undefined) return job;
            if (!isReady(now)) {
              // libuv sleeps here; it looks at every source again when it wakes.
              enter("poll");
              return undefined;
            }
            time = now;
            if (pollReady() && !isReadyWithoutPoll(now)) {
              enter("poll");
              break;
            }
            enter("check");
            break;
          }
          case "check": {
            // Node runs its own immediates first, and drains the queues after them.
            const left = sweeping ? leftovers() : undefined;
            sweeping = false;
            if (left !== undefined) return left;
            for (let immediate = checkBatch.shift(); immediate !== undefined; immediate = checkBatch.shift()) {
              if (!immediate.active) continue;
              immediate.active = false;
              return immediate.job;
            }
            enter("closing");
            break;
          }
          case "closing": {
            const job = batch.shift();
            if (job !== undefined) return job;
            time = now;
            enter("timers");
            break;
          }
        }
      }
    },
    failed() {
      if (phase === "poll" && pass[0]?.source.stopsOnError) pass.shift();
    },
    revive() {
      phase = "start";
    },
    nextExpiry: () => timers.nextExpiry(),
    handles() {
      const live: Omit<LiveHandle, "thread">[] = [];
      const add = (what: string, site: SiteId | undefined) => live.push(site === undefined ? { what } : { what, site });
      for (const handle of handles) if (handle.referenced()) add(handle.what(), handle.site);
      for (const timer of timers.referenced()) add(timer.label, timer.site);
      return live;
    },
    renew() {
      timers.renew();
      if (sources.size !== 1 || !sources.has(pool)) {
        sources.clear();
        sources.add(pool);
      }
      if (handles.size > 0) handles.clear();
      if (immediates.length > 0) immediates = [];
      if (closing.length > 0) closing = [];
      if (completions.length > 0) completions.length = 0;
      time = 0;
      behind = 0;
      phase = "start";
      entry = "timers";
      fresh = false;
      if (pass.length > 0) pass = [];
      if (batch.length > 0) batch = [];
      if (checkBatch.length > 0) checkBatch = [];
      sweeping = false;
    },
  };

  /** Whether a later phase has something to do, so that the loop must not stay in the poll phase. */
  function isReadyWithoutPoll(now: LoopTime): boolean {
    if (closing.length > 0 || immediates.some((immediate) => immediate.active)) return true;
    const expiry = timers.nextExpiry();
    return expiry !== undefined && expiry <= now;
  }
}

function isActive(immediate: Immediate): boolean {
  return immediate.active;
}
