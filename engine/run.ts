// One run: a scenario on a machine, to its end. The engine's front door.

import { drive } from "./drive";
import type { MachineSettings } from "./machine";
import { createWorld } from "./platform/create-world";
import type { EngineHost } from "./runtime/abi";
import type { Program } from "./runtime/program";
import type { Scenario } from "./scenario";
import type { Trace } from "./trace/trace";

export interface RunInput {
  readonly scenario: Scenario;
  readonly machine: MachineSettings;
  readonly host: EngineHost;
  /** The scenario made ready for its host, by whoever runs it more than once. */
  readonly program?: Program;
}

/** How far a run has come; yielded now and then so that a host can show progress or stop. */
export interface RunProgress {
  readonly events: number;
  readonly at: number;
}

/** Runs to the end. Deterministic: the same scenario and machine give the same trace, byte for byte, on every host. */
export function run(input: RunInput): Trace {
  const steps = simulate(input);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** The same, in slices. */
export function* simulate(input: RunInput): Generator<RunProgress, Trace> {
  return yield* drive(input, createWorld);
}
