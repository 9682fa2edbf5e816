// The machine of the editor's settings: as they say, and as by default where they say nothing that makes sense.

import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { configuredMachine, MACHINE_KEYS } from "#client/machine-settings";
import { DEFAULT_MACHINE, soundMachine } from "#engine/machine";
import { POLICIES } from "#engine/policies/index";
import { repository } from "#test/support/built";

it("is the default where nothing is set", () => {
  expect(configuredMachine(() => undefined)).toEqual(DEFAULT_MACHINE);
});

it("is what is set", () => {
  const set: Readonly<Record<string, unknown>> = {
    policy: "mlfq",
    cpus: 4,
    quantum: 700,
    onePerProcess: true,
    scheduling: { bursts: "average", threads: [{ name: "main", priority: 3 }] },
  };
  expect(configuredMachine((key) => set[key])).toMatchObject({ ...set, contextSwitch: 0, ioLatency: 1000 });
});

it("is a machine that exists, whatever is set", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...MACHINE_KEYS), fc.anything()), (set) => {
      const machine = configuredMachine((key) => set[key]);
      expect(machine).toEqual(soundMachine(machine));
      expect(POLICIES.some(({ id }) => id === machine.policy)).toBe(true);
      expect(machine.cpus).toBeLessThanOrEqual(8);
    }),
  );
});

it("has the manifest's names, defaults and policies", () => {
  const manifest: {
    contributes: { configuration: { properties: Record<string, { default: unknown; enum?: unknown }> } };
  } = JSON.parse(readFileSync(`${repository}/package.json`, "utf8"));
  const { properties } = manifest.contributes.configuration;
  const prefix = "interleave.machine.";
  const contributed = Object.keys(properties).filter((key) => key.startsWith(prefix));
  expect(contributed.map((key) => key.slice(prefix.length)).toSorted()).toEqual([...MACHINE_KEYS].sort());
  expect(configuredMachine((key) => properties[prefix + key]?.default)).toEqual(DEFAULT_MACHINE);
  expect(properties[`${prefix}policy`]?.enum).toEqual(POLICIES.map(({ id }) => id));
});
