// The machine's state at any step of a trace, by replaying its events onto keyframes.

import { cyclesOf } from "../analysis/deadlock";
import { applyToLedger, copyLedger, createLedger, type Ledger, resourceOf, taskOf } from "../analysis/ledger";
import { type CapacityOf, waitersOf } from "../analysis/wait-for";
import type {
  CpuAt,
  MachineState,
  OutputLine,
  ProcessAt,
  ResourceAt,
  TaskAt,
  ThreadAt,
  Timeline,
  WaitForEdge,
} from "./machine-state";
import type { ProcessId, ResourceInfo, State, TaskId, ThreadId, Trace, TraceEvent } from "./trace";

/** Events between two keyframes: what any step costs at most. */
const KEYFRAME = 256;

/** State after `step` events. For more than a look or two make a timeline. */
export function stateAt(trace: Trace, step: number): MachineState {
  return createTimeline(trace).at(step);
}

/** Reads the whole trace once. Holds on to it; the trace must not change. */
export function createTimeline(trace: Trace): Timeline {
  const { events } = trace;
  const output = outputOf(trace);
  const keyframes: Frame[] = [];
  const frame = emptyFrame(trace);
  events.forEach((event, index) => {
    if (index % KEYFRAME === 0) keyframes.push(copyFrame(frame));
    applyToFrame(frame, event, index + 1);
  });
  if (events.length % KEYFRAME === 0) keyframes.push(copyFrame(frame));

  return {
    steps: events.length,
    at(wanted) {
      const step = Math.min(events.length, Math.max(0, Math.floor(Number.isNaN(wanted) ? 0 : wanted)));
      const keyframe = keyframes[Math.floor(step / KEYFRAME)];
      const state = keyframe === undefined ? emptyFrame(trace) : copyFrame(keyframe);
      for (let index = step - (step % KEYFRAME); index < step; index++) {
        const event = events[index];
        if (event !== undefined) applyToFrame(state, event, index + 1);
      }
      return present(trace, state, step, output);
    },
  };
}

/** What changes from event to event. Entries are replaced, never changed, so that a copy is cheap. */
interface Frame {
  readonly ledger: Ledger;
  readonly threads: Map<ThreadId, ThreadAt>;
  readonly cpus: CpuAt[];
  readonly exits: Map<ProcessId, number>;
  readonly started: Set<ProcessId>;
}

function emptyFrame(trace: Trace): Frame {
  return {
    ledger: createLedger(),
    threads: new Map(),
    cpus: Array.from({ length: trace.machine.cpus }, (_, id) => ({ id, thread: undefined, since: 0 })),
    exits: new Map(),
    started: new Set(),
  };
}

function copyFrame(frame: Frame): Frame {
  return {
    ledger: copyLedger(frame.ledger),
    threads: new Map(frame.threads),
    cpus: [...frame.cpus],
    exits: new Map(frame.exits),
    started: new Set(frame.started),
  };
}

function applyToFrame(frame: Frame, event: TraceEvent, step: number): void {
  applyToLedger(frame.ledger, event, step);
  switch (event.kind) {
    case "process-new":
      frame.started.add(event.process);
      return;
    case "process-exit":
      frame.exits.set(event.process, event.code);
      return;
    case "thread-state":
      if (event.thread !== undefined) moveThread(frame, event.thread, event, step);
      return;
    case "thread-level": {
      const { thread: id, level, levels } = event;
      if (id !== undefined)
        frame.threads.set(id, { ...(frame.threads.get(id) ?? newThread(id)), queue: { level, levels } });
      return;
    }
    case "task-state":
      if (event.thread !== undefined && event.task !== undefined) moveTask(frame, event.thread, event.task, event.to);
      return;
    default:
      return;
  }
}

function moveThread(
  frame: Frame,
  id: ThreadId,
  event: Extract<TraceEvent, { kind: "thread-state" }>,
  step: number,
): void {
  const before = frame.threads.get(id);
  frame.threads.set(id, {
    id,
    state: event.to,
    because: event.because,
    since: step,
    cpu: event.to === "running" ? event.cpu : undefined,
    wait: event.to === "blocked" ? event.wait : undefined,
    queue: before?.queue,
    // A preempted thread keeps its place in the task that it was in.
    task: event.to === "blocked" || event.to === "terminated" ? undefined : before?.task,
  });
  if (before?.cpu !== undefined) frame.cpus[before.cpu] = { id: before.cpu, thread: undefined, since: step };
  if (event.to === "running" && event.cpu !== undefined) {
    frame.cpus[event.cpu] = { id: event.cpu, thread: id, since: step };
  }
}

function moveTask(frame: Frame, threadId: ThreadId, task: TaskId, to: State): void {
  const thread = frame.threads.get(threadId);
  if (thread === undefined) return;
  if (to === "running") frame.threads.set(threadId, { ...thread, task });
  else if (thread.task === task) frame.threads.set(threadId, { ...thread, task: undefined });
}

function present(trace: Trace, frame: Frame, step: number, output: readonly OutputLine[]): MachineState {
  const { ledger } = frame;
  const infos = new Map(trace.resources.map((info) => [info.id, info]));
  const capacityOf: CapacityOf = (id) => infos.get(id)?.capacity;
  const waiters = waitersOf(ledger, capacityOf);
  const cycles = cyclesOf(waiters);
  const threads = trace.threads.map(({ id }) => frame.threads.get(id) ?? newThread(id));
  return {
    step,
    at: trace.events[step - 1]?.at ?? 0,
    processes: trace.processes.map(({ id }) => processAt(trace, frame, id, threads)),
    threads,
    tasks: trace.tasks.map((info) => taskAt(taskOf(ledger, info.id), frame.threads.get(info.thread))),
    resources: trace.resources.map((info) => withAvailable(resourceOf(ledger, info.id), info)),
    cpus: frame.cpus,
    waitsFor: edgesOf(waiters, cycles.flat()),
    cycles,
    output: output.slice(0, upTo(output, step)),
  };
}

function newThread(id: ThreadId): ThreadAt {
  return {
    id,
    state: undefined,
    because: undefined,
    since: 0,
    cpu: undefined,
    wait: undefined,
    queue: undefined,
    task: undefined,
  };
}

/** A task whose thread has lost its CPU runs as little as its thread does. */
function taskAt(task: TaskAt, thread: ThreadAt | undefined): TaskAt {
  return task.state === "running" && thread?.state === "ready" ? { ...task, state: "ready" } : task;
}

/** In the order in which the state of a process is decided by its threads. */
const LIVELIEST: readonly State[] = ["running", "ready", "blocked", "new"];

function processAt(trace: Trace, frame: Frame, id: ProcessId, threads: readonly ThreadAt[]): ProcessAt {
  const exitCode = frame.exits.get(id);
  if (exitCode !== undefined) return { id, state: "terminated", exitCode };
  const states = new Set(
    threads.filter((_, index) => trace.threads[index]?.process === id).map((thread) => thread.state),
  );
  const lively = LIVELIEST.find((state) => states.has(state));
  const otherwise = states.has("terminated") ? "terminated" : frame.started.has(id) ? "new" : undefined;
  return { id, state: lively ?? otherwise, exitCode: undefined };
}

function withAvailable(resource: ResourceAt, info: ResourceInfo): ResourceAt {
  if (info.capacity === undefined) return resource;
  const stores = info.kind === "queue" || info.kind === "channel" || info.kind === "port";
  const used = stores ? resource.level : resource.holders.reduce((sum, claim) => sum + claim.amount, 0);
  return { ...resource, available: Math.max(0, info.capacity - used) };
}

function edgesOf(
  waiters: ReturnType<typeof waitersOf>,
  cycle: readonly { readonly task: TaskId; readonly holder: TaskId }[],
): WaitForEdge[] {
  return waiters.flatMap((waiter) =>
    [...new Set(waiter.on.map((each) => each.task))].map((to) => ({
      from: waiter.task,
      to,
      resource: waiter.resource,
      inCycle: cycle.some((edge) => edge.task === waiter.task && edge.holder === to),
    })),
  );
}

function outputOf(trace: Trace): OutputLine[] {
  return trace.events.flatMap((event, index) =>
    event.kind === "output"
      ? [
          {
            step: index + 1,
            at: event.at,
            task: event.task,
            thread: event.thread,
            stream: event.stream,
            text: event.text,
          },
        ]
      : [],
  );
}

/** Number of lines written at or before `step`, by bisection. */
function upTo(output: readonly OutputLine[], step: number): number {
  let low = 0;
  let high = output.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((output[middle]?.step ?? 0) <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}
