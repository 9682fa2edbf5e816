// `node:cluster`: a primary that forks workers, over the IPC channel of child processes. After Node's lib/internal/cluster.

import { get, invoke, isCallable, isObject } from "../../runtime/values";
import type { Emitter, EmitterClass } from "../events";
import type { Realm } from "../realm";

export interface ClusterInput {
  readonly realm: Realm;
  readonly EventEmitter: EmitterClass;
  readonly process: Emitter;
  fork(file: string, args: readonly string[], options: object): Emitter;
  /** The servers of this process listen no more. */
  closeServers(): void;
}

/** The variable by which a worker knows that it is one. */
export const WORKER_ID = "NODE_UNIQUE_ID";

interface Note {
  readonly act?: string;
  readonly ack?: number;
  readonly seq?: number;
  readonly [key: string]: unknown;
}

/** Called when the program first asks for the module, and at the start of every worker. */
export function createCluster(input: ClusterInput): object {
  const { realm, process } = input;
  const env = get(process, "env");
  const id = isObject(env) ? get(env, WORKER_ID) : undefined;
  const cluster = new input.EventEmitter();
  const tick = (run: () => void) => realm.jobs.tick(realm.tasks.capture(), run);
  const { send, receive } = createNotes();
  /** The last worker has gone. */
  let idle = () => {};

  class Worker extends input.EventEmitter {
    exitedAfterDisconnect: boolean | undefined;
    state: string;
    readonly id: number;
    readonly process: Emitter;
    constructor(workerId: number, of: Emitter, state: string) {
      super();
      this.id = workerId;
      this.process = of;
      this.state = state;
      of.on("error", (...args: unknown[]) => void this.emit("error", ...args));
      of.on("message", (...args: unknown[]) => void this.emit("message", ...args));
    }
    kill(signal?: unknown): void {
      this.destroy(signal);
    }
    send(...args: unknown[]): unknown {
      return invoke(this.process, "send", ...args);
    }
    isDead(): boolean {
      const { exitCode, signalCode } = Object(this.process);
      return (exitCode ?? undefined) !== undefined || (signalCode ?? undefined) !== undefined;
    }
    isConnected(): boolean {
      return get(this.process, "connected") === true;
    }
    disconnect(): this {
      if (id === undefined) {
        this.exitedAfterDisconnect = true;
        send(this.process, { act: "disconnect" });
        remove(this);
      } else if (this.state !== "disconnecting" && this.state !== "destroying") {
        this.state = "disconnecting";
        leave(this, false);
      }
      return this;
    }
    destroy(signal?: unknown): void {
      if (id === undefined) {
        invoke(this.process, "kill", signal ?? "SIGTERM");
        return;
      }
      if (this.state === "destroying") return;
      this.exitedAfterDisconnect = true;
      if (!this.isConnected()) {
        invoke(process, "exit", 0);
        return;
      }
      this.state = "destroying";
      send(process, { act: "exitedAfterDisconnect" }, () => invoke(process, "disconnect"));
      process.once("disconnect", () => void invoke(process, "exit", 0));
    }
  }

  const workers: Record<string, Worker> = {};
  Object.assign(cluster, {
    isMaster: id === undefined,
    isPrimary: id === undefined,
    isWorker: id !== undefined,
    Worker,
    worker: undefined,
    SCHED_NONE: 1,
    SCHED_RR: 2,
    schedulingPolicy: 2,
    ...(id === undefined ? { workers, settings: {} } : {}),
  });
  if (id === undefined) setupPrimary();
  else setupWorker();
  return cluster;

  // --- the primary's side ---------------------------------------------------------------------------------------

  function setupPrimary(): void {
    let ids = 0;
    const intercom = new input.EventEmitter();
    idle = () => void intercom.emit("disconnect");
    const configure = (options?: unknown) => {
      const argv = get(process, "argv");
      const [, exec, ...args] = Array.isArray(argv) ? argv.map(String) : [];
      const before = get(cluster, "settings");
      const settings = {
        args,
        exec,
        execArgv: get(process, "execArgv"),
        silent: false,
        ...(isObject(before) ? before : {}),
        ...(isObject(options) ? options : {}),
      };
      Reflect.set(cluster, "settings", settings);
      tick(() => void cluster.emit("setup", settings));
      return settings;
    };
    const fork = (more?: unknown): Worker => {
      const settings = configure();
      const workerId = ++ids;
      const child = input.fork(String(settings.exec), settings.args, {
        ...settings,
        env: { ...(isObject(env) ? env : {}), ...(isObject(more) ? more : {}), [WORKER_ID]: String(workerId) },
      });
      const worker = new Worker(workerId, child, "none");
      worker.on(
        "message",
        (message: unknown, handle: unknown) => void cluster.emit("message", worker, message, handle),
      );
      child.once("exit", (code: unknown, signal: unknown) => {
        if (!worker.isConnected()) remove(worker);
        worker.exitedAfterDisconnect = worker.exitedAfterDisconnect === true;
        worker.state = "dead";
        worker.emit("exit", code, signal);
        cluster.emit("exit", worker, code, signal);
      });
      child.once("disconnect", () => {
        if (worker.isDead()) remove(worker);
        worker.exitedAfterDisconnect = worker.exitedAfterDisconnect === true;
        worker.state = "disconnected";
        worker.emit("disconnect");
        cluster.emit("disconnect", worker);
      });
      child.on("internalMessage", (message: unknown) =>
        receive(message, (note) => {
          if (note.act === "online") {
            worker.state = "online";
            worker.emit("online");
            cluster.emit("online", worker);
          } else if (note.act === "exitedAfterDisconnect") {
            worker.exitedAfterDisconnect = true;
            send(worker.process, { ack: note.seq });
          } else if (note.act === "listening") {
            const { addressType, address, port, fd } = note;
            worker.state = "listening";
            worker.emit("listening", { addressType, address, port, fd });
            cluster.emit("listening", worker, { addressType, address, port, fd });
          }
        }),
      );
      tick(() => void cluster.emit("fork", worker));
      workers[workerId] = worker;
      return worker;
    };
    Object.assign(cluster, {
      setupPrimary: (options?: unknown) => void configure(options),
      setupMaster: (options?: unknown) => void configure(options),
      fork,
      disconnect(callback?: unknown) {
        const all = Object.values(workers);
        if (all.length === 0) tick(() => idle());
        else for (const worker of all) if (worker.isConnected()) worker.disconnect();
        if (isCallable(callback)) intercom.once("disconnect", callback);
      },
    });
  }

  function remove(worker: Worker): void {
    delete workers[worker.id];
    if (Object.keys(workers).length === 0) idle();
  }

  // --- a worker's side ------------------------------------------------------------------------------------------

  function setupWorker(): void {
    if (isObject(env)) Reflect.deleteProperty(env, WORKER_ID);
    const worker = new Worker(Number(id) | 0, process, "online");
    Reflect.set(cluster, "worker", worker);
    process.once("disconnect", () => {
      worker.emit("disconnect");
      // The primary is gone.
      if (worker.exitedAfterDisconnect !== true) invoke(process, "exit", 0);
    });
    process.on("internalMessage", (message: unknown) =>
      receive(message, (note) => {
        if (note.act === "disconnect") leave(worker, true);
      }),
    );
    Reflect.set(cluster, "disconnect", () => worker.disconnect());
    send(process, { act: "online" });
  }

  function leave(worker: Worker, asked: boolean): void {
    worker.exitedAfterDisconnect = true;
    input.closeServers();
    if (asked) invoke(process, "disconnect");
    else send(process, { act: "exitedAfterDisconnect" }, () => invoke(process, "disconnect"));
  }
}

/** Messages of the module's own, some of which are answered. */
function createNotes() {
  const callbacks = new Map<number, () => void>();
  let next = 0;
  return {
    send(to: object, note: Note, answered?: () => void): void {
      if (get(to, "connected") !== true) return;
      const seq = next++;
      if (answered !== undefined) callbacks.set(seq, answered);
      invoke(to, "send", { cmd: "NODE_CLUSTER", ...note, seq });
    },
    receive(message: unknown, handle: (note: Note) => void): void {
      if (!isObject(message) || get(message, "cmd") !== "NODE_CLUSTER") return;
      const note: Note = { ...message };
      const answered = note.ack === undefined ? undefined : callbacks.get(note.ack);
      if (note.ack !== undefined) callbacks.delete(note.ack);
      if (answered === undefined) handle(note);
      else answered();
    },
  };
}
