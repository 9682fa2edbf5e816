// The kernel on synthetic threads: single decisions first, then the laws that hold for every load.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Agent } from "#engine/kernel/agent";
import { createKernel } from "#engine/kernel/kernel";
import { DEFAULT_MACHINE } from "#engine/machine";
import { POLICIES, policyById } from "#engine/policies/index";
import type { SchedulingSettings } from "#engine/scheduling/settings";
import type { TraceEvent } from "#engine/trace/trace";
import { type Job, type Played, play } from "./synthetic";

const gantt = (played: Played) =>
  played.slices.map((slice) => `${slice.name}@${slice.cpu}:${slice.from}-${slice.to}`).join(" ");

const job = (name: string, arrival: number, ...phases: number[]): Job => ({ name, arrival, phases });

describe("kernel", () => {
  it("takes a thread through new, ready, running, blocked and back, with reasons", () => {
    const played = play([job("A", 5, 2, 10, 3)]);
    const told = played.events.map((event) =>
      event.kind === "thread-state" ? `${event.at} ${event.to} ${event.because}` : event.kind,
    );
    expect(told).toEqual([
      "0 new spawned",
      "5 ready started",
      "5 running dispatched",
      "7 blocked idle",
      "17 ready woken",
      "17 running dispatched",
      "20 terminated exited",
    ]);
  });

  it("uses every CPU, and jumps over the time in which all are idle", () => {
    expect(gantt(play([job("A", 0, 4), job("B", 0, 4), job("C", 1_000_000, 1)], { machine: { cpus: 2 } }))).toBe(
      "A@0:0-4 B@1:0-4 C@0:1000000-1000001",
    );
  });

  it("brings a woken thread back to its own CPU when that is idle", () => {
    const jobs = [job("A", 0, 10, 100, 10), job("B", 0, 5, 50, 5)];
    expect(gantt(play(jobs, { machine: { cpus: 2 } }))).toBe("B@1:0-5 A@0:0-10 B@1:55-60 A@0:110-120");
  });

  it("queues an arrival at the end of a quantum before or after the preempted thread, as the tie-break says", () => {
    const jobs = [job("A", 0, 4), job("B", 2, 2)];
    const machine = { policy: "round-robin", quantum: 2 };
    expect(gantt(play(jobs, { machine, scheduling: { quantumEnd: "arrival" } }))).toBe("A@0:0-2 B@0:2-4 A@0:4-6");
    expect(gantt(play(jobs, { machine, scheduling: { quantumEnd: "requeued" } }))).toBe("A@0:0-4 B@0:4-6");
  });

  it("charges a context switch when a CPU changes its thread, and not when it goes on", () => {
    const jobs = [job("A", 0, 4), job("B", 0, 2)];
    const played = play(jobs, { machine: { policy: "round-robin", quantum: 2, contextSwitch: 1 } });
    expect(gantt(played)).toBe("A@0:0-2 B@0:3-5 A@0:6-8");
    expect(gantt(play([job("A", 0, 4)], { machine: { policy: "round-robin", quantum: 2, contextSwitch: 1 } }))).toBe(
      "A@0:0-4",
    );
  });

  it("reaches the textbook's utilisation with I/O-bound tasks and switches", () => {
    // Silberschatz: ten tasks compute 1 ms and wait 10 ms, one only computes, a switch costs 0.1 ms, the quantum is 1 ms: 1 / 1.1.
    const io = Array.from({ length: 10 }, (_, index) =>
      job(`io${index}`, 0, ...Array.from({ length: 199 }, (_unused, phase) => (phase % 2 === 0 ? 1000 : 10_000))),
    );
    const machine = { policy: "round-robin", quantum: 1000, contextSwitch: 100 };
    const played = play([...io, job("cpu", 0, 200_000)], { machine });
    const until = 1_000_000;
    const busy = played.slices.reduce((sum, slice) => sum + Math.max(0, Math.min(slice.to, until) - slice.from), 0);
    expect(busy / until).toBeCloseTo(1 / 1.1, 2);
  });

  it("runs one thread of a process at a time where the machine says so, and says why the other waits", () => {
    const jobs: Job[] = [
      { name: "A", arrival: 0, phases: [4], process: 1 },
      { name: "B", arrival: 0, phases: [4], process: 1 },
      { name: "C", arrival: 1, phases: [4], process: 2 },
    ];
    const played = play(jobs, { machine: { cpus: 2, onePerProcess: true } });
    expect(gantt(played)).toBe("A@0:0-4 C@1:1-5 B@0:4-8");
    expect(
      played.events.filter((event) => event.kind === "thread-state" && event.because === "interpreter-lock"),
    ).toEqual([{ at: 0, kind: "thread-state", to: "ready", because: "interpreter-lock", thread: 1 }]);
  });

  it("lets emissions out when the thread has really used that much CPU", () => {
    const events: TraceEvent[] = [];
    const kernel = kernelFor(events, { policy: "round-robin", quantum: 4 });
    const effects: number[] = [];
    kernel.addThread(
      once(0, 10, [
        { offset: 0, effect: () => effects.push(kernel.now()) },
        { offset: 4, effect: () => effects.push(kernel.now()) },
        { offset: 5, event: { kind: "output", stream: "stdout", text: "late", thread: 0 } },
        { offset: 10, effect: () => effects.push(kernel.now()) },
      ]),
      0,
    );
    kernel.addThread(once(1, 3, []), 0);
    kernel.advance(1000);
    // Thread 0 runs 0-4 and 7-13; thread 1 runs 4-7.
    expect(effects).toEqual([0, 4, 13]);
    expect(events.find((event) => event.kind === "output")?.at).toBe(8);
  });

  it("ends a running thread at once when it is killed, and forgets what it had not yet done", () => {
    const events: TraceEvent[] = [];
    const kernel = kernelFor(events, {});
    let killed = false;
    const victim = once(0, 100, [
      { offset: 50, event: { kind: "output", stream: "stdout", text: "never", thread: 0 } },
    ]);
    kernel.addThread(
      { ...victim, status: (now) => (killed ? { kind: "exited", because: "terminated" } : victim.status(now)) },
      0,
    );
    kernel.at(20, () => {
      killed = true;
      kernel.wake(0);
    });
    expect(kernel.advance(1000)).toBe("quiescent");
    expect(events.at(-1)).toMatchObject({ at: 20, to: "terminated", because: "terminated" });
    expect(events.some((event) => event.kind === "output")).toBe(false);
  });

  it("cancels appointments and keeps equal times in the order of request", () => {
    const kernel = kernelFor([], {});
    const order: string[] = [];
    kernel.at(5, () => order.push("a"));
    const cancel = kernel.at(5, () => order.push("b"));
    kernel.at(5, () => order.push("c"));
    kernel.at(1, () => order.push("first"));
    cancel();
    cancel();
    kernel.advance(1000);
    expect(order).toEqual(["first", "a", "c"]);
  });

  it("stops at its bounds: time, events, and things done without an event", () => {
    const spin = (kernel: ReturnType<typeof kernelFor>, delay: number) => {
      const again = () => {
        kernel.at(kernel.now() + delay, again);
      };
      again();
      let status = kernel.advance(1000);
      while (status === "running") status = kernel.advance(1000);
      return status;
    };
    expect(spin(kernelFor([], {}), 1_000_000)).toBe("bound-time");
    expect(spin(kernelFor([], {}), 0)).toBe("bound-events");
    const played = play([job("A", 0, 1000)], {
      machine: { policy: "fcfs", limits: { ...DEFAULT_MACHINE.limits, maxEvents: 2 } },
    });
    expect(played.status).toBe("bound-events");
    expect(played.events).toHaveLength(2);
  });
});

const jobsArbitrary: fc.Arbitrary<Job[]> = fc
  .array(
    fc.record({
      arrival: fc.nat(30),
      phases: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 7 }),
      traits: fc.record({ priority: fc.nat(4), tickets: fc.integer({ min: 1, max: 5 }) }),
      process: fc.nat(2),
      segment: fc.integer({ min: 1, max: 12 }),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((rows) => rows.map((row, index) => ({ ...row, name: `J${index}` })));

const machineArbitrary = fc.record({
  cpus: fc.integer({ min: 1, max: 4 }),
  policy: fc.constantFrom(...POLICIES.map((policy) => policy.id)),
  quantum: fc.integer({ min: 1, max: 9 }),
  contextSwitch: fc.nat(2),
  onePerProcess: fc.boolean(),
});

const schedulingArbitrary: fc.Arbitrary<Partial<SchedulingSettings>> = fc.record(
  {
    urgent: fc.constantFrom("low" as const, "high" as const),
    preemptive: fc.boolean(),
    aging: fc.constantFrom(0, 5, 20),
    bursts: fc.constantFrom("known" as const, "average" as const),
    levels: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
    allotments: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
    boost: fc.constantFrom(0, 5, 20),
    stay: fc.boolean(),
    bump: fc.boolean(),
    demotion: fc.constantFrom("always" as const, "contended" as const),
    latency: fc.integer({ min: 1, max: 30 }),
    granularity: fc.integer({ min: 1, max: 9 }),
    queues: fc.constantFrom("shared" as const, "per-cpu" as const),
    sticky: fc.boolean(),
    quantumEnd: fc.constantFrom("arrival" as const, "requeued" as const, "decision" as const),
    preempted: fc.constantFrom("usual" as const, "head" as const, "tail" as const),
    quantumClock: fc.constantFrom("dispatch" as const, "global" as const),
    switchCharge: fc.constantFrom("change" as const, "dispatch" as const),
    wake: fc.constantFrom("queue" as const, "at-once" as const),
  },
  { requiredKeys: [] },
);

it("ends within its bounds where settings let it do nothing but switch", () => {
  const jobs = [job("A", 0, 50), job("B", 0, 50)];
  const machine = {
    policy: "priority",
    contextSwitch: 5,
    limits: { ...DEFAULT_MACHINE.limits, maxEvents: 100, maxTime: 1_000_000_000 },
  };
  expect(["quiescent", "bound-events"]).toContain(play(jobs, { machine, scheduling: { aging: 1 } }).status);
});

describe("laws for every load", () => {
  it("every job gets exactly its CPU time, and turnaround is waiting + CPU + blocked with nothing negative", () => {
    fc.assert(
      fc.property(jobsArbitrary, machineArbitrary, schedulingArbitrary, (jobs, machine, scheduling) => {
        const played = play(jobs, { machine, scheduling });
        expect(played.status).toBe("quiescent");
        for (const { name, arrival, phases } of jobs) {
          const row = played.jobs.get(name);
          if (row === undefined) throw new Error("lost a job");
          expect(row.arrival).toBe(arrival);
          expect(row.cpu).toBe(phases.reduce((sum, ticks, index) => (index % 2 === 0 ? sum + ticks : sum), 0));
          const waits = phases.filter((_, index) => index % 2 === 1 && index < phases.length - 1);
          expect(row.blocked).toBe(waits.reduce((sum, ticks) => sum + ticks, 0));
          expect(row.completion - row.arrival - row.cpu - row.blocked).toBeGreaterThanOrEqual(0);
          expect(row.firstRun).toBeGreaterThanOrEqual(row.arrival);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("a CPU runs one thread at a time, a process one where the machine says so, and nobody is on two CPUs", () => {
    fc.assert(
      fc.property(jobsArbitrary, machineArbitrary, (jobs, machine) => {
        const { slices } = play(jobs, { machine });
        const processOf = new Map(jobs.map((each) => [each.name, each.process]));
        slices.forEach((a, index) => {
          expect(a.to).toBeGreaterThan(a.from);
          expect(a.cpu).toBeLessThan(machine.cpus);
          for (const b of slices.slice(index + 1)) {
            if (a.to <= b.from || b.to <= a.from) continue;
            expect(a.cpu).not.toBe(b.cpu);
            expect(a.name).not.toBe(b.name);
            if (machine.onePerProcess) expect(processOf.get(a.name)).not.toBe(processOf.get(b.name));
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it("no CPU is idle while a thread is ready that may run (no switch cost)", () => {
    fc.assert(
      fc.property(jobsArbitrary, machineArbitrary, (jobs, chosen) => {
        const machine = { ...chosen, contextSwitch: 0, onePerProcess: false };
        const { events } = play(jobs, { machine });
        const state = new Map<number, string>();
        events.forEach((event, index) => {
          if (event.kind === "thread-state" && event.thread !== undefined) state.set(event.thread, event.to);
          if (events[index + 1]?.at === event.at) return;
          const count = (wanted: string) => [...state.values()].filter((each) => each === wanted).length;
          if (count("ready") > 0) expect(count("running")).toBe(machine.cpus);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("round robin with an endless quantum is first come, first served", () => {
    fc.assert(
      fc.property(jobsArbitrary, machineArbitrary, (jobs, machine) => {
        const fcfs = play(jobs, { machine: { ...machine, policy: "fcfs" } });
        const robin = play(jobs, { machine: { ...machine, policy: "round-robin", quantum: Number.MAX_SAFE_INTEGER } });
        expect(robin.events).toEqual(fcfs.events);
      }),
    );
  });

  it("cutting a burst into segments changes nothing, and the same input gives the same trace", () => {
    fc.assert(
      fc.property(jobsArbitrary, machineArbitrary, schedulingArbitrary, (jobs, machine, scheduling) => {
        const whole = jobs.map(({ segment: _, ...rest }) => rest);
        const text = JSON.stringify(play(jobs, { machine, scheduling }).events);
        expect(JSON.stringify(play(jobs, { machine, scheduling }).events) === text).toBe(true);
        expect(JSON.stringify(play(whole, { machine, scheduling }).events) === text).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it("time never runs backwards along the trace", () => {
    fc.assert(
      fc.property(jobsArbitrary, machineArbitrary, (jobs, machine) => {
        const times = play(jobs, { machine }).events.map((event) => event.at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
    );
  });
});

function kernelFor(events: TraceEvent[], change: Partial<typeof DEFAULT_MACHINE>) {
  const machine = { ...DEFAULT_MACHINE, cpus: 1, ...change };
  const policy = policyById(machine.policy);
  if (policy === undefined) throw new Error("no such policy");
  return createKernel({
    machine,
    policy: policy.create(machine),
    maxEvents: 1000,
    maxTime: machine.limits.maxTime,
    record: (event) => events.push(event),
  });
}

/** A thread of one segment. */
function once(thread: number, cost: number, emissions: ReturnType<Agent["runSegment"]>["emissions"]): Agent {
  let ran = false;
  return {
    thread,
    process: thread,
    status: () => (ran ? { kind: "exited", because: "exited" } : { kind: "ready" }),
    runSegment: () => {
      ran = true;
      return { cost, emissions };
    },
  };
}
