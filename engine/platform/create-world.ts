// Makes the processes and threads of a scenario, and answers the run loop's questions about them.

import type { KernelServices } from "../kernel/agent";
import { holdersOf } from "../probes/resources";
import { waitingIn } from "../probes/wait";
import type { Task } from "../runtime/tasks";
import type { ProcessId, ProcessInfo, TaskInfo, ThreadInfo } from "../trace/trace";
import { completeLanguage } from "./language";
import { WORKING_DIRECTORY } from "./process";
import { HARMLESS, INHERITED, type ProcessHost, type ProcessStart, SIGNALS, type StartedProcess } from "./processes";
import { createThread } from "./thread";
import { FIRST_PROCESS, type Thread, type ThreadOptions } from "./thread-options";
import type { StartedThread, ThreadStart, WorkerHost } from "./worker";
import type { TaskWait, World, WorldInput } from "./world";
import { createWorldState, type WorldState } from "./world-state";

const FIRST_PID = 1000;
/** Starting a process takes that many times as long as starting a thread. */
const PROCESS_START = 4;

interface ThreadSlot {
  readonly thread: Thread;
  readonly info: Omit<ThreadInfo, "daemon">;
  daemon: boolean;
}

interface ProcessSlot {
  readonly info: ProcessInfo;
  readonly main: ThreadSlot;
  nextThreadId: number;
  ended: boolean;
  killedBy: string | undefined;
}

export function createWorld(input: WorldInput, kernel: KernelServices): World {
  completeLanguage();
  const state = createWorldState(input, kernel);
  let threads: ThreadSlot[] = [];
  /** The process that the scenario starts with. */
  let first: ProcessSlot | undefined;
  const processes = new Map<ProcessId, ProcessSlot>();
  const resolve = (file: string) => resolveUnit(state, file);

  const workersOf = (parent: () => Thread, options: Pick<ThreadOptions, "pid" | "ppid" | "stdio">): WorkerHost => ({
    resolveUnit: resolve,
    start(given: ThreadStart): StartedThread {
      const from = parent().realm;
      const process = processes.get(from.process);
      if (process === undefined) throw new Error("[engine bug] a thread without a process");
      const threadId = process.nextThreadId++;
      const id = threads.length;
      const { pid, ppid, stdio } = options;
      const sinks = [given.stdio.stdout, given.stdio.stderr].filter((sink) => sink?.kind === "pipe");
      for (const sink of sinks) sink.retain();
      const entry = add(
        {
          ...given,
          reused: false,
          thread: id,
          process: from.process,
          pid,
          ppid,
          stdio: { ...stdio, stdin: undefined, ...given.stdio },
          threadId,
          isMain: false,
          execArgv: given.execArgv,
          ipc: undefined,
          exited(code) {
            state.memory().live--;
            for (const sink of sinks) sink.close(entry.thread.realm);
            const { races } = state.memory();
            races.join(from.thread, races.send(id));
            given.exited(code);
          },
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
      state.memory().live++;
      const { races } = state.memory();
      races.join(id, races.send(from.thread));
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

  const add = (options: Omit<ThreadOptions, "workers" | "processes">, info: Omit<ThreadInfo, "daemon">) => {
    const workers = workersOf(() => thread, options);
    const thread: Thread = createThread(state, { ...options, workers, processes: processesOf(() => thread) });
    const entry = { thread, info, daemon: false };
    threads.push(entry);
    return entry;
  };

  /** Makes a process and its main thread, which the caller hands to the kernel. */
  const addProcess = (
    given: Omit<ProcessStart, "env">,
    env: object | undefined,
    parent: Thread | undefined,
  ): ProcessSlot => {
    const id = state.processes.length + 1;
    const pid = FIRST_PID + id - 1;
    const from = parent?.realm;
    const info = { id, pid, name: given.name, ...(from === undefined ? {} : { parent: from.process }) };
    state.processes.push(info);
    for (const sink of [given.stdio.stdout, given.stdio.stderr]) if (sink.kind === "pipe") sink.retain();
    const thread = threads.length;
    const name = from === undefined ? "main" : given.name;
    const main = add(
      {
        // What other processes and threads there are is the program's affair.
        reused: input.reused && from === undefined,
        thread,
        process: id,
        pid,
        ppid: from === undefined ? 1 : (processes.get(from.process)?.info.pid ?? 1),
        threadId: 0,
        isMain: true,
        name,
        unit: given.unit,
        asked: given.asked,
        workerData: null,
        env,
        argv: given.argv,
        execArgv: given.execArgv,
        parentPort: undefined,
        ipc: given.ipc,
        stdio: given.stdio,
        exited(whole) {
          // The system keeps eight bits of it.
          const code = whole & 0xff;
          process.ended = true;
          // A process ends with its main thread.
          for (const other of threads) {
            if (other.info.process === id && other.info.threadId !== 0) other.thread.kill(1);
          }
          const { realm } = process.main.thread;
          for (const sink of [given.stdio.stdout, given.stdio.stderr]) if (sink.kind === "pipe") sink.close(realm);
          const { killedBy } = process;
          const shown = killedBy === undefined ? code : 128 + (SIGNALS[killedBy] ?? 0);
          kernel.record({ kind: "process-exit", process: id, code: shown });
          given.exited(killedBy === undefined ? code : null, killedBy ?? null);
        },
      },
      {
        id: thread,
        process: id,
        name,
        threadId: 0,
        ...(from === undefined ? {} : { parent: from.thread }),
        ...(given.site === undefined ? {} : { site: given.site }),
      },
    );
    const process: ProcessSlot = { info, main, nextThreadId: 1, ended: false, killedBy: undefined };
    processes.set(id, process);
    return process;
  };

  const addFirst = (): ProcessSlot => {
    const { entry, title } = input.scenario;
    const exited = (code: number | null) => {
      const killedBy = processes.get(FIRST_PROCESS)?.killedBy;
      state.exitCode = code ?? 128 + (SIGNALS[killedBy ?? ""] ?? 0);
    };
    const given = { unit: entry, asked: entry, name: title, argv: [], execArgv: [], ipc: undefined, stdio: INHERITED };
    return addProcess({ ...given, exited, site: undefined }, undefined, undefined);
  };

  const byPid = (pid: number) => {
    const process = processes.get(pid - FIRST_PID + 1);
    return process === undefined || process.ended ? undefined : process;
  };

  const processesOf = (parent: () => Thread): ProcessHost => ({
    resolveUnit: resolve,
    start(given: ProcessStart): StartedProcess {
      const process = addProcess(given, given.env, parent());
      const from = parent().realm;
      const { thread } = process.main;
      from.emit({ kind: "process-new", process: process.info.id });
      from.recorder.effect(() => {
        const start = kernel.now() + input.machine.threadStart * PROCESS_START;
        if (!thread.ended()) kernel.addThread(thread.agent, start);
      });
      return {
        pid: process.info.pid,
        setDaemon(daemon) {
          process.main.daemon = daemon;
        },
      };
    },
    isAlive: (pid) => byPid(pid) !== undefined,
    signal(pid, name) {
      if (byPid(pid) === undefined) return false;
      parent().realm.recorder.effect(() => {
        const process = byPid(pid);
        if (process === undefined || (name !== "SIGKILL" && process.main.thread.signal(name)) || HARMLESS.has(name))
          return;
        process.killedBy = name;
        process.main.thread.kill(1);
      });
      return true;
    },
  });

  const blocked = (): TaskWait[] => {
    const result: TaskWait[] = [];
    for (const task of state.tasks) {
      if (task.state === "blocked") result.push(describeWait(state, task));
    }
    return result;
  };

  return {
    start() {
      first ??= addFirst();
      kernel.record({ kind: "process-new", process: first.info.id });
      kernel.addThread(first.main.thread.agent, 0);
    },
    tables: () => ({
      processes: state.processes,
      get threads() {
        return threads.map(({ info, daemon }) => ({ ...info, daemon }));
      },
      get tasks() {
        return taskInfos(state.tasks);
      },
      get resources() {
        return state.resources.infos();
      },
      assumptions: state.assumptions,
    }),
    blockedTasks: blocked,
    unfinishedTasks: () => state.tasks.filter((task) => task.state !== "terminated").map((task) => task.id),
    isDaemon: (task) => threads[state.tasks[task]?.thread ?? -1]?.daemon === true,
    holders: (resource) => holdersOf(state.resources.byId(resource)),
    handles: () =>
      threads.flatMap(({ thread, info }) =>
        thread.ended() ? [] : thread.realm.loop.handles().map((handle) => ({ ...handle, thread: info.id })),
      ),
    exitCode: () => state.exitCode,
    races: state.races,
    failure: () => state.failure,
    metLimit: () => state.limit,
    renew() {
      if (first === undefined || !first.main.thread.renew()) return false;
      first.nextThreadId = 1;
      first.ended = false;
      first.killedBy = undefined;
      first.main.daemon = false;
      threads = [first.main];
      processes.clear();
      processes.set(FIRST_PROCESS, first);
      state.renew();
      state.processes.push(first.info);
      return true;
    },
  };
}

function describeWait(state: WorldState, task: Task): TaskWait {
  const frame = task.frames.at(-1);
  const { wait, tasks, needs } =
    task.stopped !== undefined ? { wait: task.stopped, tasks: [], needs: "all" as const } : waitingIn(frame, task);
  const resource = wait.resource === undefined ? undefined : state.resources.byId(wait.resource);
  const holders = task.heldAtEnd ?? holdersOf(resource);
  const site = (task.stopped === undefined ? frame?.awaitSite : undefined) ?? task.at;
  const heldBy = wait.kind === "acquire" ? holders : tasks.map(({ id }) => id);
  const need = wait.kind === "acquire" && resource?.capacity !== 1 ? "any" : needs;
  const external = wait.timeout === true || wait.kind === "timer" || wait.kind === "io" || wait.kind === "message";
  const described = { task: task.id, thread: task.thread, wait, heldBy, needs: need, external } as const;
  return site === undefined ? described : Object.assign(described, { site });
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
