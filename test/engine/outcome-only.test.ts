// A run without its trace ends as the run with one: same schedule, same outcome, same number of events, same time.

import { beforeAll, expect, it } from "vitest";
import { DEFAULT_MACHINE } from "#engine/machine";
import { POLICIES } from "#engine/policies/index";
import { type RunInput, run, runToOutcome } from "#engine/run";
import { prepareProgram } from "#engine/runtime/program";
import { compileUnits } from "#server/host/in-process-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { memoryHost } from "../server/instrument/memory-host";
import { unrotated } from "./unrotated";

const LOCK = `
  class Lock {
    held = false;
    waiting = [];
    acquire() {
      if (!this.held) { this.held = true; return Promise.resolve(); }
      return new Promise((resolve) => this.waiting.push(resolve));
    }
    release() {
      const next = this.waiting.shift();
      if (next === undefined) this.held = false; else next();
    }
  }
  const [a, b] = [new Lock(), new Lock()];
  async function both(first, second) {
    await first.acquire();
    await null;
    await second.acquire();
    second.release();
    first.release();
  }`;

const PROGRAMS: Readonly<Record<string, string>> = {
  completes: "async function work() { for (let i = 0; i < 20; i++) await i; } void work(); void work();",
  "two locks in two orders": `${LOCK} both(a, b); both(b, a);`,
  "two locks, and a timer that goes on": `${LOCK} both(a, b); both(b, a); setInterval(() => {}, 1000);`,
  fails: "setTimeout(() => { throw new RangeError('too far'); }, 3); await new Promise(() => {}); export {};",
  "is kept alive": "const { port1 } = new MessageChannel(); port1.on('message', () => {});",
  "does not end": "for (;;) {}",
  "web locks": `
    const hold = (one, other) => navigator.locks.request(one, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      await navigator.locks.request(other, () => {});
    });
    hold("a", "b"); hold("b", "a");`,
  workers: `
    import { Worker } from "node:worker_threads";
    for (const name of ["x", "y", "z"]) {
      new Worker("for (let i = 0; i < 300; i++) Math.sqrt(i); require('worker_threads').parentPort.postMessage(1);", { eval: true, name })
        .on("message", (m) => console.log(name, m));
    }`,
};

const LIMITS = { ...DEFAULT_MACHINE.limits, maxTime: 50_000_000, fuelPerJob: 10_000 };
const inputs = new Map<string, RunInput>();
beforeAll(async () => {
  for (const [name, code] of Object.entries(PROGRAMS)) {
    const host = memoryHost({ "tsconfig.json": "{}", "main.mts": code });
    const { scenario, problems } = await buildScenario({ entry: `${host.root}/main.mts` }, host);
    if (scenario === undefined) throw new Error(JSON.stringify(problems));
    const units = compileUnits(scenario);
    inputs.set(name, { scenario, machine: DEFAULT_MACHINE, host: units, program: prepareProgram(scenario, units) });
  }
});

const machines = POLICIES.map(({ id }) => ({ ...DEFAULT_MACHINE, policy: id, quantum: 7, cpus: 2, limits: LIMITS }));

it.each(Object.keys(PROGRAMS))("%s", (name) => {
  const input = inputs.get(name);
  if (input === undefined) throw new Error("no such program");
  const kinds = new Set<string>();
  for (const machine of machines) {
    const trace = run({ ...input, machine });
    const result = runToOutcome({ ...input, machine });
    expect(unrotated(result.outcome)).toEqual(unrotated(trace.outcome));
    expect(result.races).toEqual(trace.races ?? []);
    expect(result.makespan).toBe(trace.metrics.makespan);
    expect(result.events).toBe(trace.events.filter(({ kind }) => kind !== "deadlock").length);
    kinds.add(trace.outcome.kind);
  }
  expect([...kinds]).toHaveLength(1);
});
