// Round robin: first come, first served with a time slice.

import type { MachineSettings } from "../machine";
import { createFifoQueue } from "./fifo-queue";
import type { Policy, PolicyDefinition } from "./policy";

export const ROUND_ROBIN: PolicyDefinition = {
  id: "round-robin",
  name: "Round robin",
  description:
    "Threads take turns: each runs for at most one quantum and then goes to the end of the queue. Everybody answers soon, " +
    "at the price of more switches and later completions; with an endless quantum it is first come, first served. " +
    "Silberschatz, Galvin, Gagne: Operating System Concepts, ch. 5; OSTEP ch. 7.",
  uses: ["quantum"],
  create: createRoundRobin,
};

function createRoundRobin(machine: MachineSettings): Policy {
  const queue = createFifoQueue();
  const quantum = Math.max(1, machine.quantum);
  return {
    preemptive: false,
    enqueue: (thread) => queue.push(thread),
    pick: (_cpu, _now, allowed) => queue.take(allowed),
    peek: (_now, allowed) => queue.first(allowed),
    remove: (thread) => {
      queue.remove(thread);
    },
    quantum: () => quantum,
    shouldPreempt: () => false,
    charge: () => {},
    leave: () => {},
  };
}
