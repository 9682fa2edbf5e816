// Tokens: what is encoded comes back, and no text whatsoever breaks the decoder.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_MACHINE, type MachineSettings, soundMachine } from "#engine/machine";
import type { SchedulingSettings } from "#engine/scheduling/settings";
import { soundScheduling } from "#engine/scheduling/table";
import { decodeToken, encodeToken, timedSchedule } from "#engine/schedule";

const count = (min: number) => fc.integer({ min, max: 2 ** 40 });

const text = fc.string({ maxLength: 12 });

const schedulingArbitrary: fc.Arbitrary<SchedulingSettings> = fc
  .record(
    {
      urgent: fc.constantFrom("low" as const, "high" as const),
      alpha: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
      aging: fc.nat(),
      levels: fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 5 }),
      allotments: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      stay: fc.boolean(),
      queues: fc.constantFrom("shared" as const, "per-cpu" as const),
      threads: fc.array(
        fc.record(
          {
            name: text.filter((name) => name !== ""),
            priority: fc.integer({ min: -20, max: 19 }),
            tickets: fc.integer({ min: 1, max: 99 }),
            cpus: fc.array(fc.nat(8), { minLength: 1, maxLength: 3 }),
            arrival: fc.nat(9999),
            workingSet: fc.nat(99),
          },
          { requiredKeys: ["name"] },
        ),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  )
  .map((some) => soundScheduling({ ...DEFAULT_MACHINE.scheduling, ...some }));

const machineArbitrary: fc.Arbitrary<MachineSettings> = fc.record({
  cpus: fc.integer({ min: 1, max: 256 }),
  policy: fc.string({ maxLength: 20 }),
  quantum: count(1),
  contextSwitch: count(0),
  onePerProcess: fc.boolean(),
  seed: fc.integer(),
  ioLatency: count(0),
  threadStart: count(0),
  scheduling: schedulingArbitrary,
  limits: fc.record({ fuelPerJob: count(1), maxEvents: count(1), maxTime: count(1), maxDepth: count(1) }),
});

describe("token", () => {
  it("is one short line of plain characters", () => {
    const token = encodeToken(timedSchedule("0123abcd", DEFAULT_MACHINE));
    expect(token).toBe("il1.timed.1.0123abcd.fcfs.c2_q100_x0_s1_i1000_t500_f2000000_e100000_m3600000000_d5000");
  });

  it("comes back as it was, for every schedule", () => {
    fc.assert(
      fc.property(machineArbitrary, fc.string({ unit: "grapheme", maxLength: 20 }), (machine, hash) => {
        const schedule = timedSchedule(hash, machine);
        const token = encodeToken(schedule);
        expect(token).toMatch(/^[A-Za-z0-9.~_-]+$/);
        expect(decodeToken(` ${token}\n`)).toEqual({ ok: true, schedule });
      }),
    );
  });

  it("never throws, and accepts only what it would write itself", () => {
    const valid = encodeToken(timedSchedule("abc", DEFAULT_MACHINE));
    const damaged = fc
      .tuple(fc.nat(valid.length), fc.nat(3), fc.string({ maxLength: 3 }))
      .map(([at, drop, insert]) => valid.slice(0, at) + insert + valid.slice(at + drop));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          damaged,
          fc.string().map((rest) => `il1.timed.${rest}`),
        ),
        (text) => {
          const decoded = decodeToken(text);
          if (!decoded.ok) expect(decoded.error).not.toBe("");
          else expect(decodeToken(encodeToken(decoded.schedule))).toEqual(decoded);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["", 'A token begins with "il1.".'],
    ["il1.untimed.1.a.fcfs.c1", "The token is of a kind that this version cannot replay."],
    ["il1.timed.1.a", "The token is cut off or has too many fields."],
    ["il1.timed.1.a.fcfs.c0_q1", "The token's cpus is missing or no proper number."],
    ["il1.timed.1.a.fcfs.c1_c2", 'The token says "c" twice.'],
    [`il1.${"x".repeat(200_000)}`, "A token has at most 100000 characters."],
  ])("says what is wrong with %j", (text, error) => {
    expect(decodeToken(text)).toEqual({ ok: false, error });
  });
});

describe("machine settings", () => {
  it("become whole numbers within bounds, and sound ones stay as they are", () => {
    expect(
      soundMachine({
        ...DEFAULT_MACHINE,
        cpus: -3,
        quantum: Number.NaN,
        contextSwitch: 1.6,
        seed: Number.POSITIVE_INFINITY,
      }),
    ).toEqual({
      ...DEFAULT_MACHINE,
      cpus: 1,
      quantum: 1,
      contextSwitch: 2,
      seed: Number.MAX_SAFE_INTEGER,
    });
    fc.assert(
      fc.property(machineArbitrary, (machine) => {
        expect(soundMachine(machine)).toEqual(machine);
      }),
    );
  });
});
