// Random programs print the same in the simulated machine and in real Node. `FIDELITY_RUNS=1000` for a long search.

import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { scenarioOf } from "../server/instrument/program";
import { overlaps, strangeSteps } from "./laws";
import { createMachine, type Machine, stdoutOf } from "./machine";
import { createNodeServer, type NodeServer } from "./node-server";
import { programText, randomProgram } from "./random-programs";

/** As in the table of programs: a difference counts if Node repeats it. */
const ATTEMPTS = 4;

let machine: Machine;
let node: NodeServer;
beforeAll(async () => {
  machine = await createMachine();
  node = createNodeServer();
});
afterAll(() => node.dispose());

it("prints what Node prints, in its order", { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomProgram, async (program) => {
      const text = programText(program);
      const trace = machine.simulate(await scenarioOf({ "main.cts": text }, { entry: "main.cts" }));
      const simulated = stdoutOf(trace).trimEnd();
      let real = await node.run(text);
      for (let attempt = 1; attempt < ATTEMPTS && real !== simulated; attempt++) real = await node.run(text);
      expect(`${simulated}\n\n${text}`).toBe(`${real}\n\n${text}`);
      expect([...overlaps(trace), ...strangeSteps(trace)]).toEqual([]);
    }),
    { numRuns: Number(process.env.FIDELITY_RUNS ?? 40), endOnFailure: false },
  );
});
