// Custom requests between the editor's client and the language server. One block each.

import type { Scenario } from "#engine/scenario";
import type { Position, Problem, Range, StartField } from "./finding";

/** Client to server: make the program at this place ready to simulate. */
export const ScenarioRequest = "interleave/scenario";

export interface ScenarioParams {
  readonly uri: string;
  /** The function whose lens was clicked; absent for the whole file. */
  readonly position?: Position;
  /** What a person started instead of what would be found. */
  readonly edit?: StartEdit;
}

/** Calls of functions of one file that are started together, and the values that they share. */
export interface StartEdit {
  /** In this order; one may use those before it. */
  readonly values: readonly { readonly name: string; readonly text: string }[];
  /** Expressions at module scope. */
  readonly calls: readonly string[];
}

/** What a scenario starts, as a person may see and edit it. */
export interface ScenarioStart extends StartEdit {
  /** The whole program; calls made from parameters' types; those of a `@simulate`; those that somebody edited. */
  readonly kind: "program" | "made" | "tag" | "edited";
  /** The file whose functions are started. */
  readonly uri: string;
  /** The function above which a `@simulate` can say it; absent where there is none. */
  readonly above?: string;
  /** Functions of that file that can be called, each with an example. */
  readonly functions: readonly StartableFunction[];
}

export interface StartableFunction {
  readonly name: string;
  /** Zero-based. */
  readonly line: number;
  /** Absent where no arguments can be made for it. */
  readonly example?: StartEdit;
}

export interface ScenarioResult {
  /** Absent where the program cannot be simulated; `problems` then says why and where. */
  readonly scenario?: Scenario;
  readonly problems: readonly Problem[];
  readonly start?: ScenarioStart;
}

/** Client to server: how a comment that tells Interleave something comes into the source. Nothing is written by the server. */
export const AnnotateRequest = "interleave/annotate";

export interface AnnotateParams {
  readonly uri: string;
  readonly tag: "simulate" | "simulated" | "cost";
  /** The function's name for `simulate` and `simulated`. */
  readonly functionName?: string;
  /** The statement's line for `cost`, zero-based. */
  readonly line?: number;
  /** What stands after the tag; empty: the tag is taken away. */
  readonly text: string;
  /** For `simulate`, in place of `text`. */
  readonly start?: StartEdit;
}

export interface AnnotateResult {
  /** Of the file of the request; empty where there is a problem, or nothing to change. */
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  readonly problem?: string;
  /** Which of the values or calls the problem is in. */
  readonly field?: StartField;
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
