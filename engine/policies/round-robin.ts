// Round robin: first come, first served with a time slice.

import type { MachineSettings } from "../machine";
import { createFifoQueue } from "./fifo-queue";
import type { Policy, PolicyDefinition } from "./policy";
import { createSliceRest } from "./slice-rest";

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

function createRoundRobin({ quantum, scheduling }: MachineSettings): Policy {
  const queue = createFifoQueue();
  const head = scheduling.preempted === "head";
  const rest = createSliceRest(Math.max(1, quantum), head);
  return {
    preemptive: false,
    enqueue(thread, reason) {
      rest.settle(thread, reason);
      if (head && reason === "preempted") queue.unshift(thread);
      else queue.push(thread);
    },
    pick: (_cpu, _now, allowed) => queue.take(allowed),
    peek: (_now, allowed) => queue.first(allowed),
    remove: (thread) => {
      queue.remove(thread);
    },
    quantum: rest.slice,
    shouldPreempt: () => false,
    charge: rest.charge,
    leave: (thread) => rest.settle(thread, "left"),
  };
}
