// The realm of one virtual thread: its queues, loop and tasks put together, and how code of it is called.

import { TICKS_PER_MILLISECOND } from "../machine";
import { waitingIn } from "../probes/wait";
import { createRandom, type Random } from "../random";
import { type Halt, HaltSignal } from "../runtime/halt";
import type { Job, JobContext } from "../runtime/job";
import type { ThreadProbes } from "../runtime/probes";
import type { PromiseOrigin, PromiseRecord } from "../runtime/promise-record";
import { createPulse, eventsOfOneJob, type Pulse } from "../runtime/pulse";
import { createRecorder, type Recorder } from "../runtime/recorder";
import { type Completion, createSuspensions, SUSPENDED, type Suspensions } from "../runtime/suspension";
import { createTaskTracker, NO_CONTEXT, type TaskTracker } from "../runtime/tasks";
import { type Callable, isError } from "../runtime/values";
import type { Assumption, SiteId } from "../scenario";
import type { ProcessId, ThreadId, TraceEventBody, Wait } from "../trace/trace";
import { createEventLoop, type EventLoop, type LoopJob } from "./event-loop";
import { createJobQueue, type JobQueue } from "./job-queue";
import { createPromiseRealm, type PromiseRealm } from "./promise";
import type { Realm } from "./realm";
import { createRejectionSites, type RejectionSites } from "./rejection-sites";
import type { ThreadOptions } from "./thread-options";
import { unhandledError } from "./thread-texts";
import { timerJob } from "./timers-api";
import { assume, type WorldState } from "./world-state";

/** Looks in a row at a cell that does not change, from which on they are a busy wait. */
const BUSY_LOOKS = 1000;
/** What one such look costs, in statements: a loop that only waits need not run for as long as one that computes. */
const LOOK_FUEL = 20;

/** What the realm asks of the rest of its thread. */
export interface RealmHost {
  /** Hands an event to the program's own `process`; `false` where nobody listens. */
  emit(event: string, ...args: unknown[]): boolean;
  uncaught(error: unknown, origin: "uncaughtException" | "unhandledRejection"): void;
  warn(warning: Error): void;
  ended(): boolean;
}

/** A class: it is one object for the thread's whole life, and every platform call goes through it. */
export class ThreadRealm implements Realm {
  readonly world: WorldState;
  readonly thread: ThreadId;
  readonly process: ProcessId;
  readonly threadId: number;
  readonly recorder: Recorder;
  readonly tasks: TaskTracker;
  readonly suspensions: Suspensions;
  readonly promises: PromiseRealm;
  readonly jobs: JobQueue;
  readonly loop: EventLoop;
  readonly random: Random;
  readonly rejections: RejectionSites;
  readonly pulse: Pulse;
  /** Why the thread must run nothing more. */
  halted: Halt | undefined;
  /** The last job has thrown, and the program's own listener has dealt with that. */
  threw = false;
  /** Set when the thread's code starts. */
  probes: ThreadProbes | undefined;
  /** The cell that the thread looks at again and again, and what it finds. */
  busy: string | undefined;
  readonly #host: RealmHost;
  #userCode = false;
  #limits: Set<string> | undefined;
  /** Functions of the platform that hand announcements on. */
  #wrappers: WeakSet<object> | undefined;
  /** Looks at one cell in a row that found nothing new. */
  #looks = 0;
  #executor: Extract<PromiseOrigin, { kind: "executor" }> | undefined;

  constructor(world: WorldState, options: ThreadOptions, host: RealmHost) {
    const { kernel, input } = world;
    const { sites } = input.scenario;
    this.world = world;
    this.thread = options.thread;
    this.process = options.process;
    this.threadId = options.threadId;
    this.#host = host;
    const { limits } = input.machine;
    this.pulse = createPulse(limits, sites.length);
    this.recorder = createRecorder(kernel, this.pulse, eventsOfOneJob(limits));
    this.suspensions = createSuspensions();
    this.random = createRandom(input.machine.seed, options.thread);
    this.rejections = createRejectionSites();
    this.tasks = createTaskTracker({
      thread: options.thread,
      suspensions: this.suspensions,
      recorder: this.recorder,
      nextId: () => world.tasks.length,
      register: (task) => void world.tasks.push(task),
      pulse: this.pulse,
      nameOf: (site) => (site === undefined ? "callback" : (sites[site]?.in ?? "callback")),
      describeWait: (coroutine, task): Wait => waitingIn(coroutine, task).wait,
    });
    this.jobs = createJobQueue({
      run: (job) => this.runJob(job),
      halted: () => this.halted !== undefined,
      threw: () => this.threw,
      unhandledRejection: (reason, promise) => this.#unhandled(reason, promise),
      rejectionHandled: (promise) => this.guarded(() => void host.emit("rejectionHandled", promise)),
    });
    this.promises = createPromiseRealm({
      reused: options.reused,
      enqueueMicrotask: this.jobs.enqueue,
      tasks: this.tasks,
      suspensions: this.suspensions,
      call: (callback, self, args) => this.call(callback, self, args),
      trackRejection: (promise, record, operation) => {
        if (operation === "reject") this.rejections.rejected(record.value, promise, this.site);
        this.jobs.trackRejection(promise, record, operation);
      },
      executorOrigin: () => ({ kind: "executor", site: this.site, hints: [] }),
      inExecutor: (origin, run) => {
        const before = this.#executor;
        this.#executor = origin.kind === "executor" ? origin : undefined;
        try {
          run();
        } finally {
          this.#executor = before;
        }
      },
    });
    this.loop = createEventLoop(
      (timer) => timerJob(() => this, timer),
      () => (this.jobs.isEmpty() ? undefined : this.job(() => undefined)),
      () => milliseconds(this.recorder.now()),
    );
  }

  /** Makes it as it was at first, for another run, where the unit `onlyCalls` Promise or has left it as it was; `false` where the program has changed what that one would find. */
  renew(onlyCalls: boolean): boolean {
    if (!onlyCalls && !this.promises.isPristine()) return false;
    this.pulse.renew();
    this.recorder.renew();
    this.suspensions.renew();
    this.random.renew();
    this.rejections.renew();
    this.tasks.renew();
    this.jobs.renew();
    this.loop.renew();
    this.userCode = false;
    this.site = undefined;
    this.halted = undefined;
    this.threw = false;
    this.busy = undefined;
    this.#limits = undefined;
    this.#looks = 0;
    this.#executor = undefined;
    return true;
  }

  get site(): SiteId | undefined {
    return this.tasks.line();
  }

  set site(site: SiteId | undefined) {
    this.tasks.goTo(site);
  }

  get userCode(): boolean {
    return this.#userCode;
  }

  set userCode(userCode: boolean) {
    this.#userCode = userCode;
    if (!userCode) this.pulse.pause();
  }

  // --- running code ---------------------------------------------------------------------------------------------

  /** Runs a job; whatever it throws is the process's uncaught exception. */
  runJob(job: Job): unknown {
    this.probes?.microtask();
    this.threw = false;
    this.userCode = false;
    this.site = undefined;
    try {
      if (this.tasks.runJob(job) !== SUSPENDED) return undefined;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
    return this.#guardRest();
  }

  guarded(run: () => unknown): unknown {
    try {
      if (run() !== SUSPENDED) return undefined;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
    return this.#guardRest();
  }

  /** The same for what is left of a suspended call. */
  #guardRest(): unknown {
    this.suspensions.defer((inner: Completion) => {
      if (inner.kind === "throw") this.#failed(inner.error);
      return undefined;
    });
    return SUSPENDED;
  }

  #failed(error: unknown): void {
    if (error instanceof HaltSignal) throw error;
    this.uncaught(error, "uncaughtException");
    this.threw = true;
  }

  #unhandled(reason: unknown, promise: object): void {
    this.site = this.rejections.of(reason, promise);
    this.guarded(() => {
      if (this.#host.emit("unhandledRejection", reason, promise)) return;
      this.uncaught(isError(reason) ? reason : unhandledError(reason), "unhandledRejection");
    });
  }

  call(callback: Callable, self: unknown, args: readonly unknown[]): unknown {
    if (this.probes?.canStop() && (this.#wrappers?.has(callback) === true || this.probes.maySuspend(callback)))
      this.suspensions.announceUnseen();
    return Reflect.apply(callback, self, args);
  }

  announce(): void {
    if (this.probes?.canStop()) this.suspensions.announce();
  }

  passesOn(wrapper: object): void {
    this.#wrappers ??= new WeakSet();
    this.#wrappers.add(wrapper);
  }

  job(run: () => unknown, context?: JobContext): LoopJob {
    return { context: context ?? { ...NO_CONTEXT, store: this.tasks.store() }, run };
  }

  // --- its end --------------------------------------------------------------------------------------------------

  check(): void {
    if (this.halted !== undefined) throw new HaltSignal(this.halted);
  }

  halt(halt: Halt): never {
    this.halted ??= halt;
    this.pulse.pause();
    throw new HaltSignal(this.halted);
  }

  uncaught(error: unknown, origin: "uncaughtException" | "unhandledRejection"): void {
    this.#host.uncaught(error, origin);
  }

  // --- what the run is told -------------------------------------------------------------------------------------

  emit(event: TraceEventBody, site: SiteId | undefined = this.site): void {
    if (!this.recorder.recording) {
      this.recorder.count();
      return;
    }
    const task = this.tasks.owner()?.id;
    this.recorder.emit({
      ...event,
      thread: this.thread,
      ...(task === undefined ? {} : { task }),
      ...(site === undefined ? {} : { site }),
    });
  }

  assume(kind: Assumption["kind"], message: string): void {
    assume(this.world, { kind, message });
  }

  warn(warning: Error): void {
    this.#host.warn(warning);
  }

  limit(message: string): void {
    this.#limits ??= new Set();
    if (this.#limits.has(message)) return;
    this.#limits.add(message);
    this.emit({ kind: "limit", message });
    assume(this.world, { kind: "not-simulated", message });
  }

  hint(wait: () => Wait | undefined): void {
    this.#executor?.hints.push(wait);
  }

  looked(what: string, again: boolean): void {
    this.#looks = again ? this.#looks + 1 : 0;
    this.busy = this.#looks >= BUSY_LOOKS ? what : undefined;
    if (again) this.probes?.burn(LOOK_FUEL);
  }

  // --- what comes from outside ----------------------------------------------------------------------------------

  wake(): void {
    this.world.kernel.wake(this.thread);
  }

  pending(wait: () => Wait): { readonly promise: object; readonly record: PromiseRecord } {
    return this.promises.create({ kind: "operation", wait });
  }

  completeLater(delay: number, what: string, job: () => void): void {
    const handle = { what: () => what, site: this.site, referenced: () => true };
    this.loop.addHandle(handle);
    const queued = this.job(() => {
      this.loop.removeHandle(handle);
      job();
    });
    const { kernel } = this.world;
    this.recorder.effect(() => {
      kernel.at(kernel.now() + delay, () => {
        if (this.#host.ended()) return;
        this.loop.complete(queued);
        kernel.wake(this.thread);
      });
    });
  }
}

/** What the loop's clock shows at a time of the kernel. */
export function milliseconds(now: number): number {
  return Math.floor(now / TICKS_PER_MILLISECOND);
}
