// Runs the engine from JSON to JSON, and turns whatever goes wrong into a value.

import { run } from "#engine/run";
import type { EngineHost } from "#engine/runtime/abi";
import type { MachineSettings } from "#engine/machine";
import type { Scenario } from "#engine/scenario";

export interface SimulationFailure {
  readonly message: string;
  readonly stack: string;
}

/** Both texts come from the parent process, which made them from typed values. */
export function simulateText(scenario: string, machine: string, host: EngineHost): string {
  try {
    const program: Scenario = JSON.parse(scenario);
    const settings: MachineSettings = JSON.parse(machine);
    return JSON.stringify({ trace: run({ scenario: program, machine: settings, host }) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const stack = error instanceof Error ? String(error.stack) : "";
    return JSON.stringify({ failure: { message, stack } });
  }
}
