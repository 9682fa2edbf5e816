// Programs that change what the language shares with the engine: neither the run nor what is told of it may change.

import { DEFAULT_MACHINE } from "#engine/machine";
import type { Trace } from "#engine/trace/trace";
import { simulateInChild } from "#server/host/node-host";
import { beforeAll, describe, expect, it } from "vitest";
import { outputOf } from "../../support/simulate-js";
import { scenarioOf } from "../instrument/program";
import { POLLUTIONS, WORK, WORKER } from "../../support/pollution";
import { buildHost } from "./built-host";

const LIMITS = { timeoutMs: 60_000, memoryMb: 256 };

describe("a program that changes the language", () => {
  let hostFile = "";
  let clean: Trace;

  const simulate = async (before: string): Promise<Trace> => {
    const scenario = await scenarioOf({ "main.ts": `import "./zz";\n${WORK}`, "zz.ts": before, "worker.ts": WORKER });
    const answer = await simulateInChild(scenario, DEFAULT_MACHINE, { ...LIMITS, hostFile });
    if ("error" in answer) throw new Error(answer.error.message);
    return answer.trace;
  };
  beforeAll(async () => {
    hostFile = await buildHost();
    clean = await simulate("export {};");
  });

  it("runs to its end unchanged, as the measure", () => {
    expect(clean.outcome.kind).toBe("completed");
    expect(outputOf(clean)).toEqual(["worker says 6", "event 1,2,3", "inside 3 [ 1, 'two', { three: Map(0) {} } ]"]);
  });

  it.each(Object.entries(POLLUTIONS))("%s: runs as before", async (_name, code) => {
    const trace = await simulate(`export {};\n${code}`);
    expect(outputOf(trace)).toEqual(outputOf(clean));
    expect(trace.outcome).toEqual(clean.outcome);
    expect(trace.resources).toEqual(clean.resources);
    expect(trace.threads).toEqual(clean.threads);
  });
});
