// Every program of the table prints the same in the simulated machine and in real Node, and ends with the same exit code.

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { overlaps, strangeSteps } from "./laws";
import { createMachine, exitCodeOf, type Machine, scenarioOfFile, stdoutOf } from "./machine";
import { createNodeOracle, type NodeOracle } from "./node-oracle";
import { fidelityPrograms, NODE_MAJOR, PROGRAMS } from "./programs";

/** A loaded machine can delay Node by more than the distance of two timers: a difference counts if Node repeats it. */
const ATTEMPTS = 8;

let machine: Machine;
let node: NodeOracle;
beforeAll(async () => {
  machine = await createMachine();
  node = await createNodeOracle(PROGRAMS);
});
afterAll(() => node.dispose());

const programs = fidelityPrograms().filter((program) => program.node <= NODE_MAJOR);

describe.concurrent("prints and exits as in Node", () => {
  it.each(programs.map(({ file }) => file))("%s", async (file) => {
    const trace = machine.simulate(await scenarioOfFile(join(PROGRAMS, file), PROGRAMS));
    expect([...overlaps(trace), ...strangeSteps(trace)]).toEqual([]);
    const { outcome } = trace;
    const simulated = `${stdoutOf(trace)}exit ${exitCodeOf(outcome)}`;
    let real = await node.run(file);
    for (let attempt = 1; attempt < ATTEMPTS && simulated !== shown(real); attempt++) real = await node.run(file);
    expect(simulated).toBe(shown(real));
    if (outcome.kind === "failed") expect(real.stderr).toContain(outcome.message);
  });
});

function shown({ stdout, exitCode }: { readonly stdout: string; readonly exitCode: number | string }): string {
  return `${stdout}exit ${exitCode}`;
}
