// How a virtual thread ends: by itself, by `process.exit`, by an error, by a limit of the run, or from outside.

import { holdersOf } from "../probes/resources";
import { waitingIn } from "../probes/wait";
import { type Halt, HaltSignal } from "../runtime/halt";
import { errorText, isError } from "../runtime/values";
import type { ThreadReason } from "../trace/trace";
import type { ConsoleTools } from "./console";
import type { Environment } from "./environment";
import { FIRST_PROCESS, type ThreadOptions } from "./thread-options";
import type { ThreadRealm } from "./thread-realm";
import { limitText } from "./thread-texts";

/** Before its code has started, while its loop runs, and after. */
export type Stage = "new" | "loop" | "ended";
export type End = Extract<ThreadReason, "exited" | "terminated" | "failed">;

export interface Life {
  stage(): Stage;
  /** How it has ended. */
  end(): End;
  /** Its code starts. */
  begin(): void;
  /** `process.exit(code)`. */
  exit(code: number | undefined): never;
  /** An error that nobody caught. */
  uncaught(error: unknown, origin: "uncaughtException" | "unhandledRejection"): void;
  /** Nobody caught it, and nobody listens: the thread ends, and for a main thread its process. */
  fail(error: unknown): never;
  /** What the code was halted for takes effect. */
  settle(signal: HaltSignal): void;
  /** The thread is over. After a natural end tasks that still wait stay blocked, since nothing took them away. */
  finish(code: number, because: End, natural?: boolean): void;
  /** Makes it as it was at first. */
  renew(): void;
}

/** Exit code where the listener of `uncaughtException` throws itself (Node docs, "Process", exit codes). */
const FAILED_IN_LISTENER = 7;

export interface LifeInput {
  readonly realm: () => ThreadRealm;
  readonly environment: () => Environment;
  readonly tools: () => ConsoleTools;
  readonly options: ThreadOptions;
  /** Called once, at the end. */
  readonly ended: () => void;
}

export function createLife({ realm, environment, tools, options, ended }: LifeInput): Life {
  let stage: Stage = "new";
  let end: End = "exited";

  function exit(code: number | undefined): never {
    const { process } = environment();
    if (code !== undefined) process.setExitCode(code);
    realm().guarded(() => process.emitExit(process.exitCode() ?? 0));
    return realm().halt({ kind: "exit", code: process.exitCode() ?? 0 });
  }

  function uncaught(error: unknown, origin: "uncaughtException" | "unhandledRejection"): void {
    const own = realm();
    own.site ??= own.rejections.of(error);
    const { process } = environment();
    try {
      process.emit("uncaughtExceptionMonitor", error, origin);
      const capture = process.capture();
      if (capture !== undefined) capture.call(undefined, error);
      else if (!process.listens("uncaughtException")) fail(error);
      else process.emit("uncaughtException", error, origin);
    } catch (second) {
      if (second instanceof HaltSignal) throw second;
      fail(second, FAILED_IN_LISTENER);
    }
    // As Node does, so that the ticks that the error kept from running get their turn.
    own.loop.setImmediate({ active: true, referenced: true, job: own.job(() => undefined), site: undefined });
  }

  /** `exitCode`: without it the `exit` listeners are called, and may change the code. */
  function fail(error: unknown, exitCode?: number): never {
    const own = realm();
    const { process, cloneError } = environment();
    const text = isError(error) ? errorText(error) : tools().show(error);
    own.emit({ kind: "error", message: text, fatal: true });
    const { site, world } = own;
    if (options.isMain) {
      tools().write("stderr", `Uncaught ${tools().show(error)}`);
      process.setExitCode(1);
      if (exitCode === undefined) own.guarded(() => process.emitExit(1));
      const code = exitCode ?? process.exitCode() ?? 1;
      // Another process's failure is for its parent to judge.
      if (options.process === FIRST_PROCESS) {
        world.failure ??= { exitCode: code, message: text, ...(site === undefined ? {} : { site }) };
      }
      finish(code, "failed");
    } else {
      const copy = cloneError(error);
      own.recorder.effect(() => options.failed?.(copy));
      if (exitCode === undefined) own.guarded(() => process.emitExit(1));
      finish(exitCode ?? 1, "failed");
    }
    return own.halt({ kind: "killed" });
  }

  function finish(code: number, because: End, natural = false): void {
    if (stage === "ended") return;
    const own = realm();
    stage = "ended";
    end = because;
    own.halted ??= { kind: "killed" };
    ended();
    own.jobs.clear();
    own.suspensions.clear();
    if (natural) noteHolders(own);
    else own.tasks.killAll();
    environment().close();
    own.recorder.effect(() => options.exited(code, because));
  }

  function limited(halt: Extract<Halt, { kind: "fuel" | "depth" | "memory" | "suspension" }>): void {
    const own = realm();
    const { world } = own;
    const message = limitText(halt, world.input.machine, world, own.busy);
    if (halt.kind === "suspension") own.emit({ kind: "limit", message }, halt.site);
    world.limit ??= {
      limit: halt.kind,
      message,
      thread: options.thread,
      ...(halt.site === undefined ? {} : { site: halt.site }),
    };
  }

  return {
    stage: () => stage,
    end: () => end,
    begin() {
      stage = "loop";
    },
    exit,
    uncaught,
    fail: (error) => fail(error),
    settle({ halt }) {
      if (halt.kind === "exit") finish(halt.code, "exited");
      else if (halt.kind !== "killed") limited(halt);
    },
    finish,
    renew() {
      stage = "new";
      end = "exited";
    },
  };
}

/** Web Locks go back when their thread ends (Web Locks, 4.2); whoever waits in it was stuck on those who held them. */
function noteHolders({ tasks, world }: ThreadRealm): void {
  if (world.resources.isEmpty()) return;
  for (const task of tasks.all()) {
    if (task.state !== "blocked" || task.stopped !== undefined) continue;
    const { resource } = waitingIn(task.frames.at(-1), task).wait;
    if (resource !== undefined) task.heldAtEnd = holdersOf(world.resources.byId(resource));
  }
}
