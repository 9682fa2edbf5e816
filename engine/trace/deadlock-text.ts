// A run's deadlock in words.

import type { Trace } from "./trace";

/** Several lines of plain text naming tasks, resources, holders and lines; empty where the outcome is not a deadlock. */
export function deadlockText(_trace: Trace): string {
  throw new Error("[engine bug] not built yet");
}
