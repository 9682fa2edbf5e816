// What the gallery's data race shows when it runs.

import { fileURLToPath } from "node:url";
import { DEFAULT_MACHINE } from "#engine/machine";
import { run } from "#engine/run";
import { raceText } from "#engine/trace/race-text";
import { compileUnits } from "#server/host/in-process-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { diskHost } from "#server/workspace/source-host";
import { expect, it } from "vitest";
import { outputOf } from "../support/simulate-js";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

it("races: the plain counter loses updates, the atomic one none, and both accesses are named", async () => {
  const { scenario } = await buildScenario({ entry: `${examples}/races/main.ts` }, diskHost(examples));
  if (scenario === undefined) throw new Error("no scenario");
  const trace = run({ scenario, machine: DEFAULT_MACHINE, host: compileUnits(scenario) });
  expect(outputOf(trace)).toEqual(["plain 4, atomic 6"]);
  expect((trace.races ?? []).map((race) => raceText(trace, race))).toEqual([
    "counts[0]: write by left at counter.ts:8, and read by right at counter.ts:8",
  ]);
  for (const { first, second } of trace.races ?? []) {
    expect(first.at).toBeLessThanOrEqual(second.at);
    expect(first.thread).not.toBe(second.thread);
  }
});
