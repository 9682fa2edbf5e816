// What the policies promise against one another, and against starvation.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { POLICIES, policyById } from "#engine/policies/index";
import { type Job, type Played, play } from "../kernel/synthetic";

const loads = (latest: number): fc.Arbitrary<Job[]> =>
  fc
    .array(fc.record({ arrival: fc.nat(latest), burst: fc.integer({ min: 1, max: 20 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((rows) => rows.map(({ arrival, burst }, index) => ({ name: `J${index}`, arrival, phases: [burst] })));

const total = (played: Played) => [...played.jobs.values()].reduce((sum, row) => sum + row.completion - row.arrival, 0);

const under = (policy: string, jobs: readonly Job[]) => total(play(jobs, { machine: { policy, quantum: 3 } }));

describe("policies", () => {
  it("are each named, described with a source, and found by their id", () => {
    for (const policy of POLICIES) {
      expect(policyById(policy.id)).toBe(policy);
      expect(policy.description).toMatch(/OSTEP|Silberschatz|Waldspurger|Linux/);
    }
    expect(new Set(POLICIES.map((policy) => policy.id)).size).toBe(POLICIES.length);
    expect(policyById("no such")).toBeUndefined();
  });

  it("shortest job first has the least total turnaround of all when every job is there from the start", () => {
    fc.assert(
      fc.property(loads(0), (jobs) => {
        for (const { id } of POLICIES) expect(under("sjf", jobs)).toBeLessThanOrEqual(under(id, jobs));
      }),
    );
  });

  it("shortest remaining time first has the least total turnaround of all for any arrivals", () => {
    fc.assert(
      fc.property(loads(30), (jobs) => {
        for (const { id } of POLICIES) expect(under("srtf", jobs)).toBeLessThanOrEqual(under(id, jobs));
      }),
    );
  });

  it("shortest job first guesses from the past where nothing is declared", () => {
    const undeclared = (name: string, length: number): Job => {
      return { name, arrival: 0, phases: [length, 5_000, length], declared: false };
    };
    // While the hog runs, the other three become ready again, the long one first.
    const hog: Job = { name: "hog", arrival: 4_950, phases: [20_000] };
    const jobs = [undeclared("long", 4_000), undeclared("middle", 900), undeclared("short", 10), hog];
    const { slices } = play(jobs, { machine: { policy: "sjf" } });
    // Equal guesses at first, so in the order of arrival; from then on it is known who is long.
    expect(slices.map((slice) => slice.name)).toEqual(["long", "middle", "short", "hog", "short", "middle", "long"]);
  });

  it("aging lets a thread of low priority have a turn though urgent ones never end", () => {
    const urgent: Job[] = [0, 1].map((index) => ({
      name: `urgent${index}`,
      arrival: 0,
      phases: [5_000],
      traits: { priority: 1 },
    }));
    const low: Job = { name: "low", arrival: 0, phases: [30], traits: { priority: 3 } };
    const { jobs } = play([...urgent, low], {
      machine: { policy: "priority", quantum: 10 },
      scheduling: { aging: 1_000 },
    });
    // Two steps up of 100 quanta each make it equal, a third more urgent.
    expect(jobs.get("low")?.firstRun).toBeLessThanOrEqual(3_000 + 10);
    expect(jobs.get("low")?.completion).toBeLessThan(jobs.get("urgent0")?.completion ?? 0);
  });
});
