// Messages between the panel and the engine in its Web Worker.

import type { MachineSettings } from "#engine/machine";
import type { Scenario } from "#engine/scenario";
import type { Trace } from "#engine/trace/trace";

export type ToEngineWorker = {
  readonly type: "run";
  readonly run: number;
  readonly scenario: Scenario;
  readonly machine: MachineSettings;
};

export type FromEngineWorker =
  | { readonly type: "progress"; readonly run: number; readonly events: number }
  | { readonly type: "trace"; readonly run: number; readonly trace: Trace }
  | { readonly type: "crash"; readonly run: number; readonly message: string };
