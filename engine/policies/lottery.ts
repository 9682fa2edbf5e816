// Lottery scheduling: every time slice is drawn by lot, in proportion to tickets.

import type { MachineSettings } from "../machine";
import { createRandom } from "../random";
import type { Policy, PolicyDefinition, Schedulable } from "./policy";

export const LOTTERY: PolicyDefinition = {
  id: "lottery",
  name: "Lottery",
  description:
    "Each time slice goes to the holder of a ticket that is drawn by lot, so that a thread gets CPU time in proportion to its " +
    "tickets, on average and without any bookkeeping. The draw follows the machine's seed: the same seed, the same run. " +
    "Waldspurger, Weihl: Lottery Scheduling (OSDI 1994); OSTEP ch. 9.",
  uses: ["quantum", "tickets"],
  create(machine) {
    const random = createRandom(machine.seed, LOTTERY_STREAM);
    return createLottery(machine, (total) => random.integer(total));
  },
};

/** Stream of random numbers that no thread uses. */
const LOTTERY_STREAM = -2;

/**
 * Tickets are counted in the order in which the threads were made, as in OSTEP's lottery.py.
 * @param draw a ticket from 0 to total - 1
 */
export function createLottery({ quantum, scheduling }: MachineSettings, draw: (total: number) => number): Policy {
  const queue: Schedulable[] = [];
  const ticketsOf = (thread: Schedulable) => thread.tickets ?? scheduling.tickets;
  const take = (thread: Schedulable) => {
    const index = queue.indexOf(thread);
    if (index >= 0) queue.splice(index, 1);
  };
  return {
    preemptive: false,
    enqueue(thread) {
      let index = queue.length;
      while (index > 0 && (queue[index - 1]?.thread ?? -1) > thread.thread) index--;
      queue.splice(index, 0, thread);
    },
    pick(_cpu, _now, allowed) {
      const candidates = allowed === undefined ? queue : queue.filter(allowed);
      if (candidates.length === 0) return undefined;
      let left = draw(candidates.reduce((sum, thread) => sum + ticketsOf(thread), 0));
      const winner = candidates.find((thread) => {
        left -= ticketsOf(thread);
        return left < 0;
      });
      if (winner !== undefined) take(winner);
      return winner;
    },
    peek: (_now, allowed) => (allowed === undefined ? queue[0] : queue.find(allowed)),
    remove: take,
    quantum: () => Math.max(1, quantum),
    shouldPreempt: () => false,
    charge: () => {},
    leave: () => {},
  };
}
