// orphan-queue: a queue is emptied, and the promises that were waiting in it are left pending.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const orphanQueue: Rule = {
  id: "orphan-queue",
  summary: "A queue is emptied without settling the promises that wait in it.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
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
