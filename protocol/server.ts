// Custom requests between the editor's client and the language server. One block each.

import type { Scenario } from "#engine/scenario";
import type { Position, Problem } from "./finding";

/** Client to server: make the program at this place ready to simulate. */
export const ScenarioRequest = "interleave/scenario";

export interface ScenarioParams {
  readonly uri: string;
  /** The function whose lens was clicked; absent for the whole file. */
  readonly position?: Position;
}

export interface ScenarioResult {
  /** Absent where the program cannot be simulated; `problems` then says why and where. */
  readonly scenario?: Scenario;
  readonly problems: readonly Problem[];
}

/** The command behind the code lens, run by the client. Its only argument is a `ScenarioParams`. */
export const SIMULATE_COMMAND = "interleave.simulate";

/**
 * Server to client: what the analysis is doing, for the editor's status item. Sent only to clients that asked for it with
 * `initializationOptions: { "status": true }`, since a client without a handler may complain.
 */
export const StatusNotification = "interleave/status";

export interface StatusParams {
  readonly state: "analysing" | "idle" | "failed";
  /** Files read by the last finished analysis, of all folders. */
  readonly files: number;
  readonly findings: number;
  readonly problems: readonly Problem[];
}
