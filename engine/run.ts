// One run: a scenario on a machine, to its end. The engine's front door.

import { drive, driveToOutcome } from "./drive";
import type { MachineSettings, Ticks } from "./machine";
import { createWorld } from "./platform/create-world";
import type { EngineHost } from "./runtime/abi";
import type { Program } from "./runtime/program";
import type { Scenario } from "./scenario";
import type { Outcome, RaceReport, Trace } from "./trace/trace";

export interface RunInput {
  readonly scenario: Scenario;
  readonly machine: MachineSettings;
  readonly host: EngineHost;
  /** The scenario made ready for its host, by whoever runs it more than once. */
  readonly program?: Program;
}

/** What is left of a run that nobody wants to look at. */
export interface RunResult {
  readonly outcome: Outcome;
  readonly races: readonly RaceReport[];
  /** Events that its trace would have, and what a thread that was ended in the middle of a job would have told in the rest of it. */
  readonly events: number;
  /** When its last event happened. */
  readonly makespan: Ticks;
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

/**
 * The same run without its trace, for those who make many of them and look at few: same schedule, same outcome. Only a cycle
 * that closed during the run and was broken off by a bound may begin at another of its tasks.
 */
export function runToOutcome(input: RunInput): RunResult {
  return driveToOutcome(input, createWorld);
}

/** The same, in slices. */
export function* simulate(input: RunInput): Generator<RunProgress, Trace> {
  return yield* drive(input, createWorld);
}
