// The loop of a run, with a world of synthetic threads in the platform's place.

import { describe, expect, it } from "vitest";
import { drive } from "#engine/drive";
import type { Emission, KernelServices } from "#engine/kernel/agent";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import type { CreateWorld, MetLimit, World } from "#engine/platform/world";
import type { RunProgress } from "#engine/run";
import type { Scenario } from "#engine/scenario";
import { decodeToken } from "#engine/schedule";
import type { Trace, TraceEvent } from "#engine/trace/trace";
import { abba, traceOf } from "./analysis/script";

const scenario: Scenario = {
  version: 1,
  title: "test",
  entry: "/main.ts",
  units: [],
  files: [],
  sites: [],
  primitives: [],
  assumptions: [{ kind: "argument", message: "given" }],
  programHash: "feed",
};

interface Plan {
  /** Cost and emissions of the segments of the only thread. */
  readonly segments: readonly { readonly cost: number; readonly emissions: readonly Emission[] }[];
  readonly world?: Partial<World>;
  readonly machine?: Partial<MachineSettings>;
  readonly started?: (kernel: KernelServices) => void;
}

function runPlan(plan: Plan): { trace: Trace; progress: RunProgress[] } {
  const tables = traceOf({ events: [] });
  const createWorld: CreateWorld = (input, kernel) => {
    let next = 0;
    return {
      start() {
        kernel.record({ kind: "process-new", process: 0 });
        kernel.addThread(
          {
            thread: 0,
            process: 0,
            status: () => (next < plan.segments.length ? { kind: "ready" } : { kind: "exited", because: "exited" }),
            runSegment: () => plan.segments[next++] ?? { cost: 1, emissions: [] },
          },
          0,
        );
        plan.started?.(kernel);
      },
      tables: () => ({ ...tables, assumptions: input.scenario.assumptions }),
      blockedTasks: () => [],
      unfinishedTasks: () => [],
      isDaemon: () => false,
      holders: () => [],
      handles: () => [],
      races: () => [],
      exitCode: () => 0,
      failure: () => undefined,
      metLimit: () => undefined,
      renew: () => false,
      ...plan.world,
    };
  };
  const host = { unit: () => undefined, pure: {} };
  const loop = drive({ scenario, machine: { ...DEFAULT_MACHINE, ...plan.machine }, host }, createWorld);
  const progress: RunProgress[] = [];
  for (;;) {
    const turn = loop.next();
    if (turn.done === true) return { trace: turn.value, progress };
    progress.push(turn.value);
  }
}

/** Emissions of prepared events, one a tick. */
const emitting = (events: readonly TraceEvent[]): Emission[] =>
  events.map(({ at: _, ...event }, index) => ({ offset: index, event: event as Emission["event"] & object }));

describe("drive", () => {
  it("puts together a trace with its metrics and a token that decodes to the machine", () => {
    const { trace } = runPlan({ segments: [{ cost: 5, emissions: [] }], machine: { cpus: 1 } });
    expect(trace).toMatchObject({ version: 1, title: "test", outcome: { kind: "completed", exitCode: 0 } });
    expect(trace.events.map((event) => event.kind)).toEqual(["process-new", ...Array(4).fill("thread-state")]);
    expect(trace.metrics).toMatchObject({ makespan: 5, utilisation: 1, contextSwitches: 0 });
    expect(decodeToken(trace.token)).toEqual({
      ok: true,
      schedule: { mode: "timed", engine: trace.engine, programHash: "feed", machine: trace.machine },
    });
  });

  it("records the deadlock at the moment at which the cycle closes, and ends with it if it never opens", () => {
    const script = abba();
    const { trace } = runPlan({ segments: [{ cost: 20, emissions: emitting(script.events) }] });
    const at = trace.events.findIndex((event) => event.kind === "deadlock");
    expect(trace.events[at]).toMatchObject({ task: 1, site: 3, cycle: [{ task: 1 }, { task: 0 }] });
    expect(trace.events[at]?.at).toBe(trace.events[at - 1]?.at);
    expect(trace.events[at - 1]).toMatchObject({ kind: "task-state", to: "blocked", task: 1 });
    expect(trace.events.filter((event) => event.kind === "deadlock")).toHaveLength(1);
  });

  it("finishes the segments begun when a limit is met, and starts nothing more", () => {
    let met: MetLimit | undefined;
    const meet = () => {
      met = { limit: "fuel", message: "endless", thread: 0, site: 2 };
    };
    const loop: Emission = { offset: 7, event: { kind: "limit", message: "endless" } };
    const { trace } = runPlan({
      segments: [
        {
          cost: 10,
          emissions: [{ offset: 0, effect: meet }, loop],
        },
      ],
      world: { metLimit: () => met },
      started: (kernel) => {
        const again = () => void kernel.at(kernel.now() + 1_000_000, again);
        again();
      },
    });
    expect(trace.outcome).toEqual({ kind: "bound", limit: "fuel", message: "endless", site: 2 });
    expect(trace.events.find((event) => event.kind === "limit")?.at).toBe(7);
  });

  it("uses the first policy in place of one that does not exist, and says so", () => {
    const { trace } = runPlan({ segments: [], machine: { policy: "no such", cpus: 0 } });
    expect(trace.machine).toMatchObject({ policy: "fcfs", cpus: 1 });
    expect(trace.assumptions.map((assumption) => assumption.message)).toEqual([
      "given",
      'There is no scheduling policy "no such"; "fcfs" is used instead.',
    ]);
  });

  it("reports progress, stops at its bounds, and keeps the trace within them", () => {
    const segments = Array.from({ length: 20_000 }, () => ({
      cost: 1,
      emissions: [{ offset: 1, event: { kind: "task-at", task: 0, site: 0 } as const }],
    }));
    const long = runPlan({ segments });
    expect(long.progress.length).toBeGreaterThan(1);
    expect(long.trace.outcome.kind).toBe("completed");
    const limits = { ...DEFAULT_MACHINE.limits, maxEvents: 1000 };
    const cut = runPlan({
      segments,
      machine: { limits },
      world: { exitCode: () => undefined, unfinishedTasks: () => [0] },
    });
    expect(cut.trace.outcome).toMatchObject({ kind: "bound", limit: "events" });
    expect(cut.trace.events).toHaveLength(1000);
  });
});
