// The two queues that Node drains after every callback: `process.nextTick` and microtasks, and the unhandled rejections after them.

import type { PromiseRecord } from "../runtime/promise-record";
import { SUSPENDED } from "../runtime/suspension";
import { type Job, type JobContext, jobOf } from "../runtime/job";

export interface JobQueue {
  microtask(context: JobContext, run: () => unknown): void;
  /** The same for a job that is its own context. */
  enqueue(job: Job): void;
  tick(context: JobContext, run: () => unknown): void;
  trackRejection(promise: object, record: PromiseRecord, operation: "reject" | "handle"): void;
  /**
   * What Node does when a callback returns to the event loop (`InternalCallbackScope::Close`). Gives `SUSPENDED` where a job is
   * suspended; called again when that job has ended, it goes on where it was.
   */
  drain(): unknown;
  isEmpty(): boolean;
  /** Whether a job that is queued now is the next one to run after the running microtask. */
  isNext(): boolean;
  /** Forgets everything: the thread has ended. */
  clear(): void;
  /** Makes it as it was at first. */
  renew(): void;
}

export interface JobQueueHost {
  /** Runs a job in its context; an error that it throws is the process's `uncaughtException`. */
  run(job: Job): unknown;
  halted(): boolean;
  /** Whether the last job threw. */
  threw(): boolean;
  /** Emits `unhandledRejection`; ends the process where nobody listens. */
  unhandledRejection(reason: unknown, promise: object): void;
  rejectionHandled(promise: object): void;
}

/** A queue was left because one of its jobs threw. */
const THREW: unique symbol = Symbol("threw");

export function createJobQueue(host: JobQueueHost): JobQueue {
  const microtasks = fifo();
  const ticks = fifo();
  let rejections = new Map<object, unknown>();
  let warned: WeakSet<object> | undefined;
  let handledLate: object[] = [];
  let rejectionToWarn = false;

  /** Jobs that a suspension kept from running are the first to run when it is over. */
  let interrupted: Fifo | undefined;

  const runAll = (queue: Fifo): unknown => {
    for (let job = queue.shift(); job !== undefined && !host.halted(); job = queue.shift()) {
      if (host.run(job) === SUSPENDED) {
        interrupted = queue;
        return SUSPENDED;
      }
      // A tick that throws leaves the others for later, a microtask that throws does not.
      if (queue === ticks && host.threw()) return THREW;
    }
    return undefined;
  };

  /** Says whether user code ran, so that both queues have to be drained again. */
  const processRejections = (): boolean => {
    let again = handledLate.length > 0;
    const late = handledLate;
    handledLate = [];
    for (const promise of late) host.rejectionHandled(promise);
    const pending = rejections;
    rejections = new Map();
    for (const [promise, reason] of pending) {
      if (host.halted()) return false;
      warned ??= new WeakSet();
      warned.add(promise);
      again = true;
      host.unhandledRejection(reason, promise);
    }
    return again;
  };

  const clear = () => {
    ticks.clear();
    microtasks.clear();
    if (rejections.size > 0) rejections.clear();
  };

  return {
    microtask: (context, run) => microtasks.push(jobOf(context, run)),
    enqueue: (job) => microtasks.push(job),
    tick: (context, run) => ticks.push(jobOf(context, run)),
    trackRejection(promise, record, operation) {
      if (operation === "reject") {
        rejections.set(promise, record.value);
        rejectionToWarn = true;
      } else if (!rejections.delete(promise) && warned?.has(promise) === true) {
        handledLate.push(promise);
        rejectionToWarn = true;
      }
    },
    drain() {
      const first = interrupted ?? (ticks.isEmpty() ? microtasks : undefined);
      interrupted = undefined;
      const begun = first === undefined ? undefined : runAll(first);
      if (begun !== undefined) return begun;
      if (first === ticks && runAll(microtasks) === SUSPENDED) return SUSPENDED;
      if (ticks.isEmpty() && !rejectionToWarn) return undefined;
      do {
        const left = runAll(ticks) ?? runAll(microtasks);
        if (left !== undefined) return left;
        if (host.halted()) return undefined;
      } while (!ticks.isEmpty() || processRejections());
      rejectionToWarn = false;
      return undefined;
    },
    isNext: microtasks.isEmpty,
    isEmpty: () => ticks.isEmpty() && microtasks.isEmpty(),
    clear,
    renew() {
      clear();
      warned = undefined;
      if (handledLate.length > 0) handledLate = [];
      rejectionToWarn = false;
      interrupted = undefined;
    },
  };
}

interface Fifo {
  push(job: Job): void;
  shift(): Job | undefined;
  isEmpty(): boolean;
  clear(): void;
}

/** A ring: what is pushed and shifted again and again makes no garbage. */
function fifo(): Fifo {
  let items = ring(FIRST_SIZE);
  let head = 0;
  let size = 0;
  return {
    push(job) {
      if (size === items.length) {
        const grown = ring(2 * size);
        for (let index = 0; index < size; index++) grown[index] = items[(head + index) & (size - 1)];
        items = grown;
        head = 0;
      }
      items[(head + size++) & (items.length - 1)] = job;
    },
    shift() {
      if (size === 0) return undefined;
      const job = items[head];
      items[head] = undefined;
      head = (head + 1) & (items.length - 1);
      size--;
      return job;
    },
    isEmpty: () => size === 0,
    clear() {
      if (size > 0 || items.length > FIRST_SIZE) items = ring(FIRST_SIZE);
      head = 0;
      size = 0;
    },
  };
}

/** A power of two. */
const FIRST_SIZE = 16;

function ring(size: number): (Job | undefined)[] {
  return Array.from({ length: size }, () => undefined);
}
