// What the policies promise against one another, and against starvation.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightOf } from "#engine/policies/fair";
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

  it("the lottery gives CPU time in proportion to tickets, within what chance allows", () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const jobs = [1, 2, 5].map((tickets): Job => {
        return { name: `${tickets}`, arrival: 0, phases: [100_000], traits: { tickets } };
      });
      const played = play(jobs, { machine: { policy: "lottery", quantum: 10, seed } });
      const draws = 4000;
      for (const tickets of [1, 2, 5]) {
        const share = tickets / 8;
        // Five standard deviations of a binomial distribution.
        const spread = 5 * Math.sqrt((share * (1 - share)) / draws);
        expect(Math.abs(timeUntil(played, `${tickets}`, draws * 10) / (draws * 10) - share)).toBeLessThan(spread);
      }
    }
  });

  it("stride gives CPU time in proportion to tickets, never more than one quantum for each thread off", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), (tickets) => {
        const jobs = tickets.map((own, index): Job => {
          return { name: `J${index}`, arrival: 0, phases: [20_000], traits: { tickets: own } };
        });
        const played = play(jobs, { machine: { policy: "stride", quantum: 10 } });
        const all = tickets.reduce((sum, own) => sum + own, 0);
        tickets.forEach((own, index) => {
          const off = Math.abs(timeUntil(played, `J${index}`, 10_000) - (10_000 * own) / all);
          expect(off).toBeLessThanOrEqual(10 * tickets.length);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("fair share keeps threads that only compute within one slice of their weights' shares", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 5 }), (nices) => {
        const jobs = nices.map((priority, index): Job => {
          return { name: `J${index}`, arrival: 0, phases: [400_000], traits: { priority } };
        });
        const scheduling = { latency: 600, granularity: 75 };
        const played = play(jobs, { machine: { policy: "fair" }, scheduling });
        const all = nices.reduce((sum, nice) => sum + weightOf(nice), 0);
        nices.forEach((nice, index) => {
          const off = Math.abs(timeUntil(played, `J${index}`, 100_000) - (100_000 * weightOf(nice)) / all);
          expect(off).toBeLessThanOrEqual(2 * Math.max(scheduling.latency, scheduling.granularity * nices.length));
        });
      }),
      { numRuns: 30 },
    );
  });

  it("a thread runs only on the CPUs of its affinity, whatever the policy and the queues", () => {
    const affine = fc.array(fc.record({ burst: fc.integer({ min: 1, max: 20 }), cpu: fc.nat(2), any: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        affine,
        fc.constantFrom(...POLICIES.map((policy) => policy.id)),
        fc.constantFrom("shared" as const, "per-cpu" as const),
        (rows, policy, queues) => {
          const jobs = rows.map(({ burst, cpu, any }, index): Job => {
            return { name: `J${index}`, arrival: index, phases: [burst], traits: any ? {} : { cpus: [cpu] } };
          });
          const played = play(jobs, { machine: { policy, cpus: 3, quantum: 3 }, scheduling: { queues } });
          expect(played.status).toBe("quiescent");
          for (const { name, cpu } of played.slices) {
            const cpus = jobs.find((job) => job.name === name)?.traits?.cpus;
            if (cpus !== undefined) expect(cpus).toContain(cpu);
          }
        },
      ),
    );
  });

  it("work stealing leaves no CPU idle while another's queue is not empty", () => {
    const jobs = [30, 1, 30, 1, 30].map((burst, index): Job => ({ name: `J${index}`, arrival: 0, phases: [burst] }));
    const end = (stealing: boolean) => {
      const { jobs: rows } = play(jobs, { machine: { cpus: 2 }, scheduling: { queues: "per-cpu", stealing } });
      return Math.max(...[...rows.values()].map((row) => row.completion));
    };
    expect(end(false)).toBe(90);
    expect(end(true)).toBe(60);
  });

  it("non-preemptive priority lets the running thread finish; a preemptive one does not", () => {
    const jobs: Job[] = [
      { name: "low", arrival: 0, phases: [10], traits: { priority: 5 } },
      { name: "urgent", arrival: 2, phases: [3], traits: { priority: 1 } },
    ];
    const order = (preemptive: boolean) =>
      play(jobs, { machine: { policy: "priority" }, scheduling: { preemptive } }).slices.map((slice) => slice.name);
    expect(order(true)).toEqual(["low", "urgent", "low"]);
    expect(order(false)).toEqual(["low", "urgent"]);
  });
});

/** CPU time of a job up to an instant. */
function timeUntil(played: Played, name: string, until: number): number {
  return played.slices
    .filter((slice) => slice.name === name)
    .reduce((sum, slice) => sum + Math.max(0, Math.min(until, slice.to) - slice.from), 0);
}
