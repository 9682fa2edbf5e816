// Runs the engine from JSON to JSON, and turns whatever goes wrong into a value.

import { guardLanguage } from "#engine/platform/language-guard";
import { showUserStacks } from "#engine/platform/stack";
import { run } from "#engine/run";
import type { EngineHost } from "#engine/runtime/abi";
import { errorText, isError } from "#engine/runtime/values";
import type { MachineSettings } from "#engine/machine";
import type { Scenario } from "#engine/scenario";

export interface SimulationFailure {
  readonly message: string;
  readonly stack: string;
}

/** Both texts come from the parent process, which made them from typed values. */
export function simulateText(scenario: string, machine: string, host: EngineHost): string {
  const guard = guardLanguage();
  try {
    const program: Scenario = JSON.parse(scenario);
    // A unit is compiled under its own name.
    const ids = new Set(program.units.map(({ id }) => id));
    showUserStacks(program, (file, line) => (ids.has(file) ? { unit: file, line } : undefined));
    const settings: MachineSettings = JSON.parse(machine);
    const trace = run({ scenario: program, machine: settings, host });
    return JSON.stringify({ trace: guard.judge(trace) });
  } catch (error) {
    // Before the text of the error is asked for: that is a way of the program's, too.
    const added = guard.restore();
    const because = added.length === 0 ? "" : ` (the program gives all objects ${added.join(", ")})`;
    return JSON.stringify({
      failure: { message: `${errorText(error)}${because}`, stack: isError(error) ? String(error.stack) : "" },
    });
  }
}
