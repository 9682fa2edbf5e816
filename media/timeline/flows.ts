// Arrows between lanes: who woke whom, where a message went, who got a lock from whom. Made once a trace, drawn for the selection only.

import type { Ticks } from "#engine/machine";
import type { TaskId, ThreadId, Trace } from "#engine/trace/trace";
import { laneId } from "./lanes";

export type FlowKind = "wake-up" | "message" | "hand-over";

export interface Flow {
  readonly kind: FlowKind;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly text: string;
}

export interface FlowEnd {
  /** A lane's id. */
  readonly lane: string;
  readonly step: number;
  readonly at: Ticks;
}

export function buildFlows(trace: Trace): readonly Flow[] {
  const flows: Flow[] = [];
  const sent = new Map<string, FlowEnd>();
  const released = new Map<number, { readonly end: FlowEnd; readonly task: TaskId | undefined }>();
  const names = new Map(trace.resources.map((it) => [it.id, it.name]));
  trace.events.forEach((event, index) => {
    const end = (task: TaskId | undefined, thread: ThreadId | undefined): FlowEnd | undefined => {
      const place = { step: index + 1, at: event.at };
      if (task !== undefined) return { lane: laneId({ kind: "task", id: task }), ...place };
      return thread === undefined ? undefined : { lane: laneId({ kind: "thread", id: thread }), ...place };
    };
    const here = end(event.task, event.thread);
    if (here === undefined) return;
    switch (event.kind) {
      case "task-state": {
        const waker = event.wokenBy === undefined ? undefined : end(event.wokenBy, undefined);
        if (waker !== undefined) flows.push({ kind: "wake-up", from: waker, to: here, text: "wakes" });
        break;
      }
      case "put":
        sent.set(`${event.resource}/${event.item}`, here);
        break;
      case "take": {
        const from = sent.get(`${event.resource}/${event.item}`);
        if (from !== undefined && from.lane !== here.lane) {
          flows.push({ kind: "message", from, to: here, text: names.get(event.resource) ?? "message" });
        }
        break;
      }
      case "release":
        released.set(event.resource, {
          end: end(event.holder ?? event.task, event.thread) ?? here,
          task: event.holder ?? event.task,
        });
        break;
      case "acquire": {
        const before = released.get(event.resource);
        if (before !== undefined && before.task !== event.task) {
          flows.push({ kind: "hand-over", from: before.end, to: here, text: names.get(event.resource) ?? "lock" });
        }
        released.delete(event.resource);
        break;
      }
    }
  });
  return flows;
}

/** The flows that begin or end on one of these lanes. */
export function flowsOf(flows: readonly Flow[], lanes: ReadonlySet<string>): readonly Flow[] {
  return flows.filter((flow) => lanes.has(flow.from.lane) || lanes.has(flow.to.lane));
}
