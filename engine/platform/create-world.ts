// Makes the processes and threads of a scenario, and answers the run loop's questions about them.

import type { KernelServices } from "../kernel/agent";
import { waitingFor } from "../probes/wait";
import type { Task } from "../runtime/tasks";
import type { TaskInfo, ThreadInfo } from "../trace/trace";
import type { TaskWait, World, WorldInput } from "./world";
import { createThread, type Thread, type ThreadOptions } from "./thread";
import type { StartedThread, ThreadStart, WorkerHost } from "./worker";
import { WORKING_DIRECTORY } from "./process";
import { createWorldState, type WorldState } from "./world-state";

const FIRST_PID = 1000;

export function createWorld(input: WorldInput, kernel: KernelServices): World {
  const state = createWorldState(input, kernel);
  const threads: { readonly thread: Thread; readonly info: Omit<ThreadInfo, "daemon">; daemon: boolean }[] = [];

  const workersOf = (parent: () => Thread): WorkerHost => ({
    resolveUnit: (file) => resolveUnit(state, file),
    start(given: ThreadStart): StartedThread {
      const from = parent().realm;
      const threadId = state.nextThreadId++;
      const id = threads.length;
      const entry = add(
        {
          ...given,
          thread: id,
          process: from.process,
          pid: FIRST_PID,
          threadId,
          isMain: false,
          exited: (code) => given.exited(code),
        },
        {
          id,
          process: from.process,
          name: given.name,
          threadId,
          parent: from.thread,
          ...(given.site === undefined ? {} : { site: given.site }),
        },
      );
      from.recorder.effect(() => {
        if (!entry.thread.ended()) kernel.addThread(entry.thread.agent, kernel.now() + input.machine.threadStart);
      });
      return {
        threadId,
        terminate: () => entry.thread.kill(1),
        setDaemon(daemon) {
          entry.daemon = daemon;
        },
      };
    },
  });

  const add = (options: Omit<ThreadOptions, "workers">, info: Omit<ThreadInfo, "daemon">) => {
    const workers = workersOf(() => thread);
    const thread: Thread = createThread(state, { ...options, workers });
    const entry = { thread, info, daemon: false };
    threads.push(entry);
    return entry;
  };

  const blocked = (): TaskWait[] => {
    const result: TaskWait[] = [];
    for (const task of state.tasks) {
      if (task.state === "blocked") result.push(describeWait(state, task));
    }
    return result;
  };

  return {
    start() {
      const pid = FIRST_PID;
      const unit = input.scenario.entry;
      state.processes.push({ id: 1, pid, name: input.scenario.title });
      kernel.record({ kind: "process-new", process: 1 });
      const entry = add(
        {
          thread: 0,
          process: 1,
          pid,
          threadId: 0,
          isMain: true,
          name: "main",
          unit,
          asked: unit,
          workerData: null,
          env: undefined,
          argv: [],
          parentPort: undefined,
          exited(code) {
            state.exitCode = code;
            // A process ends with its main thread.
            for (const other of threads) if (other.info.threadId !== 0) other.thread.kill(1);
            kernel.record({ kind: "process-exit", process: 1, code });
          },
        },
        { id: 0, process: 1, name: "main", threadId: 0 },
      );
      kernel.addThread(entry.thread.agent, 0);
    },
    tables: () => ({
      processes: state.processes,
      threads: threads.map(({ info, daemon }) => ({ ...info, daemon })),
      tasks: taskInfos(state.tasks),
      resources: state.resources.infos(),
      assumptions: state.assumptions,
    }),
    blockedTasks: blocked,
    unfinishedTasks: () => state.tasks.filter((task) => task.state !== "terminated").map((task) => task.id),
    holders: (resource) =>
      (state.resources.byId(resource)?.holdings ?? []).flatMap(({ task }) => (task === undefined ? [] : [task.id])),
    handles: () =>
      threads.flatMap(({ thread, info }) =>
        thread.ended() ? [] : thread.realm.loop.handles().map((handle) => ({ ...handle, thread: info.id })),
      ),
    exitCode: () => state.exitCode,
    failure: () => state.failure,
    metLimit: () => state.limit,
  };
}

function describeWait(state: WorldState, task: Task): TaskWait {
  const frame = task.frames.at(-1);
  const awaited = frame?.awaiting;
  const { wait, tasks, needs } =
    awaited === undefined
      ? { wait: { kind: "promise" as const, text: "a promise" }, tasks: [], needs: "all" as const }
      : waitingFor(awaited, task);
  const resource = wait.resource === undefined ? undefined : state.resources.byId(wait.resource);
  const holders = (resource?.holdings ?? []).flatMap((holding) =>
    holding.task === undefined ? [] : [holding.task.id],
  );
  const site = frame?.awaitSite ?? task.at;
  return {
    task: task.id,
    thread: task.thread,
    wait,
    heldBy: wait.kind === "acquire" ? holders : tasks.map(({ id }) => id),
    needs: wait.kind === "acquire" && resource?.capacity !== 1 ? "any" : needs,
    external: wait.timeout === true || wait.kind === "timer" || wait.kind === "io" || wait.kind === "message",
    ...(site === undefined ? {} : { site }),
  };
}

function taskInfos(tasks: readonly Task[]): readonly TaskInfo[] {
  const seen = new Map<string, number>();
  return tasks.map((task) => {
    const count = (seen.get(task.name) ?? 0) + 1;
    seen.set(task.name, count);
    return {
      id: task.id,
      thread: task.thread,
      name: count === 1 ? task.name : `${task.name} #${count}`,
      kind: task.kind,
      daemon: false,
      ...(task.parent === undefined ? {} : { parent: task.parent.id }),
      ...(task.site === undefined ? {} : { site: task.site }),
    };
  });
}

/** Finds the unit that `new Worker(file)` means: the path itself, or seen from the working directory or the entry file. */
function resolveUnit(state: WorldState, file: string): string | undefined {
  const { scenario, host } = state.input;
  const exists = (id: string) => host.unit(id) !== undefined;
  if (file.startsWith("eval:")) return exists(file) ? file : undefined;
  const path = file.startsWith("file://")
    ? decodeURIComponent(file.slice("file://".length).split(/[?#]/)[0] ?? "")
    : file;
  const directory = scenario.entry.split("/").slice(0, -1).join("/");
  const bases = [path, join(directory, path), join(WORKING_DIRECTORY, path)];
  for (const base of bases) {
    for (const id of [base, base.replace(/\.([cm]?)js$/, ".$1ts")]) if (exists(id)) return id;
  }
  return undefined;
}

function join(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
