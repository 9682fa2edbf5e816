// Each event of a trace in one plain sentence.

import { hasAll } from "../analysis/wait-for";
import { policyById } from "../policies/index";
import { cycleText, holdersText } from "./deadlock-text";
import type { MachineState, Timeline } from "./machine-state";
import {
  atPlace,
  byId,
  listText,
  placeName,
  processName,
  queueText,
  resourceName,
  taskName,
  threadName,
  timeText,
} from "./names";
import type { Trace, TraceEvent, Wait } from "./trace";

type Event<K extends TraceEvent["kind"]> = Extract<TraceEvent, { kind: K }>;

/**
 * What the event of this step did and why, for example "transfer blocks on bob.mutex, held by audit since step 17
 * (audit.ts:7)." Empty at step 0 and beyond the end.
 */
export function explain(trace: Trace, timeline: Timeline, step: number): string {
  const event = trace.events[step - 1];
  if (event === undefined) return "";
  const before = () => timeline.at(step - 1);
  const who = event.task === undefined ? threadName(trace, event.thread) : taskName(trace, event.task);
  const where = atPlace(trace, event.site);
  switch (event.kind) {
    case "process-new":
      return sentence(`${processName(trace, event.process)} starts`);
    case "process-exit":
      return sentence(`${processName(trace, event.process)} exits with code ${event.code}`);
    case "thread-state":
      return sentence(explainThread(trace, event, before));
    case "thread-level":
      return sentence(explainLevel(trace, event, before()));
    case "task-state":
      return sentence(explainTask(trace, event, before));
    case "task-at":
      return sentence(`${who} is${where === "" ? " at a place that is not known" : where}`);
    case "resource-new":
      return sentence(explainNewResource(trace, event));
    case "request":
      return sentence(explainRequest(trace, event, who, before()));
    case "acquire": {
      const units = event.amount === 1 ? "" : `${event.amount} units of `;
      const mode = event.mode === "shared" ? " for reading" : "";
      return sentence(`${who} takes ${units}${resourceName(trace, event.resource)}${mode}${where}`);
    }
    case "release":
      return sentence(explainRelease(trace, event, who, before()));
    case "abandon":
      return sentence(`${who} gives up waiting for ${resourceName(trace, event.resource)}`);
    case "put": {
      const to = event.to === undefined ? "" : ` for ${threadName(trace, event.to)}`;
      return sentence(
        `${who} puts ${event.preview} into ${resourceName(trace, event.resource)}${to}${where}; it now holds ${event.level}`,
      );
    }
    case "take": {
      const left = event.level === 0 ? "nothing is left in it" : `${event.level} left in it`;
      return sentence(
        `${who} takes ${previewOf(before(), event)} out of ${resourceName(trace, event.resource)}; ${left}`,
      );
    }
    case "timer-set": {
      const what = event.repeat ? "an interval" : "a timer";
      return sentence(`${who} sets ${what} (${event.timer}) that is due at ${timeText(event.due)}${where}`);
    }
    case "timer-fire":
      return sentence(`Timer ${event.timer} fires at ${timeText(event.at)}`);
    case "output":
      return sentence(
        `${who} writes "${event.text.trimEnd()}"${event.stream === "stderr" ? " to stderr" : ""}${where}`,
      );
    case "error":
      return sentence(`${who} ${event.fatal ? "fails" : "has an error"}${where}: ${event.message}`);
    case "deadlock":
      return sentence(`Deadlock: ${cycleText(trace, event.cycle)}. None of them can ever go on`);
    case "limit":
      return sentence(`Not simulated exactly${where}: ${event.message}`);
  }
}

function explainThread(trace: Trace, event: Event<"thread-state">, before: () => MachineState): string {
  const name = threadName(trace, event.thread);
  switch (event.to) {
    case "new":
      return `${name} is created${atPlace(trace, event.site ?? byId(trace.threads, event.thread)?.site)}`;
    case "ready":
      return explainReady(trace, event, name, before);
    case "running":
      return explainDispatch(trace, event, name, before());
    case "blocked":
      return `${name} has nothing to run and waits${event.wait === undefined ? "" : ` for ${event.wait.text}`}`;
    case "terminated":
      if (event.because === "terminated") return `${name} is terminated from outside`;
      return event.because === "failed" ? `${name} ends with an error` : `${name} has nothing left to do and ends`;
  }
}

function explainReady(trace: Trace, event: Event<"thread-state">, name: string, before: () => MachineState): string {
  switch (event.because) {
    case "started":
      return `${name} has started up and is ready to run for the first time`;
    case "quantum":
      return `${name} has used up its time slice of ${timeText(trace.machine.quantum)} and queues again`;
    case "preempted":
      return `${name} loses its CPU to a thread that goes first, and queues again`;
    case "interpreter-lock": {
      const idle = before().cpus.find((cpu) => cpu.thread === undefined);
      const cpu = idle === undefined ? "a CPU" : `CPU ${idle.id}`;
      return `${name} stays ready although ${cpu} is idle: only one thread of a process may run at a time`;
    }
    default: {
      const waited = byId(before().threads, event.thread)?.wait;
      return `${name} has work again${waited === undefined ? "" : ` after waiting for ${waited.text}`} and is ready`;
    }
  }
}

function explainDispatch(trace: Trace, event: Event<"thread-state">, name: string, before: MachineState): string {
  const others = before.threads.filter((thread) => thread.state === "ready" && thread.id !== event.thread);
  const policy = policyById(trace.machine.policy);
  const why =
    others.length === 0
      ? "it is the only one that is ready"
      : `${policy?.name ?? trace.machine.policy} chooses it before ${listText(others.map((thread) => threadName(trace, thread.id)))}`;
  return `${name} gets CPU ${event.cpu ?? "?"}: ${why}`;
}

function explainLevel(trace: Trace, event: Event<"thread-level">, before: MachineState): string {
  const name = threadName(trace, event.thread);
  const old = byId(before.threads, event.thread)?.queue?.level;
  if (old === undefined) return `${name} belongs to ${queueText(event)}`;
  if (old < event.level) return `${name} has used up its time in queue ${old + 1} and sinks to ${queueText(event)}`;
  return `${name} rises to ${queueText(event)}`;
}

function explainTask(trace: Trace, event: Event<"task-state">, before: () => MachineState): string {
  const name = taskName(trace, event.task);
  const info = byId(trace.tasks, event.task);
  switch (event.to) {
    case "new": {
      const starter = info?.parent === undefined ? "" : `, started by ${taskName(trace, info.parent)}`;
      return `${name} is a new task${starter}${atPlace(trace, info?.site ?? event.site)}`;
    }
    case "ready": {
      const waker = event.wokenBy === undefined ? "" : ` because of ${taskName(trace, event.wokenBy)}`;
      return `${name} can go on${waker}${atPlace(trace, event.site)}`;
    }
    case "running":
      return `${name} runs on ${threadName(trace, event.thread)}${atPlace(trace, event.site)}`;
    case "blocked":
      return event.wait === undefined
        ? `${name} blocks${atPlace(trace, event.site)}`
        : explainWait(trace, event.wait, event, name, before());
    case "terminated": {
      const holds = byId(before().tasks, event.task)?.holds ?? [];
      const leak =
        holds.length === 0
          ? ""
          : ` and still holds ${listText([...new Set(holds)].map((resource) => resourceName(trace, resource)))}`;
      if (event.result === "threw") return `${name} ends with an error${leak}`;
      return event.result === "killed" ? `${name} is ended from outside${leak}` : `${name} is done${leak}`;
    }
  }
}

function explainWait(trace: Trace, wait: Wait, event: TraceEvent, name: string, before: MachineState): string {
  const where = atPlace(trace, event.site);
  if (wait.resource !== undefined && wait.kind === "acquire") {
    const resource = byId(before.resources, wait.resource);
    if (event.task !== undefined && resource !== undefined && hasAll(event.task, resource)) {
      return `${name} has ${resourceName(trace, wait.resource)} and waits for its section under it${where}`;
    }
    const holders = holdersText(trace, before, wait.resource);
    const timeout = wait.timeout === true ? ", with a timeout" : "";
    return `${name} blocks on ${resourceName(trace, wait.resource)}${where}${holders === "" ? "" : `, ${holders}`}${timeout}`;
  }
  if (wait.tasks !== undefined && wait.tasks.length > 0) {
    const tasks = listText(wait.tasks.map((task) => taskName(trace, task)));
    const any = wait.needs === "any" && wait.tasks.length > 1 ? "any of " : "";
    return `${name} waits${where} for ${any}${tasks} to end`;
  }
  const made = placeName(trace, wait.createdAt);
  return `${name} waits${where} for ${wait.text}${made === undefined ? "" : `, made at ${made}`}`;
}

function explainNewResource(trace: Trace, event: Event<"resource-new">): string {
  const info = byId(trace.resources, event.resource);
  const what = info === undefined || info.origin === info.name ? "" : ` (${info.origin})`;
  return `${resourceName(trace, event.resource)}${what} is created${atPlace(trace, info?.site ?? event.site)}`;
}

function explainRequest(trace: Trace, event: Event<"request">, who: string, before: MachineState): string {
  const resource = byId(before.resources, event.resource);
  const holders = holdersText(trace, before, event.resource);
  const queue =
    resource === undefined || resource.waiters.length === 0 ? "" : ` with ${resource.waiters.length} waiting`;
  const state = holders === "" ? ", which is free" : `, ${holders}${queue}`;
  return `${who} asks for ${resourceName(trace, event.resource)}${atPlace(trace, event.site)}${state}`;
}

function explainRelease(trace: Trace, event: Event<"release">, who: string, before: MachineState): string {
  const held =
    event.holder === undefined || event.holder === event.task ? "" : `, which ${taskName(trace, event.holder)} held`;
  const next = byId(before.resources, event.resource)?.waiters[0];
  const after = next === undefined ? "" : `; ${taskName(trace, next.task)} is next in line`;
  return `${who} releases ${resourceName(trace, event.resource)}${held}${atPlace(trace, event.site)}${after}`;
}

function previewOf(before: MachineState, event: Event<"take">): string {
  const items = byId(before.resources, event.resource)?.items;
  return items?.find((item) => item.item === event.item)?.preview ?? "an item";
}

function sentence(text: string): string {
  const first = text.charAt(0);
  // A task's name keeps its own spelling; only our own words at the start are capitalised.
  const capital = /^(?:thread|process) /.test(text) ? first.toUpperCase() : first;
  return `${capital}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
