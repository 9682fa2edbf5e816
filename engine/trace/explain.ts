// Each event of a trace in one plain sentence.

import type { Timeline } from "./machine-state";
import type { Trace } from "./trace";

/** What the event of this step did and why, for example "transfer blocks on bob.mutex, held by audit since step 17 (audit.ts:7)". Empty at step 0. */
export function explain(_trace: Trace, _timeline: Timeline, _step: number): string {
  throw new Error("[engine bug] not built yet");
}
