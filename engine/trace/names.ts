// How a person calls the things in a trace: shared by every text made from one.

import { TICKS_PER_MILLISECOND, type Ticks } from "../machine";
import type { SiteId } from "../scenario";
import type { ProcessId, ResourceId, TaskId, ThreadId, Trace } from "./trace";

export function taskName(trace: Trace, id: TaskId | undefined): string {
  return id === undefined ? "somebody" : (byId(trace.tasks, id)?.name ?? `task ${id}`);
}

export function resourceName(trace: Trace, id: ResourceId): string {
  return byId(trace.resources, id)?.name ?? `resource ${id}`;
}

/** `queue 2 of 3`: people count from 1, the queue that is served first. */
export function queueText({ level, levels }: { readonly level: number; readonly levels: number }): string {
  return `queue ${level + 1} of ${levels}`;
}

/** `thread main`, `thread teller.ts`. */
export function threadName(trace: Trace, id: ThreadId | undefined): string {
  return id === undefined ? "a thread" : `thread ${byId(trace.threads, id)?.name ?? id}`;
}

export function processName(trace: Trace, id: ProcessId): string {
  const info = byId(trace.processes, id);
  return info === undefined ? `process ${id}` : `process ${info.name} (pid ${info.pid})`;
}

/** `transfer.ts:7` with the line as an editor shows it, the first being 1; `undefined` where the place is not known. */
export function placeName(trace: Trace, id: SiteId | undefined): string | undefined {
  const site = id === undefined ? undefined : trace.sites[id];
  const path = site === undefined ? undefined : trace.files[site.file]?.path;
  if (site === undefined || path === undefined) return undefined;
  return `${path.slice(path.lastIndexOf("/") + 1)}:${site.line + 1}`;
}

/** ` at transfer.ts:7`, or nothing. */
export function atPlace(trace: Trace, id: SiteId | undefined): string {
  const place = placeName(trace, id);
  return place === undefined ? "" : ` at ${place}`;
}

/** `12.5 ms`. */
export function timeText(ticks: Ticks): string {
  return `${Number((ticks / TICKS_PER_MILLISECOND).toFixed(3))} ms`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Ids are places in their list in every trace of ours; a foreign trace may do otherwise. */
export function byId<T extends { readonly id: number }>(list: readonly T[], id: number | undefined): T | undefined {
  if (id === undefined) return undefined;
  const guess = list[id];
  return guess?.id === id ? guess : list.find((item) => item.id === id);
}
