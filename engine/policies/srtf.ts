// Shortest remaining time first: shortest job first that preempts.

import type { MachineSettings } from "../machine";
import { createBurstEstimate } from "./burst-estimate";
import { createOrderedQueue } from "./ordered-queue";
import type { Policy, PolicyDefinition } from "./policy";

export const SRTF: PolicyDefinition = {
  id: "srtf",
  name: "Shortest remaining time first",
  description:
    "Whoever has the least of its CPU burst left runs; a thread that becomes ready with less takes the CPU at once, and on " +
    "a tie the running one keeps it. The best mean turnaround there is, with the same need to know the future as shortest " +
    "job first. Also called STCF and SRT. Silberschatz, Galvin, Gagne: Operating System Concepts, ch. 5; OSTEP ch. 7.",
  uses: ["bursts", "alpha", "firstGuess"],
  create: createSrtf,
};

function createSrtf({ scheduling }: MachineSettings): Policy {
  const bursts = createBurstEstimate(scheduling);
  const queue = createOrderedQueue((a, b) => bursts.remaining(a) - bursts.remaining(b));
  return {
    preemptive: true,
    enqueue: (thread) => queue.push(thread),
    pick: (_cpu, _now, allowed) => queue.take(allowed),
    peek: (_now, allowed) => queue.first(allowed),
    remove: (thread) => queue.remove(thread),
    quantum: () => Number.POSITIVE_INFINITY,
    shouldPreempt: (running, candidate) => bursts.remaining(candidate) < bursts.remaining(running),
    charge: () => {},
    leave: (thread) => bursts.learn(thread),
  };
}
