// Scheduling settings that come from outside: all there, and of the right kind.

import { DEFAULT_SCHEDULING, type SchedulingSettings } from "./settings";
import { isChoice, SCHEDULING_TABLE, type SettingRow, soundScheduling } from "./table";

/** `undefined` where a value is of the wrong kind. What is absent is as by default; numbers come back within their bounds. */
export function decodeScheduling(value: unknown): SchedulingSettings | undefined {
  if (!isRecord(value)) return undefined;
  let settings = DEFAULT_SCHEDULING;
  for (const row of SCHEDULING_TABLE) {
    const own = value[row.key];
    if (own === undefined) continue;
    if (!isOfKind(row, own)) return undefined;
    settings = { ...settings, [row.key]: own };
  }
  const { threads } = value;
  if (threads === undefined) return soundScheduling(settings);
  if (!Array.isArray(threads) || !threads.every(isRule)) return undefined;
  return soundScheduling({ ...settings, threads });
}

function isOfKind(row: SettingRow, value: unknown): boolean {
  switch (row.kind) {
    case "number":
      return typeof value === "number";
    case "switch":
      return typeof value === "boolean";
    case "list":
      return isNumbers(value);
    case "choice":
      return typeof value === "string" && isChoice(row, value);
  }
}

function isRule(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { name, priority, tickets, cpus, arrival, workingSet } = value;
  const numbers = [priority, tickets, arrival, workingSet].every(
    (each) => each === undefined || typeof each === "number",
  );
  return typeof name === "string" && numbers && (cpus === undefined || isNumbers(cpus));
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "number");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
