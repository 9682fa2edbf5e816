// The lanes of the timeline: who was in which state from when to when. Made once a trace; drawing only cuts a window out of it.

import type { Ticks } from "#engine/machine";
import type { SiteId } from "#engine/scenario";
import type { QueueLevel } from "#engine/trace/machine-state";
import type { CpuId, State, TaskId, ThreadId, Trace, Wait } from "#engine/trace/trace";
import type { Axis, Span } from "../geometry/time-scale";
import { stateSigns } from "../names";

export type LaneGroup = "cpus" | "threads" | "queues" | "tasks";

/** Whose lane it is. */
export type LaneOf =
  | { readonly kind: "cpu"; readonly id: CpuId }
  | { readonly kind: "thread"; readonly id: ThreadId }
  | { readonly kind: "task"; readonly id: TaskId };

/** One state of one thing, from the event that began it to the event that ended it. */
export interface Bar {
  readonly state: State;
  /** First step at which it holds, and first at which it no longer does. */
  readonly fromStep: number;
  readonly toStep: number;
  readonly from: Ticks;
  readonly to: Ticks;
  /** Nothing ended it: it lasts as long as the run, or for ever. */
  readonly open: boolean;
  /** What stands on the bar where there is room. */
  readonly text: string;
  readonly wait: Wait | undefined;
  readonly site: SiteId | undefined;
  /** The thread that runs, on a CPU's lane. */
  readonly thread: ThreadId | undefined;
  /** The policy's queue that the thread belongs to, on a lane of queues. */
  readonly queue: QueueLevel | undefined;
}

export interface Lane {
  /** `cpu-0`, `thread-1`, `queue-1`, `task-3`. */
  readonly id: string;
  readonly of: LaneOf;
  readonly group: LaneGroup;
  readonly name: string;
  /** Queues that its bars stand in, one below the other; 1 where all bars have one height. */
  readonly rows: number;
  /** In order, not overlapping. */
  readonly bars: readonly Bar[];
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  readonly steps: number;
  /** Time of the last event. */
  readonly end: Ticks;
}

/** Share of the run that is drawn after its end, so that what never ended can be seen not to end. */
const TAIL = 0.05;

/** The whole axis. On the axis of steps each step is one unit wide, and step n is the unit from n to n + 1. */
export function wholeSpan(lanes: Lanes, axis: Axis): Span {
  return axis === "steps" ? { from: 0, to: lanes.steps + 1 } : { from: 0, to: timeEnd(lanes.end) };
}

function timeEnd(end: Ticks): number {
  return Math.max(1, end) * (1 + TAIL);
}

export function barSpan(bar: Bar, axis: Axis): Span {
  return axis === "steps" ? { from: bar.fromStep, to: bar.toStep } : { from: bar.from, to: bar.to };
}

export function laneId(of: LaneOf): string {
  return `${of.kind}-${of.id}`;
}

/**
 * The axis on which a run is easiest to read at first: time, unless nearly all bars would be slivers on it (a program that mostly
 * sleeps), then steps.
 */
export function preferredAxis(lanes: Lanes): Axis {
  const bars = lanes.lanes
    .flatMap((lane) => lane.bars)
    .filter((bar) => bar.state === "running" || bar.state === "ready");
  const sliver = timeEnd(lanes.end) / 150;
  const slivers = bars.filter((bar) => bar.to - bar.from < sliver).length;
  return 0.5 * bars.length < slivers ? "steps" : "time";
}

/** Index of the first bar of the lane that ends after `position`; the number of bars where there is none. */
export function firstAfter(bars: readonly Bar[], axis: Axis, position: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const bar = bars[middle];
    if (bar !== undefined && position < (axis === "steps" ? bar.toStep : bar.to)) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface OpenBar {
  readonly state: State;
  readonly fromStep: number;
  readonly from: Ticks;
  readonly text: string;
  readonly wait: Wait | undefined;
  readonly site: SiteId | undefined;
  readonly thread: ThreadId | undefined;
  readonly queue: QueueLevel | undefined;
}

/** A lane while the trace is being read. */
interface Draft {
  readonly lane: Omit<Lane, "bars">;
  readonly bars: Bar[];
  current: OpenBar | undefined;
}

export function buildLanes(trace: Trace): Lanes {
  const cpus = Array.from({ length: trace.machine.cpus }, (_, id) => draft({ kind: "cpu", id }, "cpus", `CPU ${id}`));
  const threads = new Map(trace.threads.map((it) => [it.id, draft({ kind: "thread", id: it.id }, "threads", it.name)]));
  const tasks = new Map(trace.tasks.map((it) => [it.id, draft({ kind: "task", id: it.id }, "tasks", it.name)]));
  const threadNames = new Map(trace.threads.map((it) => [it.id, it.name]));
  const resourceNames = new Map(trace.resources.map((it) => [it.id, it.name]));
  const cpuOf = new Map<ThreadId, CpuId>();
  const queues = queueDrafts(threadNames);

  trace.events.forEach((event, index) => {
    const step = index + 1;
    if (event.kind === "thread-state" && event.thread !== undefined) {
      const { to, thread, wait, site } = event;
      const bar = { state: to, fromStep: step, from: event.at, wait, site, thread: undefined, queue: undefined };
      begin(threads.get(thread), { ...bar, text: stateText(to, wait, resourceNames) }, event.at);
      const before = cpuOf.get(thread);
      if (before !== undefined) close(cpus[before], step, event.at);
      cpuOf.delete(thread);
      if (to === "running" && event.cpu !== undefined) {
        cpuOf.set(thread, event.cpu);
        begin(cpus[event.cpu], { ...bar, wait: undefined, thread, text: threadNames.get(thread) ?? "" }, event.at);
      }
      queues.change(thread, step, event.at, { state: to });
    } else if (event.kind === "thread-level" && event.thread !== undefined) {
      queues.change(event.thread, step, event.at, { queue: event });
    } else if (event.kind === "task-state" && event.task !== undefined) {
      const { to, wait, site } = event;
      const text = stateText(to, wait, resourceNames);
      begin(
        tasks.get(event.task),
        { state: to, fromStep: step, from: event.at, wait, site, thread: undefined, queue: undefined, text },
        event.at,
      );
    }
  });

  const steps = trace.events.length;
  const end = trace.events.at(-1)?.at ?? 0;
  const drafts = [...cpus, ...threads.values(), ...queues.drafts(), ...tasks.values()];
  for (const it of drafts) close(it, steps + 1, timeEnd(end), true);
  return { lanes: drafts.map((it) => ({ ...it.lane, bars: it.bars })), steps, end };
}

function stateText(state: State, wait: Wait | undefined, resources: ReadonlyMap<number, string>): string {
  if (state !== "blocked" || wait === undefined) return stateSigns[state].word;
  return (wait.resource === undefined ? undefined : resources.get(wait.resource)) ?? wait.text;
}

function draft(of: LaneOf, group: LaneGroup, name: string): Draft {
  return { lane: { id: laneId(of), of, group, name, rows: 1 }, bars: [], current: undefined };
}

/** What is known of a thread's place among the queues of a policy. */
interface Standing {
  readonly state?: State;
  readonly queue?: QueueLevel;
}

/** A lane a thread that shows which queue it stands in or came from; none where the policy has one queue only. */
function queueDrafts(names: ReadonlyMap<ThreadId, string>) {
  const standings = new Map<ThreadId, Standing>();
  const lanes = new Map<ThreadId, Draft>();
  const laneOf = (thread: ThreadId, rows: number): Draft => {
    const made: Draft = {
      lane: {
        id: `queue-${thread}`,
        of: { kind: "thread", id: thread },
        group: "queues",
        name: names.get(thread) ?? "",
        rows,
      },
      bars: [],
      current: undefined,
    };
    lanes.set(thread, made);
    return made;
  };
  return {
    change(thread: ThreadId, step: number, at: Ticks, what: Standing): void {
      const now = { ...standings.get(thread), ...what };
      standings.set(thread, now);
      const { state, queue } = now;
      if (queue === undefined) return;
      const lane = lanes.get(thread) ?? laneOf(thread, queue.levels);
      // Who waits or has ended stands in no queue.
      if (state !== "ready" && state !== "running") {
        close(lane, step, at);
        return;
      }
      const { level, levels } = queue;
      const bar = { state, fromStep: step, from: at, wait: undefined, site: undefined, thread: undefined };
      begin(lane, { ...bar, queue: { level, levels }, text: String(level + 1) }, at);
    },
    drafts: (): readonly Draft[] => [...lanes].sort(([a], [b]) => a - b).map(([, lane]) => lane),
  };
}

function begin(lane: Draft | undefined, bar: OpenBar, at: Ticks): void {
  if (lane === undefined) return;
  close(lane, bar.fromStep, at);
  lane.current = bar;
}

function close(lane: Draft | undefined, toStep: number, to: Ticks, open = false): void {
  if (lane?.current === undefined) return;
  lane.bars.push({ ...lane.current, toStep, to, open });
  lane.current = undefined;
}
