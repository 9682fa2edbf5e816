// Whoever runs a program and keeps no trace sees the same end of it, at the same time.

import { join } from "node:path";
import { expect, it } from "vitest";
import { DEFAULT_MACHINE } from "#engine/machine";
import { run, runToOutcome } from "#engine/run";
import { prepareProgram } from "#engine/runtime/program";
import { compileUnits } from "#server/host/in-process-host";
import { unrotated } from "../engine/unrotated";
import { scenarioOfFile } from "./machine";
import { fidelityPrograms, PROGRAMS } from "./programs";

it.each(fidelityPrograms().map(({ file }) => file))("%s ends the same", async (file) => {
  const scenario = await scenarioOfFile(join(PROGRAMS, file), PROGRAMS);
  const host = compileUnits(scenario);
  const input = { scenario, machine: DEFAULT_MACHINE, host, program: prepareProgram(scenario, host) };
  const trace = run(input);
  const result = runToOutcome(input);
  expect(unrotated(result.outcome)).toEqual(unrotated(trace.outcome));
  expect(result.makespan).toBe(trace.metrics.makespan);
});
