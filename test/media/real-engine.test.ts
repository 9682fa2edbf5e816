// The whole way in a browser: the real bank, instrumented and bundled, run by the real engine in the panel's worker, drawn by the panel.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { run } from "#engine/run";
import type { Scenario } from "#engine/scenario";
import type { Trace } from "#engine/trace/trace";
import { unitsSource } from "#media/units";
import type { FromEngineWorker } from "#protocol/engine-worker";
import { compileUnits } from "#server/host/in-process-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { diskHost } from "#server/workspace/source-host";
import { createMachine, stdoutOf } from "../fidelity/machine";
import { scenarioOf as programOf } from "../server/instrument/program";
import { type Harness, load, startHarness } from "./harness/panel";

let harness: Harness;
let bank: Scenario;
let fixed: Scenario;
let shared: Scenario;

async function scenarioOf(file: string): Promise<Scenario> {
  const root = fileURLToPath(new URL("../../examples", import.meta.url));
  const { scenario, problems } = await buildScenario({ entry: join(root, file) }, diskHost(root));
  if (scenario === undefined) throw new Error(`no scenario: ${JSON.stringify(problems)}`);
  return scenario;
}

beforeAll(async () => {
  harness = await startHarness();
  bank = await scenarioOf("bank/main.ts");
  fixed = await scenarioOf("bank-fixed/main.ts");
  shared = await scenarioOf("memory-locks/main.ts");
});

afterAll(async () => {
  await harness?.close();
});

/** One run in a worker of a page under the production policy, as text. */
async function traceInBrowser(scenario: Scenario, machine: MachineSettings): Promise<string> {
  const panel = await harness.open();
  const message = await panel.page.evaluate(
    ({ source, request }) =>
      new Promise<FromEngineWorker>((resolve, reject) => {
        const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
        worker.onmessage = ({ data }: MessageEvent<FromEngineWorker>) => {
          if (data.type !== "progress") resolve(data);
        };
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage(request);
      }),
    {
      source: `${harness.engineSource}\n${unitsSource(scenario.units)}`,
      request: { type: "run", run: 1, scenario, machine },
    },
  );
  await panel.close();
  if (message.type !== "trace") throw new Error(JSON.stringify(message));
  return JSON.stringify(message.trace);
}

describe("the engine in the worker", () => {
  const machines: readonly [string, Partial<MachineSettings>][] = [
    ["as it comes", {}],
    ["one CPU in turns", { cpus: 1, policy: "round-robin", quantum: 3 }],
    ["four CPUs, one thread a process", { cpus: 4, onePerProcess: true }],
  ];

  test.each(machines)("gives the trace that Node gives, byte for byte: %s", async (_name, change) => {
    const machine = { ...DEFAULT_MACHINE, ...change };
    for (const scenario of [bank, fixed, shared]) {
      const inNode = JSON.stringify(run({ scenario, machine, host: compileUnits(scenario) }));
      expect(await traceInBrowser(scenario, machine)).toBe(inNode);
    }
  });
});

describe("the stacks of errors in the worker", () => {
  test("name the user's places, as in Node", async () => {
    const scenario = await programOf({
      "main.ts": [
        'import { Worker } from "node:worker_threads";',
        'import { fail } from "./part";',
        "async function later() {",
        "  await null;",
        "  fail();",
        "}",
        "later().catch((error) => console.log(error.stack));",
        'new Worker(new URL("./worker.ts", import.meta.url)).on("error", (error) => console.log(error.stack));',
      ].join("\n"),
      "part.ts": "export function fail(): never {\n  throw new Error('here');\n}\n",
      "worker.ts": "class Box {\n  open() {\n    throw new RangeError('there');\n  }\n}\nnew Box().open();\n",
    });
    const machine = await createMachine();
    const inBrowser: Trace = JSON.parse(await traceInBrowser(scenario, DEFAULT_MACHINE));
    expect(stdoutOf(inBrowser)).toBe(stdoutOf(machine.simulate(scenario)));
    expect(stdoutOf(inBrowser)).toContain("at later (/workspace/main.ts:5:3)");
    expect(stdoutOf(inBrowser)).toContain("at Box.open (/workspace/worker.ts:3:5)");
  });
});

describe("the panel on the real program", () => {
  test("draws the deadlock of the bank, and runs it again on another machine", async () => {
    const panel = await harness.open();
    await panel.send(load(bank, harness.engineSource));
    const { summary } = await panel.waitFor("view", (it) => it.summary.outcome?.kind === "deadlock");
    for (const word of ["transfer", "audit", "alice.mutex", "bob.mutex"]) expect(summary.deadlock).toContain(word);
    await panel.page.waitForTimeout(300);
    await panel.screenshot("real-bank");
    await panel.page.keyboard.press("[");
    await panel.waitFor("view", (it) => it.summary.why !== summary.why);
    await panel.page.getByTestId("policy").selectOption("round-robin");
    await panel.waitFor(
      "view",
      (it) => it.view.machine.policy === "round-robin" && it.summary.outcome?.kind === "deadlock",
    );
    await panel.page.getByTestId("cpus").fill("1");
    await panel.page.getByTestId("cpus").press("Enter");
    await panel.waitFor("view", (it) => it.view.machine.cpus === 1 && it.summary.outcome?.kind === "deadlock");
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });

  test("draws the corrected twin to its end and claims no more than that", async () => {
    const panel = await harness.open();
    await panel.send(load(fixed, harness.engineSource));
    await panel.waitFor("view", (it) => it.summary.outcome?.kind === "completed");
    expect(await panel.page.getByTestId("outcome").textContent()).toContain("Other schedules were not tried");
    expect(await panel.page.getByTestId("deadlock").count()).toBe(0);
    await panel.page.waitForTimeout(300);
    await panel.screenshot("real-bank-fixed");
    expect(panel.complaints).toEqual([]);
    await panel.close();
  });
});
