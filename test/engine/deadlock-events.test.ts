// The `deadlock` events of real programs, instrumented and run: one where a cycle closes, none where it only looks like one.

import { describe, expect, it } from "vitest";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { POLICIES } from "#engine/policies/index";
import { run } from "#engine/run";
import { explain } from "#engine/trace/explain";
import { createTimeline } from "#engine/trace/state-at";
import type { Trace } from "#engine/trace/trace";
import { compileUnits } from "#server/host/in-process-host";
import { scenarioOf } from "../server/instrument/program";

const SLEEP = "const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));\n";

async function simulate(code: string, machine: Partial<MachineSettings> = {}): Promise<Trace> {
  const scenario = await scenarioOf({ "main.ts": SLEEP + code });
  return run({ scenario, machine: { ...DEFAULT_MACHINE, ...machine }, host: compileUnits(scenario) });
}

const deadlocks = (trace: Trace) =>
  trace.events.flatMap((event, index) => (event.kind === "deadlock" ? [index + 1] : []));

const HAND_OVER = `
async function job(name: string): Promise<void> {
  await navigator.locks.request("a", async () => { await sleep(1); console.log(name); });
}
void job("one"); void job("two"); void job("three");
`;

const RACE = `
async function waiter(): Promise<void> { await navigator.locks.request("a", async () => {}); }
async function quick(): Promise<void> { await sleep(5); }
async function main(): Promise<void> {
  await navigator.locks.request("a", async () => { await Promise.race([waiter(), quick()]); });
  console.log("done");
}
void main();
`;

const ABBA = `
async function take(first: string, second: string): Promise<void> {
  await navigator.locks.request(first, async () => {
    await sleep(1);
    await navigator.locks.request(second, async () => { await sleep(1); });
  });
}
void take("a", "b"); void take("b", "a");
`;

describe("deadlock events", () => {
  it("say nothing when a lock is handed from one task to the next", async () => {
    const trace = await simulate(HAND_OVER);
    expect(trace.outcome.kind).toBe("completed");
    expect(deadlocks(trace)).toEqual([]);
  });

  it("say nothing when another task than the waiting one wins the race", async () => {
    const trace = await simulate(RACE);
    expect(trace.outcome.kind).toBe("completed");
    expect(deadlocks(trace)).toEqual([]);
  });

  it.each(POLICIES.map((policy) => policy.id))("tell two locks in opposite orders once, under %s", async (policy) => {
    const trace = await simulate(ABBA, { policy });
    expect(trace.outcome).toMatchObject({ kind: "deadlock", cycle: [{}, {}] });
    const [step, ...more] = deadlocks(trace);
    expect(more).toEqual([]);
    const timeline = createTimeline(trace);
    expect(timeline.at((step ?? 0) - 2).cycles).toEqual([]);
    expect(timeline.at(step ?? 0).cycles).toHaveLength(1);
    expect(explain(trace, timeline, step ?? 0)).toMatch(
      /^Deadlock: take.* waits for .*, held by take.*, which waits for /,
    );
  });
});
