// First come, first served: a thread keeps its CPU until it waits or ends.

import { createFifoQueue } from "./fifo-queue";
import type { Policy, PolicyDefinition } from "./policy";

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
  const queue = createFifoQueue();
  return {
    preemptive: false,
    enqueue: (thread) => queue.push(thread),
    pick: (_cpu, _now, allowed) => queue.take(allowed),
    peek: (_now, allowed) => queue.first(allowed),
    remove: (thread) => {
      queue.remove(thread);
    },
    quantum: () => Number.POSITIVE_INFINITY,
    shouldPreempt: () => false,
    charge: () => {},
    leave: () => {},
  };
}
