// The machine's state at any step of a trace, by replaying its events onto keyframes.

import type { MachineState, Timeline } from "./machine-state";
import type { Trace } from "./trace";

/** State after `step` events. For more than a look or two make a timeline. */
export function stateAt(trace: Trace, step: number): MachineState {
  return createTimeline(trace).at(step);
}

export function createTimeline(_trace: Trace): Timeline {
  throw new Error("[engine bug] not built yet");
}
