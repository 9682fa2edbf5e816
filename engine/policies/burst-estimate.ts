// How long a thread's CPU burst will be: known, or else guessed from its past bursts.

import type { Ticks } from "../machine";
import type { SchedulingSettings } from "../scheduling/settings";
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

/**
 * Where bursts count as known: the length that was declared or measured before, else as far as the burst has begun. Otherwise, and for
 * what nobody knows, exponential averaging: guess' = alpha * latest + (1 - alpha) * guess
 * (Silberschatz, Galvin, Gagne: Operating System Concepts, ch. 5.3.2).
 */
export function createBurstEstimate({
  bursts,
  alpha,
  firstGuess,
}: Pick<SchedulingSettings, "bursts" | "alpha" | "firstGuess">): BurstEstimate {
  const guesses = new Map<ThreadId, number>();
  const known = bursts === "known";
  const guess = (thread: Schedulable) => guesses.get(thread.thread) ?? firstGuess;
  const whole = (thread: Schedulable) => (known ? (thread.burst ?? thread.begun) : undefined) ?? guess(thread);
  return {
    whole,
    remaining: (thread) => Math.max(0, whole(thread) - thread.used),
    learn(thread) {
      guesses.set(thread.thread, alpha * thread.used + (1 - alpha) * guess(thread));
    },
  };
}
