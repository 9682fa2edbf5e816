// orphan-queue: a queue is emptied, and the promises that were waiting in it are left pending.

import type { Finding } from "#protocol/finding";
import type { Forgotten } from "#server/model/forgotten";
import type { ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const orphanQueue: Rule = {
  id: "orphan-queue",
  summary: "A queue is emptied without settling the promises that wait in it.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
      for (const one of waits?.forgotten ?? []) yield ofMap(file, one);
      for (const waiters of waits?.waiters ?? []) {
        for (const drop of waiters.drops) {
          const line = waiters.stored.start.line + 1;
          yield finding({
            file,
            range: drop.at,
            ruleId: "orphan-queue",
            severity: "warning",
            message: `Whoever still waits in \`${drop.text}\` is forgotten: ${drop.in} ${drop.how}, and the promises that ${waiters.in} put there (line ${line}) never settle. Resolve or reject them first.`,
            related: [{ file, range: waiters.stored, message: `${waiters.in} waits here` }],
            interleaving: [
              `${waiters.in} waits in \`${drop.text}\``,
              `${drop.in} ${drop.how}`,
              `Nobody knows the promise any more: ${waiters.in} waits for ever`,
            ],
            fingerprint: fingerprint("orphan-queue", waiters.fn, drop.text, drop.in),
          });
        }
      }
    }
  },
};

/** What is dropped is not the list itself, but the object with it. */
function ofMap(file: string, { at, text, fn, in: name, waits, waiter, wakes }: Forgotten): Finding {
  const line = waits.start.line + 1;
  return finding({
    file,
    range: at,
    ruleId: "orphan-queue",
    severity: "warning",
    message: `Whoever still waits in what is dropped here is forgotten: ${name} takes it out of \`${text}\`, where alone it is found by those who wake ${waiter} (line ${line}), and wakes nobody itself. End the waits in it first.`,
    related: [
      { file, range: waits, message: `${waiter} waits here` },
      { file, range: wakes, message: `and is woken here, by way of \`${text}\`` },
    ],
    interleaving: [
      `${waiter} waits (line ${line})`,
      `${name} drops what it waits in from \`${text}\``,
      `Nobody finds it any more: ${waiter} waits for ever`,
    ],
    fingerprint: fingerprint("orphan-queue", fn, text, name),
  });
}
