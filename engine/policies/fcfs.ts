// First come, first served: a thread keeps its CPU until it waits or ends.

import { createFifoQueue } from "./fifo-queue";
import type { Ticks } from "../machine";
import type { CpuId } from "../trace/trace";
import type { Policy, PolicyDefinition, Schedulable } from "./policy";

export const FCFS: PolicyDefinition = {
  id: "fcfs",
  name: "First come, first served",
  description:
    "Threads run in the order in which they became ready, each until it waits or ends. Simple and free of switches, but " +
    "short jobs queue behind a long one (the convoy effect). Silberschatz, Galvin, Gagne: Operating System Concepts, ch. 5; " +
    "OSTEP ch. 7.",
  uses: [],
  create: createFcfs,
};

function createFcfs(): Policy {
  return new Fcfs();
}

/** A class, since it is what most runs are made with, and explorers make many. */
class Fcfs implements Policy {
  readonly preemptive = false;
  readonly #queue = createFifoQueue();

  enqueue(thread: Schedulable): void {
    this.#queue.push(thread);
  }
  pick(_cpu: CpuId, _now: Ticks, allowed?: (thread: Schedulable) => boolean): Schedulable | undefined {
    return this.#queue.take(allowed);
  }
  peek(_now: Ticks, allowed?: (thread: Schedulable) => boolean): Schedulable | undefined {
    return this.#queue.first(allowed);
  }
  remove(thread: Schedulable): void {
    this.#queue.remove(thread);
  }
  quantum(): Ticks {
    return Number.POSITIVE_INFINITY;
  }
  shouldPreempt(): boolean {
    return false;
  }
  charge(): void {}
  leave(): void {}
}
