// The same scenario on the same machine gives the same trace, byte for byte: twice in one process, and in a fresh one.

import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { POLICIES } from "#engine/policies/index";
import type { Scenario } from "#engine/scenario";
import { simulateInChild } from "#server/host/node-host";
import { buildHost } from "../server/host/built-host";
import { repository } from "../support/built";
import { createMachine, type Machine, scenarioOfFile } from "./machine";

const FILES = [
  "examples/bank/main.ts",
  ...[
    "libraries/p-queue.mts",
    "workers/port-transfer.cts",
    "context/async-local-storage.mts",
    "timers/promises.mts",
  ].map((file) => `test/fidelity/programs/${file}`),
];
const CHILD = { timeoutMs: 60_000, memoryMb: 512 };

let machine: Machine;
let scenarios: readonly Scenario[];
beforeAll(async () => {
  machine = await createMachine();
  scenarios = await Promise.all(FILES.map((file) => scenarioOfFile(join(repository, file), repository)));
});

const settings: fc.Arbitrary<MachineSettings> = fc.record({
  cpus: fc.integer({ min: 1, max: 8 }),
  policy: fc.constantFrom(...POLICIES.map(({ id }) => id)),
  quantum: fc.integer({ min: 1, max: 500 }),
  contextSwitch: fc.integer({ min: 0, max: 20 }),
  onePerProcess: fc.boolean(),
  seed: fc.integer(),
  ioLatency: fc.integer({ min: 0, max: 5000 }),
  threadStart: fc.integer({ min: 0, max: 2000 }),
  limits: fc.constant(DEFAULT_MACHINE.limits),
  scheduling: fc.constant(DEFAULT_MACHINE.scheduling),
});

it("repeats itself in one process, whatever the machine", () => {
  fc.assert(
    fc.property(settings, fc.nat({ max: FILES.length - 1 }), (chosen, index) => {
      const scenario = scenarios[index];
      if (scenario === undefined) throw new Error(`there is no scenario ${index}`);
      const first = machine.simulateText(scenario, chosen);
      expect(machine.simulateText(scenario, chosen)).toBe(first);
      expect(first).not.toContain('"failure":');
    }),
    { numRuns: Number(process.env.FIDELITY_RUNS ?? 25) },
  );
});

it("repeats itself in a fresh process", async () => {
  const hostFile = await buildHost();
  for (const scenario of scenarios) {
    const answer = await simulateInChild(scenario, DEFAULT_MACHINE, { ...CHILD, hostFile });
    expect(answer).toHaveProperty("trace");
    expect(JSON.stringify(answer)).toBe(machine.simulateText(scenario));
  }
});
