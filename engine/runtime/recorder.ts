// Collects what a thread's current job costs and emits, for the kernel to play back in virtual time.

import type { Emission, KernelServices, Segment, Timed, Untimed } from "../kernel/agent";
import type { Ticks } from "../machine";
import type { Pulse } from "./pulse";

export interface Recorder {
  /** Whether somebody keeps the events. Where nobody does, whoever would emit one calls `count` instead of making it. */
  readonly recording: boolean;
  /** Virtual time as the thread sees it: the start of its job plus what the job has cost so far. */
  now(): Ticks;
  /** So much CPU time is used; without a number, one statement's worth. */
  tick(cost?: Ticks): void;
  emit(event: Untimed | Timed): void;
  /** Counts an event that nobody would keep. */
  count(): void;
  /** Counts two at once. */
  countTwo(): void;
  /** Makes an operation visible to others when the thread has really used the CPU time up to here. */
  effect(run: () => void): void;
  begin(now: Ticks): void;
  /** Events of the current job so far. */
  events(): number;
  end(): Segment;
  /** Forgets a job that was left in the middle. */
  renew(): void;
}

/** `enough`: events of one job after which its code must not go on without asking. */
export function createRecorder(kernel: KernelServices, pulse: Pulse, enough: number): Recorder {
  const { recording, watchful } = kernel;
  let start: Ticks | undefined;
  let emissions: Emission[] = [];
  let uncounted = 0;
  let events = 0;
  /** The last moment of the segment at which something happened. */
  let last = -1;
  const another = () => {
    if (++events > enough) pulse.pause();
  };
  const happened = () => {
    uncounted++;
    if (watchful) lookedAt();
  };
  const lookedAt = () => {
    const offset = pulse.cost();
    if (last === offset) return;
    last = offset;
    emissions.push({ offset, event: undefined, effect: undefined });
  };
  return {
    recording,
    now: () => (start === undefined ? kernel.now() : start + pulse.cost()),
    tick(ticks = 1) {
      pulse.tick(ticks);
    },
    // Outside a job (a timer of the kernel, another thread's message) there is no CPU time to wait for.
    emit(event) {
      another();
      if (start === undefined) kernel.record(event);
      else if (recording) emissions.push({ offset: pulse.cost(), event, effect: undefined });
      else happened();
    },
    count() {
      another();
      if (start === undefined) kernel.record(COUNTED);
      else happened();
    },
    countTwo() {
      events += 2;
      if (events > enough) pulse.pause();
      uncounted += 2;
      if (watchful) lookedAt();
    },
    effect(run) {
      if (start === undefined) run();
      else emissions.push({ offset: pulse.cost(), event: undefined, effect: run });
    },
    begin(now) {
      start = now;
      pulse.beginSegment();
      emissions = [];
      uncounted = 0;
      events = 0;
      last = -1;
    },
    events: () => events,
    renew() {
      start = undefined;
      if (emissions.length > 0) emissions = [];
      uncounted = 0;
      events = 0;
      last = -1;
    },
    end() {
      start = undefined;
      return { cost: Math.max(1, pulse.cost()), emissions, uncounted };
    },
  };
}

/** Stands for an event that nobody keeps. */
const COUNTED: Untimed = { kind: "task-at" };
