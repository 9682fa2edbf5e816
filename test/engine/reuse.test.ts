// Runs of one prepared program share what they can, and no run can tell: each gives the trace that a run on its own gives.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { type RunInput, run, runToOutcome } from "#engine/run";
import { prepareProgram, type Spare } from "#engine/runtime/program";
import type { Scenario } from "#engine/scenario";
import { compileUnits } from "#server/host/in-process-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { scenarioOfFile } from "../fidelity/machine";
import { fidelityPrograms, PROGRAMS } from "../fidelity/programs";
import { memoryHost } from "../server/instrument/memory-host";
import { LEFTOVERS, MARKS } from "../support/marks";
import { outputOf } from "../support/simulate-js";

const LIMITS = { ...DEFAULT_MACHINE.limits, maxEvents: 20_000, maxTime: 50_000_000, fuelPerJob: 10_000, maxDepth: 500 };
const MACHINE: MachineSettings = { ...DEFAULT_MACHINE, limits: LIMITS };

async function scenarioOf(code: string, file = "main.cts"): Promise<Scenario> {
  const host = memoryHost({ "tsconfig.json": "{}", [file]: code });
  const { scenario, problems } = await buildScenario({ entry: `${host.root}/${file}` }, host);
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  return scenario;
}

function inputOf(scenario: Scenario, machine: MachineSettings): RunInput {
  const host = compileUnits(scenario);
  return { scenario, machine, host, program: prepareProgram(scenario, host) };
}

/** A run on its own, and what several runs in a row give; with traces and without, by turns. */
function compareRuns(scenario: Scenario, machine: MachineSettings = MACHINE): RunInput {
  const alone = run({ scenario, machine, host: compileUnits(scenario) });
  const input = inputOf(scenario, machine);
  const text = JSON.stringify(alone);
  for (let turn = 0; turn < 3; turn++) expect(JSON.stringify(run(input))).toBe(text);
  const result = JSON.stringify(runToOutcome({ scenario, machine, host: compileUnits(scenario) }));
  for (let turn = 0; turn < 3; turn++) expect(JSON.stringify(runToOutcome(input))).toBe(result);
  expect(JSON.stringify(run(input))).toBe(text);
  return input;
}

describe("a program that leaves a mark", () => {
  it.each(Object.entries(MARKS))("%s: finds none", async (_name, code) => {
    const input = compareRuns(await scenarioOf(code));
    expect(outputOf(run(input))).not.toContain("seen");
  });
});

describe("a program that is left in the middle", () => {
  it.each(Object.entries(LEFTOVERS))("%s: the next run begins at the beginning", async (_name, code) => {
    compareRuns(await scenarioOf(code, code.includes("export {}") ? "main.mts" : "main.cts"));
  });
});

/** What the last run has left for the next one. */
function spareOf({ program, machine }: RunInput): Spare | undefined {
  return program?.takeSpare(program.machine(machine), true);
}

it("reuses what a program has not changed", async () => {
  const input = inputOf(await scenarioOf("async function work() { await 1; } void work();"), MACHINE);
  run(input);
  const spare = spareOf(input);
  expect(spare).toBeDefined();
  if (spare !== undefined) input.program?.leaveSpare(spare);
  run(input);
  expect(spareOf(input)?.world).toBe(spare?.world);
});

it("keeps nothing of a program that has changed its Promise", async () => {
  const input = inputOf(await scenarioOf(MARKS["another then"] ?? ""), MACHINE);
  run(input);
  expect(spareOf(input)).toBeUndefined();
});

it("lends what is left to one run at a time", async () => {
  const input = inputOf(await scenarioOf("async function work() { await 1; } void work();"), MACHINE);
  const text = JSON.stringify(run(input));
  const first = spareOf(input);
  const second = run(input);
  expect(first).toBeDefined();
  expect(JSON.stringify(second)).toBe(text);
});

/** Every so many-th, from a different one for each machine. */
const SHARE = Number(process.env.REUSE_SHARE ?? 12);
const MACHINES: readonly MachineSettings[] = [
  DEFAULT_MACHINE,
  { ...DEFAULT_MACHINE, policy: "round-robin", quantum: 3, cpus: 1, contextSwitch: 2, seed: 7 },
  { ...DEFAULT_MACHINE, policy: "mlfq", cpus: 3, onePerProcess: true, threadStart: 20 },
];

describe("programs of all kinds, on machines of some kinds", () => {
  const programs = fidelityPrograms().map(({ file }) => file);
  const chosen = MACHINES.flatMap((machine, turn) =>
    programs.filter((_, index) => index % SHARE === turn % SHARE).map((file) => ({ file, machine })),
  );
  it.each(chosen)("$file", async ({ file, machine }) => {
    compareRuns(await scenarioOfFile(join(PROGRAMS, file), PROGRAMS), machine);
  });
});
