// release-while-running: a time limit ends the section, and the lock is free while the work in it goes on.

import type { Finding } from "#protocol/finding";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const releaseWhileRunning: Rule = {
  id: "release-while-running",
  summary: "A time limit releases the lock while the work that it protects goes on.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, abandoned = [] } of model.files.values()) {
      for (const { kind, lock, fn, in: name, taken, race, work } of abandoned) {
        if (kind === "late" || isInsidePrimitive(model, fn)) continue;
        const timer = kind === "timer";
        yield finding({
          file,
          range: race,
          ruleId: "release-while-running",
          severity: "warning",
          message: timer
            ? `When the timer runs out, \`${lock}\` is released here although ${name} may still be at \`${work}\`: the next holder runs beside it, and whoever holds the lock when ${name} ends loses it in turn. Let the work itself stop at the time limit (an \`AbortSignal\`), and release the lock only behind it.`
            : `When the time limit wins, \`${lock}\` is released although \`${work}(…)\` goes on: \`Promise.race\` stops waiting, it does not stop the work, and the next holder runs beside it. Let the work itself stop (an \`AbortSignal\`), and wait for that before the lock is released.`,
          related: [{ file, range: taken, message: `the section of ${lock}` }],
          paths: [
            [
              { file, range: taken, message: `${name} holds ${lock}` },
              {
                file,
                range: race,
                message: timer ? "a timer releases it" : `stops waiting for ${work} at the time limit`,
              },
            ],
          ],
          interleaving: [
            `Task 1 (${name}) holds \`${lock}\` and starts \`${work}(…)\``,
            `The time limit passes: task 1 releases \`${lock}\`, \`${work}(…)\` goes on`,
            `Task 2 acquires \`${lock}\` and runs beside it`,
          ],
          fingerprint: fingerprint("release-while-running", fn, lock, work),
        });
      }
    }
  },
};
