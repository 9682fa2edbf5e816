// Messages between the extension host and the panel: two discriminated unions. Data only; the panel sets text, never HTML.

import type { MachineSettings } from "#engine/machine";
import type { Scenario, SiteId } from "#engine/scenario";
import type { Outcome } from "#engine/trace/trace";
import type { Problem, StartField } from "./finding";
import type { AnnotateParams, ScenarioStart, StartEdit } from "./server";

export type ToWebview =
  /** A program to run. `engineSource` is the text of the engine's worker, started from a blob. */
  | {
      readonly type: "load";
      readonly scenario: Scenario;
      readonly engineSource: string;
      readonly machine: MachineSettings;
      readonly view: ViewState | undefined;
      /** What is started, for a person to edit. */
      readonly start?: ScenarioStart;
    }
  /** What a person typed cannot be done; nothing has changed. */
  | ({ readonly type: "wrong" } & WrongInput)
  /** The program cannot be simulated. */
  | { readonly type: "problems"; readonly title: string; readonly problems: readonly Problem[] }
  /** The server is at work. */
  | { readonly type: "busy"; readonly message: string }
  /** The editor's cursor moved to this zero-based line of a file of the scenario. */
  | { readonly type: "cursor"; readonly uri: string; readonly line: number }
  /** A file of the scenario was edited since it was simulated. */
  | { readonly type: "stale"; readonly uri: string }
  /** An editor command for the panel: the same actions as its buttons and keys. */
  | { readonly type: "action"; readonly action: PanelAction };

export interface WrongInput {
  readonly message: string;
  /** Where it was typed: in a value or call of the start, or in the form of a tag. */
  readonly at: StartField | "simulate" | "simulated" | "cost";
}

export type PanelAction =
  | { readonly kind: "step"; readonly by: number }
  | { readonly kind: "seek"; readonly to: number | "start" | "end" }
  | { readonly kind: "play" | "pause" | "toggle-play" | "rerun" }
  | { readonly kind: "machine"; readonly change: Partial<MachineSettings> }
  | { readonly kind: "level"; readonly level: ViewLevel };

/** Whose states the state diagram shows. */
export type ViewLevel = "tasks" | "threads" | "processes";

export type FromWebview =
  | { readonly type: "ready" }
  /** What the panel shows now; kept by the host so that a reload comes back to it, and read by the tests. */
  | { readonly type: "view"; readonly view: ViewState; readonly summary: ViewSummary }
  /** Show this place in the editor without taking its focus. */
  | { readonly type: "reveal"; readonly uri: string; readonly site: SiteId; readonly focus: boolean }
  /** Ask for the program again, from the current source. */
  | { readonly type: "refresh" }
  /** Start these calls; absent: what is found. `keep`: stay with the file, as a comment where there can be one. */
  | { readonly type: "start"; readonly edit: StartEdit | undefined; readonly keep: boolean }
  /** Write a comment into the file whose functions are started, and run again. */
  | ({ readonly type: "annotate" } & Omit<AnnotateParams, "uri" | "start">)
  | { readonly type: "error"; readonly message: string };

/** The part of the panel's state that survives a reload. */
export interface ViewState {
  readonly step: number;
  readonly machine: MachineSettings;
  readonly level: ViewLevel;
}

/** What a reader of the panel sees, in words. */
export interface ViewSummary {
  /** A run is under way: what is shown is still the run before, which may be of another machine. */
  readonly running: boolean;
  readonly steps: number;
  readonly outcome: Outcome | undefined;
  /** The sentence of the current step. */
  readonly why: string;
  /** State word of each task by its name, at the current step. */
  readonly tasks: Readonly<Record<string, string>>;
  readonly threads: Readonly<Record<string, string>>;
  /** The deadlock in words, or empty. */
  readonly deadlock: string;
  /** Places of the source that the editor marks for the whole run. */
  readonly marks: readonly SourceMark[];
}

/** An access that takes part in a data race. */
export interface SourceMark {
  readonly site: SiteId;
  readonly text: string;
}
