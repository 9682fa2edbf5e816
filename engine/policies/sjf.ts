// Shortest job first: the thread with the shortest next burst, to its end.

import type { MachineSettings } from "../machine";
import { createBurstEstimate } from "./burst-estimate";
import { createOrderedQueue } from "./ordered-queue";
import type { Policy, PolicyDefinition } from "./policy";

export const SJF: PolicyDefinition = {
  id: "sjf",
  name: "Shortest job first",
  description:
    "The ready thread with the shortest next CPU burst runs until it waits or ends. Gives the least mean waiting time when " +
    "all arrive together, but needs to know the future: bursts are declared, measured in a run before, or guessed as the " +
    "average of the past ones. Long jobs may starve. Silberschatz, Galvin, Gagne: Operating System Concepts, ch. 5; OSTEP ch. 7.",
  uses: ["bursts", "alpha", "firstGuess"],
  create: createSjf,
};

function createSjf({ scheduling }: MachineSettings): Policy {
  const bursts = createBurstEstimate(scheduling);
  const queue = createOrderedQueue((a, b) => bursts.whole(a) - bursts.whole(b));
  return {
    preemptive: false,
    enqueue: (thread) => queue.push(thread),
    pick: (_cpu, _now, allowed) => queue.take(allowed),
    peek: (_now, allowed) => queue.first(allowed),
    remove: (thread) => queue.remove(thread),
    quantum: () => Number.POSITIVE_INFINITY,
    shouldPreempt: () => false,
    charge: () => {},
    leave: (thread) => bursts.learn(thread),
  };
}
