// The machine with which a simulation begins, from the editor's settings (section `interleave.machine`). What makes no sense there is as by default.

import { DEFAULT_MACHINE, type MachineSettings, soundMachine } from "#engine/machine";
import { policyById } from "#engine/policies/index";
import { decodeScheduling } from "#engine/scheduling/decode";

/** Names equal package.json's contributes.configuration, after `interleave.machine.`. */
export const MACHINE_KEYS = [
  "policy",
  "cpus",
  "quantum",
  "contextSwitch",
  "onePerProcess",
  "ioLatency",
  "threadStart",
  "seed",
  "scheduling",
] as const;

type MachineKey = (typeof MACHINE_KEYS)[number];

const MOST_CPUS = 8;

/** @param read the value of a setting, of whatever kind a person gave it */
export function configuredMachine(read: (key: MachineKey) => unknown): MachineSettings {
  const number = (key: Exclude<MachineKey, "policy" | "onePerProcess" | "scheduling">, most?: number): number => {
    const value = read(key);
    const known = typeof value === "number" && Number.isFinite(value) ? value : DEFAULT_MACHINE[key];
    return most === undefined ? known : Math.min(most, known);
  };
  const policy = read("policy");
  const onePerProcess = read("onePerProcess");
  return soundMachine({
    ...DEFAULT_MACHINE,
    policy: typeof policy === "string" && policyById(policy) !== undefined ? policy : DEFAULT_MACHINE.policy,
    cpus: number("cpus", MOST_CPUS),
    quantum: number("quantum"),
    contextSwitch: number("contextSwitch"),
    onePerProcess: typeof onePerProcess === "boolean" ? onePerProcess : DEFAULT_MACHINE.onePerProcess,
    ioLatency: number("ioLatency"),
    threadStart: number("threadStart"),
    seed: number("seed"),
    scheduling: decodeScheduling(read("scheduling") ?? {}) ?? DEFAULT_MACHINE.scheduling,
  });
}
