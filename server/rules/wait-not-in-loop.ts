// wait-not-in-loop: after a wake-up the condition is taken to hold without being checked again.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import { cellText, groupsOf, operationsOf } from "./cells";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const waitNotInLoop: Rule = {
  id: "wait-not-in-loop",
  summary: "After a wait the condition is taken to hold without being checked again.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const files of groupsOf(model)) {
      const operations = operationsOf(files);
      for (const wait of operations) {
        if (wait.op !== "wait" || wait.inLoop || wait.own || wait.used) continue;
        // Who swaps the cell itself wants to own it: a wake-up is no ownership.
        const swap = operations.find(
          ({ op, fn, view, cell, at, used }) =>
            op === "swap" &&
            used &&
            fn === wait.fn &&
            view === wait.view &&
            cell === wait.cell &&
            isBefore(at, wait.at),
        );
        const cell = cellText(wait);
        yield finding({
          file: wait.file,
          range: wait.at,
          ruleId: "wait-not-in-loop",
          severity: swap === undefined ? "information" : "warning",
          message:
            swap === undefined
              ? `${wait.in} goes on after any wake-up of ${cell}: \`Atomics.notify\` wakes whether or not the value changed, and another thread may have changed it back. Wait in a loop that reads the value again.`
              : `${wait.in} goes on after the wake-up as if it owned ${cell}, but it was not swapped again: another thread can take it first, and then both are inside. Repeat the \`Atomics\` operation of line ${swap.at.start.line + 1} in a loop until it succeeds.`,
          related: swap === undefined ? [] : [{ file: swap.file, range: swap.at, message: "tried only once, here" }],
          interleaving:
            swap === undefined
              ? []
              : [
                  `Thread 1 holds ${cell}; thread 2 (${wait.in}) fails to take it and sleeps`,
                  "Thread 1 frees it and notifies; thread 3 takes it",
                  "Thread 2 wakes and goes on: two threads are inside",
                ],
          identity: "must",
          fingerprint: fingerprint("wait-not-in-loop", wait.fn, wait.text, String(wait.cell)),
        });
      }
    }
  },
};

function isBefore(a: Finding["range"], b: Finding["range"]): boolean {
  return a.start.line < b.start.line || (a.start.line === b.start.line && a.start.character < b.start.character);
}
