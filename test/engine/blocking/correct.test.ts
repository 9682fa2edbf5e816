// Correct programs over shared memory print on the simulated machine what they print on Node, on any number of CPUs.

import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { run } from "#engine/run";
import { compileUnits } from "#server/host/in-process-host";
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../server/instrument/program";
import { realNode } from "../../support/real-node";
import { outputOf } from "../../support/simulate-js";
import { CORRECT } from "./programs";

const MACHINES: readonly Partial<MachineSettings>[] = [
  {},
  { cpus: 4 },
  { cpus: 1, policy: "round-robin", quantum: 3 },
  { cpus: 2, policy: "round-robin", quantum: 1 },
];

describe("programs over shared memory", () => {
  it.each(Object.entries(CORRECT))("%s", async (_name, files) => {
    const scenario = await scenarioOf(files);
    const real = realNode(files);
    for (const settings of MACHINES) {
      const trace = run({ scenario, machine: { ...DEFAULT_MACHINE, ...settings }, host: compileUnits(scenario) });
      expect([settings, trace.outcome]).toEqual([settings, { kind: "completed", exitCode: 0 }]);
      expect([settings, outputOf(trace)]).toEqual([settings, real]);
    }
  });
});
