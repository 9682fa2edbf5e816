// The exporters: what other programs read must be well-formed whatever the user's program is called or prints.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChromeEvent, toChromeTrace } from "#engine/trace/export/chrome-trace";
import { toReport } from "#engine/trace/export/json";
import { toMermaid } from "#engine/trace/export/mermaid";
import { toPretty } from "#engine/trace/export/pretty";
import type { Outcome, Trace } from "#engine/trace/trace";
import { abba, Script, traceOf } from "../../analysis/script";
import { play } from "../../kernel/synthetic";

const OUTCOME: Outcome = {
  kind: "deadlock",
  exitCode: undefined,
  blocked: [
    { task: 0, wait: { kind: "acquire", resource: 1, text: "Mutex.acquire()" }, heldBy: [1], site: 1 },
    { task: 1, wait: { kind: "acquire", resource: 0, text: "Mutex.acquire()" }, heldBy: [0], site: 3 },
  ],
  cycle: [
    { task: 0, resource: 1, holder: 1, site: 1 },
    { task: 1, resource: 0, holder: 0, site: 3 },
  ],
};

function deadlocked(): Trace {
  const script = abba();
  script.add({ kind: "output", stream: "stdout", text: "one\ntwo\n" }, { task: 0, thread: 0 });
  script.add({ kind: "deadlock", cycle: OUTCOME.kind === "deadlock" ? OUTCOME.cycle : [] }, { task: 1, thread: 0 });
  const trace = traceOf({ events: script.events, outcome: OUTCOME });
  return { ...trace, assumptions: [{ kind: "modelled-io", message: "`fs` is modelled", site: 4 }] };
}

describe("JSON", () => {
  it("names blocked tasks, what they wait for, holders, files and lines counted from 1", () => {
    expect(toReport(deadlocked())).toEqual({
      version: 1,
      outcome: "deadlock",
      exitCode: null,
      error: null,
      output: ["one", "two"],
      blocked: [
        { task: "transfer", waitsFor: "bob.mutex", heldBy: ["audit"], file: "bank/transfer.ts", line: 13 },
        { task: "audit", waitsFor: "alice.mutex", heldBy: ["transfer"], file: "bank/audit.ts", line: 9 },
      ],
      handles: [],
      schedules: 1,
      races: [],
      token: "il1.token",
      assumptions: [{ kind: "modelled-io", message: "`fs` is modelled", file: "bank/main.ts", line: 3 }],
      metrics: {
        threads: [],
        makespan: 0,
        utilisation: 0,
        throughput: 0,
        mean: { turnaround: undefined, waiting: undefined, response: undefined },
        cpus: [],
        contextSwitches: 0,
      },
    });
  });

  it("says why a run failed, what keeps it alive, and what a promise is waited for", () => {
    const failed = toReport(
      traceOf({ events: [], outcome: { kind: "failed", exitCode: 1, message: "Error: no", site: 2 } }),
    );
    expect(failed).toMatchObject({
      outcome: "failed",
      exitCode: 1,
      error: { message: "Error: no", file: "bank/audit.ts", line: 7 },
    });
    const alive = toReport(
      traceOf({ events: [], outcome: { kind: "kept-alive", handles: [{ what: "setInterval" }] } }),
    );
    expect(alive).toMatchObject({ exitCode: null, handles: [{ what: "setInterval", file: null, line: null }] });
    const wait = { kind: "promise", text: "a promise" } as const;
    const orphan: Outcome = { kind: "deadlock", exitCode: 0, cycle: [], blocked: [{ task: 0, wait, heldBy: [] }] };
    expect(toReport(traceOf({ events: [], outcome: orphan })).blocked).toEqual([
      { task: "transfer", waitsFor: "a promise", heldBy: [], file: null, line: null },
    ]);
  });
});

describe("pretty", () => {
  it("shows output, the deadlock in words and as a table, lanes, metrics, assumptions and the token", () => {
    expect(toPretty(deadlocked()).split("\n")).toEqual([
      "  | one",
      "  | two",
      "",
      "Deadlock: 2 tasks can never finish.",
      "transfer waits at transfer.ts:13 for bob.mutex, held by audit since step 6 (audit.ts:7).",
      "audit waits at audit.ts:9 for alice.mutex, held by transfer since step 5 (transfer.ts:7).",
      "The cycle: transfer waits for bob.mutex, held by audit, which waits for alice.mutex, held by transfer.",
      "",
      "  task      waits for    held by   at",
      "  transfer  bob.mutex    audit     bank/transfer.ts:13",
      "  audit     alice.mutex  transfer  bank/audit.ts:9",
      "",
      `         0 ms${"0.011 ms".padStart(60)}`,
      `transfer ${".".repeat(5)}${"#".repeat(36)}${"x".repeat(23)}`,
      `audit    ${" ".repeat(11)}${".".repeat(6)}${"#".repeat(36)}${"x".repeat(11)}`,
      "         # running  - ready  x blocked  . new",
      "",
      "First come, first served on 1 CPU: 0 ms, CPU use 0.0 %, 0 context switches. No thread has ended.",
      "  Thread  Turnaround  Waiting  Blocked  Response  CPU",
      "",
      "Taken for granted:",
      "  `fs` is modelled at main.ts:3",
      "",
      "token  il1.token",
      "",
    ]);
  });

  it("lets no text of the program drive the terminal", () => {
    const script = new Script().add({ kind: "output", stream: "stdout", text: "\u001b[2J\u0007\rgone\u009b31m" });
    const text = toPretty(traceOf({ events: script.events, tasks: ["\u001b]0;title\u0007"] }));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(text).toContain("\\u001b[2J\\u0007\\u000dgone\\u009b31m");
  });

  it("has a first line for every way to end", () => {
    const first = (outcome: Outcome) => toPretty(traceOf({ events: [], outcome })).split("\n")[0];
    expect(first({ kind: "completed", exitCode: 0 })).toBe("Completed after 0 ms of simulated time with exit code 0.");
    expect(first({ kind: "kept-alive", handles: [{ what: "worker teller.ts" }] })).toContain(
      "keeps the process from exiting",
    );
    expect(first({ kind: "failed", exitCode: 1, message: "Error: no", site: 0 })).toBe(
      "Failed with exit code 1 at transfer.ts:7: Error: no",
    );
    expect(first({ kind: "bound", limit: "fuel", message: "An endless loop.", site: 0 })).toBe(
      "Stopped at transfer.ts:7: An endless loop.",
    );
  });
});

describe("Mermaid", () => {
  it("draws who asks whom for what", () => {
    expect(toMermaid(deadlocked()).split("\n")).toEqual([
      "sequenceDiagram",
      "  participant R0 as mutex alice.mutex",
      "  participant T0 as task transfer",
      "  participant R1 as mutex bob.mutex",
      "  participant T1 as task audit",
      "  R0-->>T0: granted",
      "  R1-->>T1: granted",
      "  T0->>R1: asks at transfer.ts:13",
      "  T1->>R0: asks at audit.ts:9",
      "  Note over T0: writes one two",
      "  Note over T0,T1: deadlock at 0.011 ms",
      "",
    ]);
  });

  it("stays one statement a line whatever names and texts say, and stays short", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, text) => {
        const script = new Script().start(0).take(0, 0).add({ kind: "output", stream: "stdout", text }, { task: 0 });
        const lines = toMermaid(
          traceOf({ events: script.events, tasks: [name], resources: [[name, "mutex", 1]] }),
        ).split("\n");
        expect(lines).toHaveLength(6);
        for (const line of lines.slice(1, -1))
          expect(line).toMatch(/^ {2}(participant \w+ as|\w+-->>\w+:|Note over \w+:) /);
        expect(lines.join("").replace(/#\d+;/g, "")).not.toMatch(/[#;<{}]/);
      }),
    );
    const long = new Script();
    for (let round = 0; round < 1000; round++) long.take(0, 0).release(0, 0);
    const lines = toMermaid(traceOf({ events: long.events })).split("\n");
    expect(lines.length).toBeLessThan(250);
    expect(lines.at(-2)).toContain("1800 more not shown");
  });
});

describe("Chrome trace", () => {
  it("has lanes for CPUs, threads and tasks, a mark for the deadlock, and its names", () => {
    const { traceEvents, otherData } = toChromeTrace(deadlocked());
    expect(otherData).toMatchObject({ title: "bank/main.ts", token: "il1.token" });
    expect(traceEvents.filter((event) => event.name === "process_name").map((event) => event.args?.name)).toEqual([
      "CPUs",
      "Threads",
      "Tasks",
    ]);
    expect(traceEvents.find((event) => event.ph === "X" && event.name === "blocked" && event.tid === 0)).toMatchObject({
      pid: 3,
      args: { at: "transfer.ts:13", waitsFor: "lock 1", resource: "bob.mutex" },
    });
    expect(traceEvents.find((event) => event.name === "deadlock")).toMatchObject({
      ph: "i",
      args: { tasks: "transfer, audit" },
    });
  });

  it("draws a flow from who woke to who was woken", () => {
    const script = new Script().start(0, 1).join(0, [1]).state(0, "ready", { wokenBy: 1 });
    const flows = toChromeTrace(traceOf({ events: script.events })).traceEvents.filter((event) => event.cat === "wake");
    expect(flows).toEqual([
      { name: "wakes", cat: "wake", id: 1, pid: 3, ts: 5, ph: "s", tid: 1 },
      { name: "wakes", cat: "wake", id: 1, pid: 3, ts: 5, ph: "f", bp: "e", tid: 0 },
    ]);
  });

  it("has no overlapping slices in a lane, and the CPU lanes add up to the CPU time, for every load", () => {
    const jobs = fc
      .array(
        fc.record({
          arrival: fc.nat(20),
          phases: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        }),
        {
          minLength: 1,
          maxLength: 6,
        },
      )
      .map((rows) => rows.map((row, index) => ({ ...row, name: `J${index}` })));
    fc.assert(
      fc.property(jobs, fc.integer({ min: 1, max: 3 }), (load, cpus) => {
        const { events } = play(load, { machine: { cpus, policy: "round-robin", quantum: 2, contextSwitch: 1 } });
        const trace = traceOf({ events, threads: load.map((job) => job.name), cpus });
        const slices = toChromeTrace(trace).traceEvents.filter((event) => event.ph === "X");
        const lanes = new Map<string, ChromeEvent[]>();
        for (const slice of slices)
          lanes.set(`${slice.pid}/${slice.tid}`, [...(lanes.get(`${slice.pid}/${slice.tid}`) ?? []), slice]);
        for (const lane of lanes.values()) {
          lane.sort((a, b) => a.ts - b.ts);
          lane.forEach((slice, index) => {
            expect(slice.dur).toBeGreaterThan(0);
            const next = lane[index + 1];
            if (next !== undefined) expect(slice.ts + (slice.dur ?? 0)).toBeLessThanOrEqual(next.ts);
          });
        }
        const used = (pid: number, name?: string) =>
          slices
            .filter((slice) => slice.pid === pid && (name === undefined || slice.name === name))
            .reduce((sum, slice) => sum + (slice.dur ?? 0), 0);
        expect(used(1)).toBe(
          load.reduce(
            (sum, job) => sum + job.phases.filter((_, index) => index % 2 === 0).reduce((a, b) => a + b, 0),
            0,
          ),
        );
        expect(used(2, "running")).toBe(used(1));
      }),
    );
  });
});
