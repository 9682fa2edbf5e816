// The two queues that Node drains after every callback: `process.nextTick` and microtasks, and the unhandled rejections after them.

import type { PromiseRecord } from "../runtime/promise-record";
import type { JobContext } from "../runtime/tasks";

interface Job {
  readonly context: JobContext;
  readonly run: () => void;
}

export interface JobQueue {
  microtask(context: JobContext, run: () => void): void;
  tick(context: JobContext, run: () => void): void;
  trackRejection(promise: object, record: PromiseRecord, operation: "reject" | "handle"): void;
  /** What Node does when a callback returns to the event loop (`InternalCallbackScope::Close`). */
  drain(): void;
  isEmpty(): boolean;
  /** Forgets everything: the thread has ended. */
  clear(): void;
}

export interface JobQueueHost {
  /** Runs a job in its context; an error that it throws is the process's `uncaughtException`. */
  run(context: JobContext, job: () => void): void;
  halted(): boolean;
  /** Emits `unhandledRejection`; ends the process where nobody listens. */
  unhandledRejection(reason: unknown, promise: object): void;
  rejectionHandled(promise: object): void;
}

export function createJobQueue(host: JobQueueHost): JobQueue {
  const microtasks = fifo();
  const ticks = fifo();
  let rejections = new Map<object, unknown>();
  const warned = new WeakSet<object>();
  let handledLate: object[] = [];
  let rejectionToWarn = false;

  const runAll = (queue: Fifo) => {
    for (let job = queue.shift(); job !== undefined && !host.halted(); job = queue.shift()) {
      host.run(job.context, job.run);
    }
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
      warned.add(promise);
      again = true;
      host.unhandledRejection(reason, promise);
    }
    return again;
  };

  return {
    microtask: (context, run) => microtasks.push({ context, run }),
    tick: (context, run) => ticks.push({ context, run }),
    trackRejection(promise, record, operation) {
      if (operation === "reject") {
        rejections.set(promise, record.value);
        rejectionToWarn = true;
      } else if (!rejections.delete(promise) && warned.has(promise)) {
        handledLate.push(promise);
        rejectionToWarn = true;
      }
    },
    drain() {
      if (ticks.isEmpty()) runAll(microtasks);
      if (ticks.isEmpty() && !rejectionToWarn) return;
      do {
        runAll(ticks);
        runAll(microtasks);
        if (host.halted()) return;
      } while (!ticks.isEmpty() || processRejections());
      rejectionToWarn = false;
    },
    isEmpty: () => ticks.isEmpty() && microtasks.isEmpty(),
    clear() {
      ticks.clear();
      microtasks.clear();
      rejections.clear();
    },
  };
}

interface Fifo {
  push(job: Job): void;
  shift(): Job | undefined;
  isEmpty(): boolean;
  clear(): void;
}

/** A queue whose `shift` is constant time: arrays copy. */
function fifo(): Fifo {
  let items: (Job | undefined)[] = [];
  let head = 0;
  return {
    push(job) {
      items.push(job);
    },
    shift() {
      if (head === items.length) return undefined;
      const job = items[head];
      items[head++] = undefined;
      if (head === items.length) {
        items = [];
        head = 0;
      } else if (head > 1024 && head * 2 > items.length) {
        items = items.slice(head);
        head = 0;
      }
      return job;
    },
    isEmpty: () => head === items.length,
    clear() {
      items = [];
      head = 0;
    },
  };
}
