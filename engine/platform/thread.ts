// One virtual thread: its realm, its code, and the agent through which the kernel runs it job by job. Long because its stages share one state.

import type { Agent, AgentStatus, Segment } from "../kernel/agent";
import { TICKS_PER_MILLISECOND } from "../machine";
import { waitingIn } from "../probes/wait";
import { createRandom } from "../random";
import { PROBE_NAME, UNIT_PARAMETERS } from "../runtime/abi";
import { type Halt, HaltSignal } from "../runtime/halt";
import { createProbes, type ThreadProbes } from "../runtime/probes";
import type { PromiseOrigin } from "../runtime/promise-record";
import { createRecorder } from "../runtime/recorder";
import { createSuspensions, SUSPENDED } from "../runtime/suspension";
import { createTaskTracker, NO_CONTEXT, type TaskTracker } from "../runtime/tasks";
import { errorText, isError } from "../runtime/values";
import { traitsOf } from "../scheduling/settings";
import type { ThreadReason, Wait } from "../trace/trace";
import { createConsoleTools } from "./console";
import { createEventLoop } from "./event-loop";
import { createGlobals } from "./globals";
import { createJobQueue } from "./job-queue";
import type { VirtualProcess } from "./process";
import { createPromiseRealm } from "./promise";
import type { Realm } from "./realm";
import { createRejectionSites } from "./rejection-sites";
import { FIRST_PROCESS, type Thread, type ThreadOptions } from "./thread-options";
import { idleWait, limitText, unhandledError } from "./thread-texts";
import { timerJob } from "./timers-api";
import { assume, type WorldState } from "./world-state";

type Stage = "new" | "loop" | "ended";
type End = Extract<ThreadReason, "exited" | "terminated" | "failed">;

/** Exit code where the listener of `uncaughtException` throws itself (Node docs, "Process", exit codes). */
const FAILED_IN_LISTENER = 7;

/** Looks in a row at a cell that does not change, from which on they are a busy wait. */
const BUSY_LOOKS = 1000;
/** What one such look costs, in statements: a loop that only waits need not run for as long as one that computes. */
const LOOK_FUEL = 20;

/** What the bootstrap of a CommonJS process costs: its loop clock is that much behind when the script starts. */
const BOOTSTRAP_MILLISECONDS = 1;

export function createThread(world: WorldState, options: ThreadOptions): Thread {
  const { kernel, input } = world;
  const recorder = createRecorder(kernel);
  let stage: Stage = "new";
  let ended: End = "exited";
  let halted: Halt | undefined;
  let executor: Extract<PromiseOrigin, { kind: "executor" }> | undefined;
  let cancelTimer: (() => void) | undefined;
  let probes: ThreadProbes | undefined;
  const limits = new Set<string>();
  /** The last job has thrown, and the program's own listener has dealt with that. */
  let threw = false;
  /** Looks at one cell in a row that found nothing new. */
  let looks = 0;
  let busy: string | undefined;
  /** Functions of the platform that hand announcements on. */
  const wrappers = new WeakSet<object>();

  const suspensions = createSuspensions();
  const tasks: TaskTracker = createTaskTracker({
    thread: options.thread,
    suspensions,
    emit: recorder.emit,
    register(task) {
      const registered = { ...task, id: world.tasks.length };
      world.tasks.push(registered);
      return registered;
    },
    nameOf: (site) => (site === undefined ? "callback" : (input.scenario.sites[site]?.in ?? "callback")),
    describeWait: (coroutine, task): Wait => waitingIn(coroutine, task).wait,
  });

  const rejections = createRejectionSites();
  const check = () => {
    if (halted !== undefined) throw new HaltSignal(halted);
  };
  const jobs = createJobQueue({
    run: runJob,
    halted: () => halted !== undefined,
    threw: () => threw,
    unhandledRejection(reason, promise) {
      realm.site = rejections.of(reason, promise);
      guarded(() => {
        if (proc().object.emit("unhandledRejection", reason, promise)) return;
        realm.uncaught(isError(reason) ? reason : unhandledError(reason), "unhandledRejection");
      });
    },
    rejectionHandled: (promise) => guarded(() => void proc().object.emit("rejectionHandled", promise)),
  });
  const promises = createPromiseRealm({
    enqueueMicrotask: (context, job) => jobs.microtask(context, job),
    suspensions,
    call: (callback, self, args) => realm.call(callback, self, args),
    capture: () => tasks.capture(),
    trackRejection(promise, record, operation) {
      if (operation === "reject") rejections.rejected(record.value, promise, realm.site);
      jobs.trackRejection(promise, record, operation);
    },
    wake: (coroutine) => tasks.wake(coroutine),
    executorOrigin: () => ({ kind: "executor", site: realm.site, hints: [] }),
    inExecutor(origin, run) {
      const before = executor;
      executor = origin.kind === "executor" ? origin : undefined;
      try {
        run();
      } finally {
        executor = before;
      }
    },
  });

  const realm: Realm = {
    world,
    thread: options.thread,
    process: options.process,
    threadId: options.threadId,
    recorder,
    tasks,
    suspensions,
    promises,
    jobs,
    loop: createEventLoop(
      (timer) => timerJob(() => realm, timer),
      () => (jobs.isEmpty() ? undefined : realm.job(() => undefined)),
    ),
    random: createRandom(input.machine.seed, options.thread),
    userCode: false,
    site: undefined,
    emit(event, site = realm.site) {
      const task = tasks.owner()?.id;
      recorder.emit({
        ...event,
        thread: options.thread,
        ...(task === undefined ? {} : { task }),
        ...(site === undefined ? {} : { site }),
      });
    },
    check,
    halt(halt) {
      halted ??= halt;
      throw new HaltSignal(halted);
    },
    uncaught(error, origin) {
      realm.site ??= rejections.of(error);
      const { object } = proc();
      if (object.listenerCount("uncaughtException") === 0) fail(error);
      try {
        object.emit("uncaughtException", error, origin);
      } catch (second) {
        if (second instanceof HaltSignal) throw second;
        fail(second, FAILED_IN_LISTENER);
      }
      // As Node does, so that the ticks that the error kept from running get their turn.
      realm.loop.setImmediate({ active: true, referenced: true, job: realm.job(() => undefined), site: undefined });
    },
    assume: (kind, message) => assume(world, { kind, message }),
    limit(message) {
      if (limits.has(message)) return;
      limits.add(message);
      realm.emit({ kind: "limit", message });
      assume(world, { kind: "not-simulated", message });
    },
    wake: () => kernel.wake(options.thread),
    pending: (wait) => promises.create({ kind: "operation", wait }),
    completeLater(delay, what, job) {
      const handle = { what: () => what, site: realm.site, referenced: () => true };
      realm.loop.addHandle(handle);
      const queued = realm.job(() => {
        realm.loop.removeHandle(handle);
        job();
      });
      recorder.effect(() => {
        kernel.at(kernel.now() + delay, () => {
          if (stage === "ended") return;
          realm.loop.complete(queued);
          kernel.wake(options.thread);
        });
      });
    },
    looked(what, again) {
      looks = again ? looks + 1 : 0;
      busy = looks >= BUSY_LOOKS ? what : undefined;
      if (again) probes?.burn(LOOK_FUEL);
    },
    call(callback, self, args) {
      if (probes?.canStop && (wrappers.has(callback) || probes.maySuspend(callback))) suspensions.announce();
      return Reflect.apply(callback, self, args);
    },
    announce() {
      if (probes?.canStop) suspensions.announce();
    },
    passesOn: (wrapper) => void wrappers.add(wrapper),
    job: (run, context) => ({ context: context ?? { ...NO_CONTEXT, store: tasks.store() }, run }),
    hint: (wait) => void executor?.hints.push(wait),
  };
  const tools = createConsoleTools(realm, options.stdio);
  const environment = createGlobals(realm, tools, options, exit);
  const proc = (): VirtualProcess => environment.process;

  // --- running code ---------------------------------------------------------------------------------------------

  /** Runs a job; whatever it throws is the process's uncaught exception. */
  function runJob(context: Parameters<TaskTracker["runJob"]>[0], job: () => unknown): unknown {
    probes?.microtask();
    threw = false;
    realm.userCode = false;
    realm.site = undefined;
    return guarded(() => tasks.runJob(context, job));
  }

  function guarded(run: () => unknown): unknown {
    const failed = (error: unknown) => {
      if (error instanceof HaltSignal) throw error;
      realm.uncaught(error, "uncaughtException");
      threw = true;
    };
    try {
      if (run() !== SUSPENDED) return undefined;
    } catch (error) {
      failed(error);
      return undefined;
    }
    suspensions.defer((inner) => (inner.kind === "throw" ? failed(inner.error) : undefined));
    return SUSPENDED;
  }

  /** `exitCode`: without it the `exit` listeners are called, and may change the code. */
  function fail(error: unknown, exitCode?: number): never {
    const text = isError(error) ? errorText(error) : tools.show(error);
    realm.emit({ kind: "error", message: text, fatal: true });
    const site = realm.site;
    if (options.isMain) {
      tools.write("stderr", `Uncaught ${tools.show(error)}`);
      proc().setExitCode(1);
      if (exitCode === undefined) guarded(() => proc().emitExit(1));
      const code = exitCode ?? proc().exitCode() ?? 1;
      // Another process's failure is for its parent to judge.
      if (options.process === FIRST_PROCESS) {
        world.failure ??= { exitCode: code, message: text, ...(site === undefined ? {} : { site }) };
      }
      finish(code, "failed");
    } else {
      const copy = environment.cloneError(error);
      recorder.effect(() => options.failed?.(copy));
      if (exitCode === undefined) guarded(() => proc().emitExit(1));
      finish(exitCode ?? 1, "failed");
    }
    halted ??= { kind: "killed" };
    throw new HaltSignal(halted);
  }

  /** `process.exit(code)`. */
  function exit(code: number | undefined): never {
    if (code !== undefined) proc().setExitCode(code);
    guarded(() => proc().emitExit(proc().exitCode() ?? 0));
    return realm.halt({ kind: "exit", code: proc().exitCode() ?? 0 });
  }

  /** The thread is over. Tasks that still wait stay blocked after a natural end, since nothing took them away. */
  function finish(code: number, because: End, natural = false): void {
    if (stage === "ended") return;
    stage = "ended";
    ended = because;
    halted ??= { kind: "killed" };
    cancelTimer?.();
    jobs.clear();
    suspensions.clear();
    if (!natural) tasks.killAll();
    environment.close();
    recorder.effect(() => options.exited(code, because));
  }

  function settleHalt(signal: HaltSignal): void {
    const { halt } = signal;
    switch (halt.kind) {
      case "exit":
        finish(halt.code, "exited");
        return;
      case "fuel":
      case "suspension":
      case "depth": {
        const message = limitText(halt, input.machine, world, busy);
        if (halt.kind === "suspension") realm.emit({ kind: "limit", message }, halt.site);
        world.limit ??= {
          limit: halt.kind,
          message,
          thread: options.thread,
          ...(halt.site === undefined ? {} : { site: halt.site }),
        };
        return;
      }
      case "killed":
        return;
    }
  }

  /** A step of the thread: what it was asked to do, then its jobs, unless that threw (`InternalCallbackScope::Close`); as far as it gets. */
  function segment(run: () => unknown): void {
    threw = false;
    try {
      if (run() !== SUSPENDED && !abandoned() && (threw || jobs.drain() !== SUSPENDED)) {
        abandoned();
        if (threw) realm.loop.failed();
        return;
      }
      suspensions.settled();
    } catch (error) {
      if (!(error instanceof HaltSignal)) throw error;
      settleHalt(error);
    }
  }

  /** A call was suspended, but code that cannot be, for example of a library, stood between it and the event loop. */
  function abandoned(): boolean {
    if (suspensions.leaving) realm.halt({ kind: "suspension", site: realm.site, what: "shared memory" });
    return false;
  }

  function milliseconds(now: number): number {
    return Math.floor(now / TICKS_PER_MILLISECOND);
  }

  function startUnit(now: number): void {
    const factory = options.unit === undefined ? undefined : input.host.unit(options.unit);
    if (!options.isMain) recorder.effect(() => options.online?.());
    realm.loop.setTime(milliseconds(now));
    if (factory === undefined) {
      const message = `Cannot find module '${options.asked}'`;
      realm.limit(`${message}: it is not part of the simulated program`);
      segment(() => fail(Object.assign(new Error(message), { code: "MODULE_NOT_FOUND" })));
      return;
    }
    let started: unknown;
    const own = createProbes({
      realm,
      scenario: input.scenario,
      limits: input.machine.limits,
      builtin: environment.builtin,
      provide: environment.provide,
      opaque: environment.opaque,
      main(kind, body) {
        if (kind === "cjs") realm.loop.setTime(milliseconds(now) - BOOTSTRAP_MILLISECONDS);
        started = environment.main(kind, body, runMain);
      },
    });
    probes = own;
    const values = UNIT_PARAMETERS.map((name) => (name === PROBE_NAME ? own : environment.globals.get(name)));
    segment(() =>
      guarded(() => {
        environment.begin();
        factory(...values);
        return started;
      }),
    );
  }

  /** Runs the module body: at once for CommonJS, in a microtask for an ES module, as Node's loaders do. */
  function runMain(kind: "esm" | "cjs", body: () => unknown): unknown {
    const run = () => tasks.runModule(options.name, body);
    if (kind === "cjs") return run();
    jobs.microtask(NO_CONTEXT, run);
    return undefined;
  }

  /** The loop is empty: `beforeExit` may fill it again, `exit` cannot. */
  function leave(): void {
    const code = () => environment.exitCode();
    segment(() => guarded(() => void proc().object.emit("beforeExit", code())));
    if (stage === "ended") return;
    if (realm.loop.isAlive()) {
      realm.loop.revive();
      return;
    }
    segment(() => {
      // A main module that still awaits exits with 13; its `exit` listeners are told the code before that.
      const announced = proc().exitCode() ?? 0;
      const final = code();
      if (final !== 0) proc().setExitCode(final);
      guarded(() => proc().emitExit(announced));
      finish(proc().exitCode() ?? 0, "exited", true);
    });
  }

  const isSuspended = (): boolean => suspensions.wait !== undefined || suspensions.state !== "none";

  /** The event loop's next callback, or its end. */
  function turn(now: number): void {
    const job = realm.loop.next(milliseconds(now));
    if (job === "ended") leave();
    else if (job !== undefined) {
      segment(() =>
        suspensions.bracket(
          () => runJob(job.context, job.run),
          () => job.after?.(),
        ),
      );
    }
  }

  function armTimer(): void {
    const expiry = realm.loop.nextExpiry();
    recorder.effect(() => {
      cancelTimer?.();
      cancelTimer = undefined;
      if (expiry === undefined || stage === "ended") return;
      cancelTimer = kernel.at(expiry * TICKS_PER_MILLISECOND, () => kernel.wake(options.thread));
    });
  }

  const agent: Agent = {
    thread: options.thread,
    traits: traitsOf(input.machine.scheduling.threads, options.name),
    process: options.process,
    status(now): AgentStatus {
      if (stage === "ended") return { kind: "exited", because: ended };
      if (world.limit !== undefined)
        return { kind: "idle", wait: { kind: "event-loop", text: "the run was stopped" }, alive: true };
      if (suspensions.wait !== undefined) return { kind: "idle", wait: suspensions.wait, alive: true };
      if (suspensions.state === "ready") return { kind: "ready" };
      if (stage === "new" || realm.loop.isReady(milliseconds(now))) return { kind: "ready" };
      return { kind: "idle", wait: idleWait(realm), alive: realm.loop.isAlive() };
    },
    runSegment(now): Segment {
      recorder.begin(now);
      if (suspensions.state === "ready") {
        // The rest of a job: no new fuel.
        tasks.goOn();
        segment(() => suspensions.resume());
        armTimer();
        return recorder.end();
      }
      probes?.beginJob();
      if (stage === "new") {
        stage = "loop";
        startUnit(now);
      } else {
        turn(now);
      }
      // Finding that nothing is left is no job of its own: the burst ends with the last one.
      if (
        stage === "loop" &&
        !isSuspended() &&
        halted === undefined &&
        world.limit === undefined &&
        !realm.loop.isAlive()
      )
        turn(now);
      armTimer();
      return recorder.end();
    },
  };
  return {
    realm,
    agent,
    ended: () => stage === "ended",
    signal(name) {
      if (stage !== "loop" || !proc().emitSignal(name)) return false;
      kernel.wake(options.thread);
      return true;
    },
    kill(code) {
      if (stage === "ended") return;
      halted = { kind: "killed" };
      // A thread that has not begun has no exit code of its own.
      finish(stage === "new" ? 0 : code, "terminated");
      kernel.wake(options.thread);
    },
  };
}
