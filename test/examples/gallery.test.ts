// The gallery: every concept of its table has an example that runs here with what it is expected to show.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { run } from "#engine/run";
import type { Scenario } from "#engine/scenario";
import { DEFAULT_SCHEDULING } from "#engine/scheduling/settings";
import type { Trace } from "#engine/trace/trace";
import { compileUnits } from "#server/host/in-process-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { diskHost } from "#server/workspace/source-host";
import { describe, expect, it } from "vitest";
import { outputOf } from "../support/simulate-js";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const folders = readdirSync(examples, { withFileTypes: true }).flatMap((it) => (it.isDirectory() ? [it.name] : []));

async function scenarioOf(name: string): Promise<Scenario> {
  const { scenario, problems } = await buildScenario({ entry: `${examples}/${name}/main.ts` }, diskHost(examples));
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  return scenario;
}

async function simulated(name: string, change: Partial<MachineSettings> = {}): Promise<Trace> {
  const scenario = await scenarioOf(name);
  return run({ scenario, machine: { ...DEFAULT_MACHINE, ...change }, host: compileUnits(scenario) });
}

/** What each prints on the machine as it comes, and how it ends. */
const EXPECTED: Readonly<Record<string, readonly [outcome: Trace["outcome"]["kind"], output: readonly string[]]>> = {
  barrier: [
    "completed",
    ["fast arrives", "middle arrives", "slow arrives", "slow starts", "fast starts", "middle starts"],
  ],
  blocking: [
    "completed",
    [
      "awaits: another task of this thread",
      "goes on: already further",
      "asks again: done, asked often: true",
      "awaits: done",
      "goes on: done",
      "blocks: done",
    ],
  ],
  condition: [
    "completed",
    ["Ann waits", "Ben waits", "loaf 1", "Ann has bread", "Ben waits", "loaf 2", "Ben has bread"],
  ],
  coroutines: ["completed", ["ping 1", "pong 1", "ping 2", "pong 2", "ping 3", "pong 3", "count 6"]],
  daemon: ["completed", ["daemon counts 1", "daemon counts 2", "main is done"]],
  event: [
    "completed",
    ["first waits", "green", "first drives", "second drives", "red", "third waits", "green", "third drives", "red"],
  ],
  executor: ["completed", ["callback in thread 0: 9", "result 9", "map 16, 25", "shut down"]],
  "interpreter-lock": ["completed", ["computes 1: done", "computes 2: done", "waits 2: done", "waits 1: done"]],
  livelock: [
    "completed",
    ["right", "left", "right", "left", "right"].flatMap((side, turn) => [
      `Ann steps ${side}`,
      ...(turn === 4 ? ["Ann gives up"] : []),
      `Ben steps ${side}`,
      ...(turn === 4 ? ["Ben gives up"] : []),
    ]),
  ],
  locks: ["completed", ["without a lock: 80", "with a lock: 70"]],
  philosophers: ["deadlock", []],
  pipe: ["completed", ["other got hello", "main got one", "main got two", "the other end is gone"]],
  pool: ["completed", ["one after another: 16 ms", "together: 8 ms", "closed"]],
  "producers-consumers": [
    "deadlock",
    [
      "first takes a1",
      "second takes b1",
      "first takes a2",
      "second takes b2",
      "first takes a3",
      "second takes b3",
      "first is done",
    ],
  ],
  queue: [
    "completed",
    ["get at once: empty", "put a", "put b", "full: true", "put at once: full", "got a", "put c", "left: 2"],
  ],
  "queue-orders": [
    "completed",
    [
      "fifo first",
      "fifo second",
      "fifo urgent",
      "lifo urgent",
      "lifo second",
      "lifo first",
      "priority urgent",
      "priority first",
      "priority second",
    ],
  ],
  "readers-writers": ["completed", ["+reader 1 +reader 2 -reader 1 -reader 2 +writer -writer +reader 3 -reader 3"]],
  reentrant: ["deadlock", ["inside twice", "inside once"]],
  semaphore: ["completed", ["Ann sings", "Ben sings", "Cleo sings", "Dan sings", "at most 2 at once"]],
  threads: [
    "completed",
    [
      "main thread: true, number 0",
      "alive: left, right",
      "main thread: false, number 1",
      "main thread: false, number 2",
      "left has left with 1, alive: right",
      "right has left with 2, alive: none",
    ],
  ],
};

/** Those whose runs are looked at more closely below or in the tests beside this one. */
const ELSEWHERE: readonly string[] = [
  "bank",
  "bank-fixed",
  "memory-locks",
  "processes",
  "races",
  "scheduling",
  "starvation",
  "streams",
];

describe("the table", () => {
  const text = readFileSync(`${examples}/README.md`, "utf8");
  const links = (part: string): readonly string[] => [...part.matchAll(/\]\(([\w-]+)\)/g)].map(([, name = ""]) => name);

  it("has the twenty concepts, each with an example and a place in the panel", () => {
    const rows = [...text.matchAll(/^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$/gm)];
    expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    for (const [, , concept, example = ""] of rows) {
      expect(links(example), concept).not.toEqual([]);
      for (const name of links(example)) expect(folders, concept).toContain(name);
    }
  });

  it("names every example, and every example has its README and is run in a test", () => {
    expect([...new Set(links(text))].sort()).toEqual(folders.toSorted());
    for (const name of folders) expect(existsSync(`${examples}/${name}/README.md`), name).toBe(true);
    expect([...Object.keys(EXPECTED), ...ELSEWHERE].sort()).toEqual(folders.toSorted());
  });
});

describe("an example", () => {
  it.each(Object.entries(EXPECTED))("%s shows what its README says", async (name, [outcome, output]) => {
    const trace = await simulated(name);
    expect({ outcome: trace.outcome.kind, output: outputOf(trace) }).toEqual({ outcome, output });
  });
});

const turnaround = ({ threads, metrics }: Trace, name: string): number => {
  const id = threads.find((it) => it.name === name)?.id;
  return metrics.threads.find(({ thread }) => thread === id)?.turnaround ?? Number.NaN;
};

describe("what is seen", () => {
  it("philosophers: a cycle of five", async () => {
    const { outcome } = await simulated("philosophers");
    expect(outcome.kind === "deadlock" ? outcome.cycle.length : 0).toBe(5);
  });

  it("semaphore: never more than two hold it, and at some step two wait", async () => {
    const { events } = await simulated("semaphore");
    let held = 0;
    let most = 0;
    for (const { kind } of events) {
      if (kind === "acquire") held++;
      if (kind === "release") held--;
      most = Math.max(most, held);
    }
    expect(most).toBe(2);
  });

  it("daemon: it is one, and is cut off", async () => {
    const { threads, events } = await simulated("daemon");
    const daemon = threads.find(({ name }) => name === "daemon");
    expect(daemon?.daemon).toBe(true);
    expect(events.filter(({ kind, thread }) => kind === "thread-state" && thread === daemon?.id).at(-1)).toMatchObject({
      to: "terminated",
    });
  });

  it("interpreter-lock: computing takes twice as long, waiting does not", async () => {
    const machine = { cpus: 4, policy: "round-robin" } as const;
    const free = await simulated("interpreter-lock", machine);
    const locked = await simulated("interpreter-lock", { ...machine, onePerProcess: true });
    expect(turnaround(locked, "computes 2")).toBeGreaterThan(1.8 * turnaround(free, "computes 2"));
    expect(turnaround(locked, "waits 1")).toBeLessThan(1.2 * turnaround(free, "waits 1"));
  });

  it("blocking: only who asks again and again keeps a CPU busy", async () => {
    const { threads, metrics } = await simulated("blocking");
    const cpu = (name: string): number =>
      metrics.threads.find(({ thread }) => thread === threads.find((it) => it.name === name)?.id)?.cpu ?? 0;
    expect(cpu("asks again")).toBeGreaterThan(3000);
    for (const name of ["blocks", "awaits", "goes on"]) expect(cpu(name)).toBeLessThan(100);
  });

  it("starvation: without aging the least urgent thread begins last, with it earlier", async () => {
    const response = async (aging: number): Promise<number> => {
      const scheduling = { ...DEFAULT_SCHEDULING, aging, threads: [{ name: "low", priority: 9 }] };
      const { threads, metrics } = await simulated("starvation", { policy: "priority", cpus: 1, scheduling });
      const id = threads.find(({ name }) => name === "low")?.id;
      return metrics.threads.find(({ thread }) => thread === id)?.response ?? Number.NaN;
    };
    expect(await response(0)).toBeGreaterThan(2 * (await response(500)));
  });

  it("scheduling: four CPUs at once instead of one in turns; shortest first lets the short ones wait less", async () => {
    const [one, four] = [await simulated("scheduling", { cpus: 1 }), await simulated("scheduling", { cpus: 4 })];
    expect(four.metrics.makespan).toBeLessThan(0.7 * one.metrics.makespan);
    const shortest = await simulated("scheduling", { cpus: 1, policy: "srtf" });
    expect(turnaround(shortest, "tiny")).toBeLessThan(turnaround(one, "tiny"));
  });

  it("scheduling: under a multilevel feedback queue the long job sinks to the last queue, the tiny one less far", async () => {
    const trace = await simulated("scheduling", { cpus: 1, policy: "mlfq", quantum: 500 });
    const lowest = (name: string): number => {
      const id = trace.threads.find((thread) => thread.name === name)?.id;
      return Math.max(
        ...trace.events.flatMap((it) => (it.kind === "thread-level" && it.thread === id ? [it.level] : [])),
      );
    };
    expect([lowest("long"), lowest("tiny")]).toEqual([2, 1]);
  });

  it("memory-locks: both threads are blocked for ever", async () => {
    expect((await simulated("memory-locks")).outcome.kind).toBe("deadlock");
  });

  it("bank and its twin: one hangs, the other completes", async () => {
    expect((await simulated("bank")).outcome.kind).toBe("deadlock");
    expect((await simulated("bank-fixed")).outcome.kind).toBe("completed");
  });
});
