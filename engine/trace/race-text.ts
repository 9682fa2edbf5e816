// A data race in words: both accesses, who did them and where.

import { atPlace, taskName, threadName } from "./names";
import type { RaceAccess, RaceReport, Trace } from "./trace";

/** `write by transfer at bank.ts:7`. */
export function accessText(trace: Trace, { kind, atomic, thread, task, site }: RaceAccess): string {
  const by = task === undefined ? threadName(trace, thread) : taskName(trace, task);
  return `${atomic ? "atomic " : ""}${kind} by ${by}${atPlace(trace, site)}`;
}

/** `counter[0]: read by add at worker.ts:7, and write by add #2 at worker.ts:7`. */
export function raceText(trace: Trace, { element, first, second }: RaceReport): string {
  return `${element}: ${accessText(trace, first)}, and ${accessText(trace, second)}`;
}
