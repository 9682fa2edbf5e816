// Which of several runs is best in what.

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestRuns, COMPARED_METRICS, type ComparedRun } from "#engine/analysis/compare";
import { DEFAULT_MACHINE } from "#engine/machine";
import { choiceName, crossed, MOST_COMPARED, parseChoices, parseCpuCounts } from "#engine/policies/choose";
import { POLICIES } from "#engine/policies/index";

function compared(waiting: number | undefined, outcome: ComparedRun["outcome"]["kind"] = "completed"): ComparedRun {
  return {
    machine: DEFAULT_MACHINE,
    outcome:
      outcome === "completed" ? { kind: outcome, exitCode: 0 } : { kind: "failed", exitCode: 1, message: "broken" },
    metrics: {
      threads: [],
      makespan: 1,
      utilisation: 1,
      throughput: 1,
      mean: { turnaround: undefined, waiting, response: undefined },
      cpus: [],
      contextSwitches: 0,
    },
    notes: [],
  };
}

const waiting = COMPARED_METRICS.find(({ key }) => key === "waiting");
if (waiting === undefined) throw new Error("waiting is compared");

describe("the best", () => {
  it("is the lowest waiting, and all that share it", () => {
    expect([...bestRuns([compared(3), compared(1), compared(1), compared(9)], waiting)]).toEqual([1, 2]);
  });

  it("is nobody where all are equal, and never a run that did not finish its work", () => {
    expect([...bestRuns([compared(3), compared(3)], waiting)]).toEqual([]);
    expect([...bestRuns([compared(3), compared(1, "failed"), compared(4)], waiting)]).toEqual([0]);
    expect([...bestRuns([compared(3), compared(undefined)], waiting)]).toEqual([]);
  });
});

describe("choices", () => {
  it("are read with the books' short names, once each", () => {
    expect(parseChoices("fcfs, rr ,rr@4,rr@4,cfs", 2)).toEqual({
      ok: true,
      value: [
        { policy: "fcfs", cpus: 2 },
        { policy: "round-robin", cpus: 2 },
        { policy: "round-robin", cpus: 4 },
        { policy: "fair", cpus: 2 },
      ],
    });
    expect(choiceName({ policy: "round-robin", cpus: 1 })).toBe("Round robin on 1 CPU");
  });

  it("are every policy on every number of CPUs, up to a bound", () => {
    expect(crossed(["fcfs", "sjf"], [1, 4])).toMatchObject({ ok: true, value: { length: 4 } });
    expect(crossed([], [1])).toMatchObject({ ok: false });
    expect(
      crossed(
        POLICIES.map(({ id }) => id),
        [1, 2],
      ),
    ).toMatchObject({ ok: false });
    expect(MOST_COMPARED).toBeGreaterThanOrEqual(POLICIES.length);
  });

  it("never throw, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const counts = parseCpuCounts(text);
        if (counts.ok) expect(counts.value.every((count) => Number.isInteger(count) && 1 <= count)).toBe(true);
        else expect(counts.error).not.toBe("");
        expect(parseChoices(text, 1)).toHaveProperty("ok");
      }),
    );
  });
});
