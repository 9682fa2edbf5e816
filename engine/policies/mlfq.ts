// Multilevel feedback queue: who uses the CPU much sinks, who waits much stays on top, and now and then all rise again.

import type { MachineSettings, Ticks } from "../machine";
import type { ThreadId } from "../trace/trace";
import { createFifoQueue } from "./fifo-queue";
import type { Policy, PolicyDefinition, Schedulable } from "./policy";

export const MLFQ: PolicyDefinition = {
  id: "mlfq",
  name: "Multilevel feedback queue",
  description:
    "Three queues; the highest that is not empty is served in turns, with the quantum doubling from level to level. A thread " +
    "enters at the top, sinks one level when it has used up its quantum there (waiting in between does not save it), and " +
    "every hundred quanta all rise to the top, so that nobody starves. Short and waiting jobs are served soon without " +
    "knowing the future. OSTEP ch. 8, rules 1 to 5.",
  uses: ["quantum"],
  create: (machine: MachineSettings) => {
    const quantum = Math.max(1, machine.quantum);
    return createMlfq({ quanta: [quantum, quantum * 2, quantum * 4], boost: quantum * 100 });
  },
};

export interface MlfqSettings {
  /** Time that a thread may use on each level, the highest level first. At least one level. */
  readonly quanta: readonly Ticks[];
  /** All rise to the top every so many ticks. */
  readonly boost: Ticks;
  /** A thread that waits before its quantum is over gets a fresh one (the old rule 4b, which can be gamed). */
  readonly freshAfterWait?: boolean;
}

interface Standing {
  level: number;
  /** Ticks used of the quantum of this level. */
  used: Ticks;
}

/** A preempted thread keeps its place at the head of its queue and what is left of its quantum. */
export function createMlfq({ quanta, boost, freshAfterWait = false }: MlfqSettings): Policy {
  const queues = quanta.map(() => createFifoQueue());
  const standings = new Map<ThreadId, Standing>();
  const lowest = quanta.length - 1;

  function standing(thread: Schedulable): Standing {
    let own = standings.get(thread.thread);
    if (own === undefined) {
      own = { level: 0, used: 0 };
      standings.set(thread.thread, own);
    }
    return own;
  }

  const left = ({ level, used }: Standing): Ticks => (quanta[level] ?? 1) - used;

  function sink(own: Standing): void {
    if (left(own) > 0) return;
    own.level = Math.min(lowest, own.level + 1);
    own.used = 0;
  }

  return {
    preemptive: true,
    enqueue(thread, reason) {
      const own = standing(thread);
      sink(own);
      const queue = queues[own.level];
      if (reason === "preempted" && own.used > 0) queue?.unshift(thread);
      else queue?.push(thread);
    },
    pick(_cpu, _now, allowed) {
      for (const queue of queues) {
        const thread = queue.take(allowed);
        if (thread !== undefined) return thread;
      }
      return undefined;
    },
    peek(_now, allowed) {
      for (const queue of queues) {
        const thread = queue.first(allowed);
        if (thread !== undefined) return thread;
      }
      return undefined;
    },
    remove(thread) {
      for (const queue of queues) if (queue.remove(thread)) return;
    },
    quantum: (thread) => Math.max(1, left(standing(thread))),
    shouldPreempt: (running, candidate) => standing(candidate).level < standing(running).level,
    charge(thread, ticks) {
      standing(thread).used += ticks;
    },
    leave(thread, how) {
      const own = standing(thread);
      if (how === "terminated") standings.delete(thread.thread);
      else if (left(own) <= 0) sink(own);
      else if (freshAfterWait) own.used = 0;
    },
    period: boost,
    tick() {
      const waiting: Schedulable[] = [];
      for (const queue of queues) {
        for (let thread = queue.take(); thread !== undefined; thread = queue.take()) waiting.push(thread);
      }
      for (const own of standings.values()) {
        own.level = 0;
        own.used = 0;
      }
      for (const thread of waiting) queues[0]?.push(thread);
    },
  };
}
