// Priority scheduling: the most urgent first, equals in turn, with aging against starvation.

import type { MachineSettings } from "../machine";
import type { ThreadId } from "../trace/trace";
import { createOrderedQueue } from "./ordered-queue";
import type { Policy, PolicyDefinition, Schedulable } from "./policy";
import { createSliceRest } from "./slice-rest";

export const PRIORITY: PolicyDefinition = {
  id: "priority",
  name: "Priority",
  description:
    "The most urgent thread runs; whether low or high numbers are urgent is a setting, since textbooks differ. Where it is " +
    "preemptive, a more urgent thread takes the CPU at once and equal ones take turns by the quantum; otherwise a thread runs " +
    "until it waits or ends. A thread that has waited long rises step by step until it has had its turn (aging). " +
    "Silberschatz, Galvin, Gagne: Operating System Concepts, ch. 5.",
  uses: ["quantum", "urgent", "preemptive", "aging"],
  create: createPriority,
};

function createPriority({ quantum, scheduling }: MachineSettings): Policy {
  const { urgent, preemptive, aging, preempted } = scheduling;
  const sign = urgent === "high" ? -1 : 1;
  const head = preempted === "head";
  const rest = createSliceRest(Math.max(1, quantum), head);
  const waiting = new Map<ThreadId, { readonly thread: Schedulable; readonly since: number }>();
  const risen = new Map<ThreadId, number>();
  /** The lower, the more urgent. */
  const rank = (thread: Schedulable) => sign * thread.priority - (risen.get(thread.thread) ?? 0);
  const queue = createOrderedQueue((a, b) => rank(a) - rank(b));
  return {
    preemptive,
    enqueue(thread, reason, now) {
      // Having had its turn, it is as urgent again as it says.
      if (reason === "quantum") risen.delete(thread.thread);
      rest.settle(thread, reason);
      queue.push(thread, head && reason === "preempted");
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
    quantum: (thread) => (preemptive ? rest.slice(thread) : Number.POSITIVE_INFINITY),
    shouldPreempt: (running, candidate) => preemptive && rank(candidate) < rank(running),
    charge: rest.charge,
    leave(thread) {
      risen.delete(thread.thread);
      rest.settle(thread, "left");
    },
    ...(aging > 0
      ? {
          period: aging,
          tick(now: number) {
            for (const { thread, since } of waiting.values()) {
              const steps = Math.floor((now - since) / aging);
              if (steps > 0) risen.set(thread.thread, steps);
            }
            queue.sort();
          },
        }
      : {}),
  };
}
