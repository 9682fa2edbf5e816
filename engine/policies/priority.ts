// Priority scheduling: the most urgent first, equals in turn, with aging against starvation.

import type { MachineSettings, Ticks } from "../machine";
import type { ThreadId } from "../trace/trace";
import { createOrderedQueue } from "./ordered-queue";
import type { Policy, PolicyDefinition, Schedulable } from "./policy";

export const PRIORITY: PolicyDefinition = {
  id: "priority",
  name: "Priority",
  description:
    "The thread with the lowest priority number runs, as with Unix's nice values; a more urgent one takes the CPU at once. " +
    "Equal ones take turns by the quantum. A thread that has waited for a hundred quanta rises by one until it has had its turn " +
    "(aging). Silberschatz, Galvin, Gagne: Operating System Concepts, ch. 5.",
  uses: ["quantum"],
  create: createPriority,
};

const QUANTA_PER_RISE = 100;

function createPriority(machine: MachineSettings): Policy {
  const quantum = Math.max(1, machine.quantum);
  const period: Ticks = quantum * QUANTA_PER_RISE;
  const waiting = new Map<ThreadId, { readonly thread: Schedulable; readonly since: Ticks }>();
  const risen = new Map<ThreadId, number>();
  const urgency = (thread: Schedulable) => thread.priority - (risen.get(thread.thread) ?? 0);
  const queue = createOrderedQueue((a, b) => urgency(a) - urgency(b));
  return {
    preemptive: true,
    enqueue(thread, reason, now) {
      // Having had its turn, it is as urgent again as it says.
      if (reason === "quantum") risen.delete(thread.thread);
      queue.push(thread);
      waiting.set(thread.thread, { thread, since: now });
    },
    pick(_cpu, _now, allowed) {
      const thread = queue.take(allowed);
      if (thread !== undefined) waiting.delete(thread.thread);
      return thread;
    },
    peek: (_now, allowed) => queue.first(allowed),
    remove(thread) {
      queue.remove(thread);
      waiting.delete(thread.thread);
    },
    quantum: () => quantum,
    shouldPreempt: (running, candidate) => urgency(candidate) < urgency(running),
    charge: () => {},
    leave: (thread) => {
      risen.delete(thread.thread);
    },
    period,
    tick(now) {
      for (const { thread, since } of waiting.values()) {
        const steps = Math.floor((now - since) / period);
        if (steps > 0) risen.set(thread.thread, steps);
      }
      queue.sort();
    },
  };
}
