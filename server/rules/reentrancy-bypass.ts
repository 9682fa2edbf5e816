// reentrancy-bypass: a mark "the lock is held" lets others in without the lock, not only the holder.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const reentrancyBypass: Rule = {
  id: "reentrancy-bypass",
  summary: "A mark that the lock is held lets others skip it, not only its holder.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, bypasses = [] } of model.files.values()) {
      for (const { mark, kind, lock, fn, in: name, test, taken, skipped } of bypasses) {
        const flag = kind === "flag";
        yield finding({
          file,
          range: test,
          ruleId: "reentrancy-bypass",
          severity: flag ? "warning" : "information",
          message: flag
            ? `While one task holds \`${lock}\`, \`${mark}\` is set for everybody: any other task that comes here skips the lock and runs beside the holder. A flag cannot tell the holder from others; give the work inside the section a function that expects the lock to be held.`
            : `Everything that was started inside the section of \`${lock}\` finds the mark and skips the lock: two calls that run side by side in there (\`Promise.all\`) do not exclude one another. Give the work inside the section a function that expects the lock to be held.`,
          related: [
            { file, range: taken, message: `${lock} is taken here` },
            { file, range: skipped, message: "and skipped here" },
          ],
          interleaving: flag
            ? [
                `Task 1 (${name}) takes \`${lock}\`, sets \`${mark}\`, and waits in its work`,
                `Task 2 (${name}) finds \`${mark}\` set and runs its work at once`,
                "Both are in the section",
              ]
            : [
                `Task 1 (${name}) takes \`${lock}\` and starts two calls of ${name} side by side`,
                "Each of them finds the mark and runs its work at once",
                "Both are in the section",
              ],
          identity: "may",
          fingerprint: fingerprint("reentrancy-bypass", fn, mark),
        });
      }
    }
  },
};
