// Multilevel feedback queue: who uses the CPU much sinks, who waits much stays on top, and now and then all rise again.

import type { MachineSettings, Ticks } from "../machine";
import type { ThreadId } from "../trace/trace";
import { createFifoQueue } from "./fifo-queue";
import type { Policy, PolicyDefinition, Schedulable } from "./policy";

export const MLFQ: PolicyDefinition = {
  id: "mlfq",
  name: "Multilevel feedback queue",
  description:
    "Several queues; the highest that is not empty is served in turns, each queue with its own quantum. A thread enters at the " +
    "top, sinks one level when it has used up its allotment there (waiting in between does not save it), and now and then all " +
    "rise to the top, so that nobody starves. Short and waiting jobs are served soon without knowing the future. " +
    "OSTEP ch. 8, rules 1 to 5; settings bring the older rules and the variant of Stallings.",
  uses: ["quantum", "levels", "allotments", "boost", "stay", "bump", "demotion", "preemptive"],
  create: createMlfq,
};

interface Standing {
  level: number;
  /** Ticks used of the present quantum. */
  used: Ticks;
  /** Quanta left of the allotment of this level. */
  quanta: number;
  /** Has waited and stands at the front of its queue until it runs: number of the decision; 0: it has not. */
  bumped: number;
  /** Number of the decision that gave it a CPU. */
  picked: number;
}

/** A preempted thread keeps its place at the head of its queue and what is left of its quantum, unless the machine says otherwise. */
function createMlfq({ quantum, scheduling }: MachineSettings): Policy {
  const { boost, stay, bump, demotion, preemptive, preempted } = scheduling;
  const levels = scheduling.levels.length > 0 ? scheduling.levels : [quantum, quantum * 2, quantum * 4];
  const queues = levels.map(() => createFifoQueue());
  const standings = new Map<ThreadId, Standing>();
  let decisions = 0;
  const lowest = levels.length - 1;
  const allotment = (level: number) => scheduling.allotments[level] ?? scheduling.allotments.at(-1) ?? 1;
  const quantumOf = (level: number) => Math.max(1, levels[level] ?? 1);

  function standing(thread: Schedulable): Standing {
    let own = standings.get(thread.thread);
    if (own === undefined) {
      own = { level: 0, used: 0, quanta: allotment(0), bumped: 0, picked: 0 };
      standings.set(thread.thread, own);
    }
    return own;
  }

  function enterLevel(own: Standing, level: number): void {
    own.level = level;
    own.used = 0;
    own.quanta = allotment(level);
  }

  /** A quantum is used up: the next one on this level, or a level down. */
  function nextQuantum(own: Standing): void {
    if (own.used < quantumOf(own.level)) return;
    own.used = 0;
    if (--own.quanta > 0) return;
    const contended = demotion === "always" || queues.some((queue) => queue.size > 0);
    enterLevel(own, contended ? Math.min(lowest, own.level + 1) : own.level);
  }

  function enqueue(own: Standing, thread: Schedulable, where: "head" | "tail" | "behind-bumped"): void {
    const queue = queues[own.level];
    if (where === "tail") queue?.push(thread);
    else if (where === "head") queue?.unshift(thread);
    else queue?.insert(thread, (other) => standing(other).bumped === 0);
  }

  function first(allowed: ((thread: Schedulable) => boolean) | undefined): Schedulable | undefined {
    for (const queue of queues) {
      const thread = queue.first(allowed);
      if (thread !== undefined) return thread;
    }
    return undefined;
  }

  return {
    preemptive: preemptive || bump,
    levels: levels.length,
    level: (thread) => standing(thread).level,
    enqueue(thread, reason) {
      const own = standing(thread);
      nextQuantum(own);
      own.bumped = bump && reason === "woken" ? ++decisions : 0;
      if (own.bumped > 0) {
        enqueue(own, thread, "head");
      } else if (reason === "requeued" || (reason === "preempted" && preempted !== "tail")) {
        enqueue(own, thread, "behind-bumped");
      } else {
        if (reason === "preempted") own.used = 0;
        enqueue(own, thread, "tail");
      }
    },
    pick(_cpu, _now, allowed) {
      const thread = first(allowed);
      if (thread === undefined) return undefined;
      const own = standing(thread);
      queues[own.level]?.remove(thread);
      own.bumped = 0;
      own.picked = ++decisions;
      return thread;
    },
    peek: (_now, allowed) => first(allowed),
    remove(thread) {
      queues[standing(thread).level]?.remove(thread);
    },
    quantum(thread) {
      const own = standing(thread);
      return Math.max(1, quantumOf(own.level) - own.used);
    },
    shouldPreempt(running, candidate) {
      const own = standing(running);
      const other = standing(candidate);
      if (other.level < own.level) return preemptive;
      return other.level === own.level && other.bumped > own.picked;
    },
    charge(thread, ticks) {
      standing(thread).used += ticks;
    },
    leave(thread, how) {
      if (how === "terminated") {
        standings.delete(thread.thread);
        return;
      }
      const own = standing(thread);
      if (stay) {
        // mlfq.py resets first and then counts the quantum that ended with the wait itself.
        own.quanta = allotment(own.level);
        if (own.used < quantumOf(own.level)) own.used = 0;
      }
      nextQuantum(own);
    },
    ...(boost > 0
      ? {
          period: boost,
          tickRequeues: true,
          tick() {
            const risen: Schedulable[] = [];
            // From the lowest queue upwards, as mlfq.py does.
            for (const queue of queues.slice(1).reverse()) {
              for (let thread = queue.take(); thread !== undefined; thread = queue.take()) risen.push(thread);
            }
            for (const own of standings.values()) enterLevel(own, 0);
            for (const thread of risen) queues[0]?.push(thread);
          },
        }
      : {}),
  };
}
