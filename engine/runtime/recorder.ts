// Collects what a thread's current job costs and emits, for the kernel to play back in virtual time.

import type { Emission, KernelServices, Segment, Untimed } from "../kernel/agent";
import type { Ticks } from "../machine";

export interface Recorder {
  /** Virtual time as the thread sees it: the start of its job plus what the job has cost so far. */
  now(): Ticks;
  /** So much CPU time is used; without a number, one statement's worth. */
  tick(cost?: Ticks): void;
  emit(event: Untimed): void;
  /** Makes an operation visible to others when the thread has really used the CPU time up to here. */
  effect(run: () => void): void;
  begin(now: Ticks): void;
  end(): Segment;
}

export function createRecorder(kernel: KernelServices): Recorder {
  let start: Ticks | undefined;
  let cost = 0;
  let emissions: Emission[] = [];
  return {
    now: () => (start === undefined ? kernel.now() : start + cost),
    tick(ticks = 1) {
      cost += ticks;
    },
    // Outside a job (a timer of the kernel, another thread's message) there is no CPU time to wait for.
    emit(event) {
      if (start === undefined) kernel.record(event);
      else emissions.push({ offset: cost, event });
    },
    effect(run) {
      if (start === undefined) run();
      else emissions.push({ offset: cost, effect: run });
    },
    begin(now) {
      start = now;
      cost = 0;
      emissions = [];
    },
    end() {
      start = undefined;
      return { cost: Math.max(1, cost), emissions };
    },
  };
}
