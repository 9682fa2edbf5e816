// Machines to compare, written as `fcfs,sjf,rr@4`: policies, each with a number of CPUs where it is another one.

import type { MachineSettings, PolicyId } from "../machine";
import type { Parsed } from "../scheduling/text";
import { POLICIES, policyById } from "./index";

/** One of the machines that are compared. */
export interface MachineChoice {
  readonly policy: PolicyId;
  readonly cpus: number;
}

/** More runs side by side than anybody can follow. */
export const MOST_COMPARED = 12;
export const MOST_CPUS_COMPARED = 64;

/** What textbooks call some of the policies. */
const SHORT: Readonly<Record<string, PolicyId>> = { rr: "round-robin", fifo: "fcfs", cfs: "fair" };

/** @param cpus the number of CPUs where a choice names none */
export function parseChoices(text: string, cpus: number): Parsed<readonly MachineChoice[]> {
  const choices: MachineChoice[] = [];
  for (const part of text.split(",").map((it) => it.trim())) {
    const [name = "", count] = part.split("@", 2).map((it) => it.trim());
    const policy = policyById(SHORT[name] ?? name);
    if (policy === undefined) {
      const known = POLICIES.map(({ id }) => id).join(", ");
      return { ok: false, error: `There is no policy \`${name}\`. There are: ${known}.` };
    }
    const own = count === undefined ? cpus : Number(count);
    if (count === "" || !Number.isSafeInteger(own) || own < 1 || own > MOST_CPUS_COMPARED) {
      return { ok: false, error: `\`${part}\` needs 1 to ${MOST_CPUS_COMPARED} CPUs after the \`@\`.` };
    }
    if (!choices.some((it) => it.policy === policy.id && it.cpus === own))
      choices.push({ policy: policy.id, cpus: own });
  }
  return counted(choices);
}

/** Every policy on every number of CPUs, the policies of one number together. */
export function crossed(policies: readonly PolicyId[], cpus: readonly number[]): Parsed<readonly MachineChoice[]> {
  return counted(cpus.flatMap((count) => policies.map((policy) => ({ policy, cpus: count }))));
}

/** Reads `1, 2, 4`. */
export function parseCpuCounts(text: string): Parsed<readonly number[]> {
  const counts = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (!counts.every((count) => Number.isSafeInteger(count) && 1 <= count && count <= MOST_CPUS_COMPARED)) {
    return { ok: false, error: `Write whole numbers from 1 to ${MOST_CPUS_COMPARED}, with commas between: 1, 2, 4.` };
  }
  return { ok: true, value: [...new Set(counts)] };
}

/** `Round robin on 2 CPUs`. */
export function choiceName({ policy, cpus }: Pick<MachineSettings, "policy" | "cpus">): string {
  return `${policyById(policy)?.name ?? policy} on ${cpus === 1 ? "1 CPU" : `${cpus} CPUs`}`;
}

function counted(choices: readonly MachineChoice[]): Parsed<readonly MachineChoice[]> {
  if (choices.length === 0) return { ok: false, error: "Choose at least one policy." };
  if (choices.length > MOST_COMPARED) {
    return { ok: false, error: `These are ${choices.length} runs; at most ${MOST_COMPARED} are compared at once.` };
  }
  return { ok: true, value: choices };
}
