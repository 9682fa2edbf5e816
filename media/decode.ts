// What comes from outside, checked: messages of the host, and what the panel kept.

import type { ToWebview } from "#protocol/webview";
import type { Preferences } from "./store";

const messageTypes: ReadonlySet<unknown> = new Set([
  "load",
  "problems",
  "busy",
  "cursor",
  "wrong",
  "stale",
  "action",
] satisfies ToWebview["type"][]);

/** The boundary: the host is ours, so its messages are only checked for their type and their largest parts. */
export function decodeToWebview(data: unknown): ToWebview | undefined {
  if (!isRecord(data)) return undefined;
  const { type, scenario, machine, engineSource } = data;
  if (!messageTypes.has(type)) return undefined;
  if (type === "load" && !(isRecord(scenario) && isRecord(machine) && typeof engineSource === "string"))
    return undefined;
  return data as unknown as ToWebview;
}

export function decodePreferences(data: unknown): Partial<Preferences> | undefined {
  if (!isRecord(data)) return undefined;
  const { axis, tab, speed, follow, programHash } = data;
  return {
    ...(axis === "time" || axis === "steps" ? { axis } : {}),
    ...(typeof tab === "string" ? { tab: tab as Preferences["tab"] } : {}),
    ...(typeof speed === "number" && 0 < speed ? { speed } : {}),
    ...(typeof follow === "boolean" ? { follow } : {}),
    ...(typeof programHash === "string" ? { programHash } : {}),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
