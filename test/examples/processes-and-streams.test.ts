// What the gallery's processes and streams show when they run.

import { fileURLToPath } from "node:url";
import { DEFAULT_MACHINE } from "#engine/machine";
import { run } from "#engine/run";
import type { Trace } from "#engine/trace/trace";
import { compileUnits } from "#server/host/in-process-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { diskHost } from "#server/workspace/source-host";
import { expect, it } from "vitest";
import { outputOf } from "../support/simulate-js";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

async function simulated(name: string): Promise<Trace> {
  const { scenario, problems } = await buildScenario({ entry: `${examples}/${name}/main.ts` }, diskHost(examples));
  expect(problems).toEqual([]);
  if (scenario === undefined) throw new Error("no scenario");
  return run({ scenario, machine: DEFAULT_MACHINE, host: compileUnits(scenario) });
}

it("processes: three of them, each with its own count, and messages both ways", async () => {
  const trace = await simulated("processes");
  expect(outputOf(trace)).toEqual([
    "first counted 2",
    "first exited with 0",
    "second counted 5",
    "second exited with 0",
    "main counted 1",
  ]);
  expect(trace.processes.map(({ name, parent }) => [name, parent])).toEqual([
    ["processes/main.ts", undefined],
    ["child.ts", 1],
    ["child.ts", 1],
  ]);
  expect(trace.events.filter(({ kind }) => kind === "process-exit")).toHaveLength(3);
  expect(trace.events.filter(({ kind }) => kind === "put")).toHaveLength(4);
  expect(trace.outcome).toEqual({ kind: "completed", exitCode: 0 });
});

it("streams: the producer waits for the consumer when the buffer is full", async () => {
  const trace = await simulated("streams");
  expect(outputOf(trace)).toEqual([
    "produced 1",
    "produced 2",
    "full: the producer waits",
    "consumed 1",
    "consumed 2",
    "produced 3",
    "produced 4",
    "full: the producer waits",
    "consumed 3",
    "consumed 4",
    "produced 5",
    "consumed 5",
    "done",
  ]);
  expect(trace.outcome).toEqual({ kind: "completed", exitCode: 0 });
});
