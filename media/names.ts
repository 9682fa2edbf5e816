// The words and signs of states and resources: each state is told by colour, pattern, glyph and word.

import { TICKS_PER_MILLISECOND, type Ticks } from "#engine/machine";
import type { ResourceKind, State } from "#engine/trace/trace";

export const STATES: readonly State[] = ["new", "ready", "running", "blocked", "terminated"];

export interface StateSign {
  readonly word: string;
  /** Codicon name. */
  readonly icon: string;
  /** What it means, for the legend and the help. */
  readonly meaning: string;
}

export const stateSigns: Readonly<Record<State, StateSign>> = {
  new: { word: "New", icon: "circle-large-outline", meaning: "created, not yet started" },
  ready: { word: "Ready", icon: "clockface", meaning: "could run, waits for its turn" },
  running: { word: "Running", icon: "play", meaning: "its code is executing" },
  blocked: { word: "Blocked", icon: "lock", meaning: "waits for a lock, a message, a timer" },
  terminated: { word: "Terminated", icon: "check", meaning: "finished" },
};

export const resourceIcons: Readonly<Record<ResourceKind, string>> = {
  mutex: "lock",
  semaphore: "key",
  rwlock: "lock",
  limiter: "dashboard",
  queue: "list-ordered",
  channel: "arrow-swap",
  event: "bell",
  condition: "bell",
  barrier: "debug-breakpoint-stackframe",
  pool: "server-process",
  timer: "watch",
  port: "mail",
  io: "file",
  promise: "circle-large-outline",
};

/** Virtual time in the unit that suits an axis or a column: `513 µs`, `2.521 ms`, `1.2 s`. */
export function timeText(at: Ticks): string {
  if (at < TICKS_PER_MILLISECOND) return `${at} µs`;
  if (at < 1000 * TICKS_PER_MILLISECOND) return `${trim(at / TICKS_PER_MILLISECOND)} ms`;
  return `${trim(at / (1000 * TICKS_PER_MILLISECOND))} s`;
}

function trim(value: number): string {
  return String(Number(value.toFixed(3)));
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
