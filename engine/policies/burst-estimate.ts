// How long a thread's CPU burst will be: as declared, as far as it is known, or else guessed from its past bursts.

import type { Ticks } from "../machine";
import type { ThreadId } from "../trace/trace";
import type { Schedulable } from "./policy";

export interface BurstEstimate {
  /** Length of the present or next burst. */
  whole(thread: Schedulable): Ticks;
  /** What is left of it. */
  remaining(thread: Schedulable): Ticks;
  /** A burst has ended. */
  learn(thread: Schedulable): void;
}

/** Weight of the latest burst, and the guess for a thread that has had none. */
const ALPHA = 0.5;
const FIRST_GUESS: Ticks = 1000;

/** Exponential averaging, Silberschatz, Galvin, Gagne: Operating System Concepts, ch. 5.3.2, with alpha 1/2. */
export function createBurstEstimate(): BurstEstimate {
  const guesses = new Map<ThreadId, number>();
  const whole = (thread: Schedulable) => thread.burst ?? guesses.get(thread.thread) ?? FIRST_GUESS;
  return {
    whole,
    remaining: (thread) => Math.max(0, whole(thread) - thread.used),
    learn(thread) {
      const before = guesses.get(thread.thread) ?? FIRST_GUESS;
      guesses.set(thread.thread, ALPHA * thread.used + (1 - ALPHA) * before);
    },
  };
}
