// The metrics, computed from traces of the kernel and compared with the textbook and with one another.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricsOf } from "#engine/analysis/metrics";
import type { ThreadInfo } from "#engine/trace/trace";
import { type Job, play } from "../kernel/synthetic";

const infos = (count: number): ThreadInfo[] =>
  Array.from({ length: count }, (_, id) => ({ id, process: id, name: `J${id}`, threadId: id, daemon: false }));

const burst = (name: string, arrival: number, ...phases: number[]): Job => ({ name, arrival, phases });

describe("metrics", () => {
  it("gives Silberschatz's averages for P1 24, P2 3, P3 3 under round robin with a quantum of 4", () => {
    const { events } = play([burst("P1", 0, 24), burst("P2", 0, 3), burst("P3", 0, 3)], {
      machine: { policy: "round-robin", quantum: 4 },
    });
    const metrics = metricsOf(events, infos(3), { cpus: 1 });
    expect(metrics.threads.map((row) => row.waiting)).toEqual([6, 4, 7]);
    expect(metrics.threads.map((row) => row.turnaround)).toEqual([30, 7, 10]);
    expect(metrics.threads.map((row) => row.response)).toEqual([0, 4, 7]);
    expect(metrics).toMatchObject({ makespan: 30, utilisation: 1, contextSwitches: 3 });
  });

  it("counts waiting for a device as blocked, and idle CPUs against the utilisation", () => {
    const { events } = play([burst("A", 10, 5, 20, 5)], { machine: { cpus: 2 } });
    const metrics = metricsOf(events, infos(1), { cpus: 2 });
    expect(metrics.threads[0]).toEqual({
      thread: 0,
      arrival: 10,
      firstRun: 10,
      completion: 40,
      cpu: 10,
      waiting: 0,
      blocked: 20,
      turnaround: 30,
      response: 0,
    });
    expect(metrics.utilisation).toBeCloseTo(10 / 80);
  });

  it("leaves open what never happened", () => {
    const metrics = metricsOf([], infos(1), { cpus: 1 });
    expect(metrics).toMatchObject({ makespan: 0, utilisation: 0, contextSwitches: 0 });
    expect(metrics.threads[0]).toMatchObject({
      turnaround: undefined,
      response: undefined,
      firstRun: undefined,
      cpu: 0,
    });
  });

  it("turnaround is CPU + ready + blocked, and busy time is what the threads used, for every load", () => {
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
    const machines = fc.record({
      cpus: fc.integer({ min: 1, max: 3 }),
      quantum: fc.integer({ min: 1, max: 5 }),
      contextSwitch: fc.nat(2),
    });
    fc.assert(
      fc.property(jobs, machines, (load, machine) => {
        const { events } = play(load, { machine: { ...machine, policy: "round-robin" } });
        const metrics = metricsOf(events, infos(load.length), machine);
        for (const row of metrics.threads) expect(row.turnaround).toBe(row.cpu + row.waiting + row.blocked);
        const used = metrics.threads.reduce((sum, row) => sum + row.cpu, 0);
        expect(metrics.utilisation * machine.cpus * metrics.makespan).toBeCloseTo(used);
        expect(metrics.utilisation).toBeLessThanOrEqual(1);
      }),
    );
  });
});
