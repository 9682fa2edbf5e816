// A trace in Chrome's trace event format, for Perfetto (https://ui.perfetto.dev) and chrome://tracing.

import type { Ticks } from "../../machine";
import { placeName, resourceName, taskName, threadName } from "../names";
import type { State, Trace, Wait } from "../trace";

/** One entry of `traceEvents`; times are in microseconds, which is what a tick is. */
export interface ChromeEvent {
  readonly name: string;
  readonly ph: "X" | "M" | "C" | "i" | "s" | "f";
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly id?: number;
  readonly bp?: "e";
  readonly s?: "t" | "p" | "g";
  readonly args?: Readonly<Record<string, string | number>>;
}

export interface ChromeTrace {
  readonly displayTimeUnit: "ms";
  readonly otherData: Readonly<Record<string, string>>;
  readonly traceEvents: readonly ChromeEvent[];
}

const CPUS = 1;
const THREADS = 2;
const TASKS = 3;

/**
 * Three groups of lanes: CPUs (pid 1), threads (pid 2) and tasks (pid 3). The slices of a lane follow one another without
 * overlap; a flow leads from the task that ended a wait to the one that it woke. Deadlock and output are instants; the
 * queue of each thread is a counter, where the policy has several.
 * Format: Google's "Trace Event Format" document.
 */
export function toChromeTrace(trace: Trace): ChromeTrace {
  const out: ChromeEvent[] = [...metadata(trace)];
  const lanes = createLanes(out);
  const end = trace.events.at(-1)?.at ?? 0;
  let flows = 0;
  for (const event of trace.events) {
    switch (event.kind) {
      case "thread-state": {
        if (event.thread === undefined) break;
        const running = event.to === "running" && event.cpu !== undefined;
        lanes.leaveCpu(event.thread, event.at);
        if (running) lanes.enterCpu(event.cpu, event.thread, event.at, threadName(trace, event.thread));
        lanes.enter(THREADS, event.thread, event.at, event.to, argsOf(trace, event.wait, event.site));
        break;
      }
      case "thread-level": {
        const queue = { name: `queue of ${threadName(trace, event.thread)}`, ph: "C" } as const;
        out.push({ ...queue, pid: THREADS, tid: event.thread ?? 0, ts: event.at, args: { level: event.level } });
        break;
      }
      case "task-state":
        if (event.task === undefined) break;
        if (event.to === "ready" && event.wokenBy !== undefined) {
          const flow = { name: "wakes", cat: "wake", id: ++flows, pid: TASKS, ts: event.at };
          out.push({ ...flow, ph: "s", tid: event.wokenBy }, { ...flow, ph: "f", bp: "e", tid: event.task });
        }
        lanes.enter(TASKS, event.task, event.at, event.to, argsOf(trace, event.wait, event.site));
        break;
      case "deadlock": {
        const tasks = event.cycle.map((edge) => taskName(trace, edge.task)).join(", ");
        out.push({
          name: "deadlock",
          ph: "i",
          s: "g",
          pid: TASKS,
          tid: event.task ?? 0,
          ts: event.at,
          args: { tasks },
        });
        break;
      }
      case "output":
        out.push({ name: event.text.trimEnd(), ph: "i", s: "t", pid: TASKS, tid: event.task ?? 0, ts: event.at });
        break;
      default:
        break;
    }
  }
  lanes.finish(end);
  return {
    displayTimeUnit: "ms",
    otherData: { title: trace.title, engine: trace.engine, token: trace.token },
    traceEvents: out,
  };
}

function metadata(trace: Trace): ChromeEvent[] {
  const processName = (pid: number, name: string): ChromeEvent => {
    return { name: "process_name", ph: "M", pid, tid: 0, ts: 0, args: { name } };
  };
  const laneName = (pid: number, tid: number, name: string): ChromeEvent => {
    return { name: "thread_name", ph: "M", pid, tid, ts: 0, args: { name } };
  };
  return [
    processName(CPUS, "CPUs"),
    processName(THREADS, "Threads"),
    processName(TASKS, "Tasks"),
    ...Array.from({ length: trace.machine.cpus }, (_, id) => laneName(CPUS, id, `CPU ${id}`)),
    ...trace.threads.map(({ id }) => laneName(THREADS, id, threadName(trace, id))),
    ...trace.tasks.map(({ id, name }) => laneName(TASKS, id, name)),
  ];
}

interface Open {
  readonly since: Ticks;
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Turns changes of state into slices. */
function createLanes(out: ChromeEvent[]) {
  const states = new Map<number, Map<number, Open>>([
    [THREADS, new Map()],
    [TASKS, new Map()],
  ]);
  const onCpu = new Map<number, { readonly cpu: number; readonly since: Ticks; readonly name: string }>();

  function close(pid: number, tid: number, until: Ticks): void {
    const open = states.get(pid)?.get(tid);
    if (open === undefined || until <= open.since) return;
    out.push({ name: open.name, ph: "X", pid, tid, ts: open.since, dur: until - open.since, args: open.args });
  }

  const lanes = {
    enter(pid: number, tid: number, at: Ticks, state: State, args: Readonly<Record<string, string>>) {
      close(pid, tid, at);
      if (state === "terminated") states.get(pid)?.delete(tid);
      else states.get(pid)?.set(tid, { since: at, name: state, args });
    },
    enterCpu(cpu: number, thread: number, at: Ticks, name: string) {
      onCpu.set(thread, { cpu, since: at, name });
    },
    leaveCpu(thread: number, at: Ticks) {
      const open = onCpu.get(thread);
      onCpu.delete(thread);
      if (open === undefined || at <= open.since) return;
      out.push({ name: open.name, ph: "X", pid: CPUS, tid: open.cpu, ts: open.since, dur: at - open.since });
    },
    /** What is still open lasts to the end of the run. */
    finish(at: Ticks) {
      for (const thread of [...onCpu.keys()]) lanes.leaveCpu(thread, at);
      for (const [pid, open] of states) for (const tid of open.keys()) close(pid, tid, at);
    },
  };
  return lanes;
}

function argsOf(trace: Trace, wait: Wait | undefined, site: number | undefined): Readonly<Record<string, string>> {
  const place = placeName(trace, site);
  return {
    ...(place === undefined ? {} : { at: place }),
    ...(wait === undefined ? {} : { waitsFor: wait.text }),
    ...(wait?.resource === undefined ? {} : { resource: resourceName(trace, wait.resource) }),
  };
}
