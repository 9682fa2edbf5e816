// await-atomicity: what is written after an await is made from what was read before it, so an update in between is lost.

import type { Finding, Severity } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import type { SharedFacts, StaleWrite } from "#server/model/shared-facts";
import { isLock } from "./broken-lock";
import { isFirstUse } from "./lazy-init-race";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";
import { excludedFunctions, mayOverlap, sharedViews } from "./shared-state";

export const awaitAtomicity: Rule = {
  id: "await-atomicity",
  summary: "A value that was read before an `await` is written back after it, so an update in between is lost.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const excluded = excludedFunctions(model);
    for (const { file, facts } of sharedViews(model)) {
      for (const stale of facts.stale) {
        const severity = severityOf(stale, facts);
        if (severity === undefined || !mayOverlap(stale.fn, model, excluded)) continue;
        const name = `\`${stale.text}\``;
        const line = stale.awaited.start.line + 1;
        yield finding({
          file,
          range: stale.write,
          ruleId: "await-atomicity",
          severity,
          message: stale.compound
            ? `${name} is read before the \`await\` and written after it: what other tasks add to it meanwhile is lost. Await first, into a variable, and then update ${name} in one step.`
            : `${name} is written here from what was read at line ${stale.read.start.line + 1}, before the \`await\` at line ${line}: what other tasks wrote meanwhile is lost. Read it again after the \`await\`, or hold a lock from the read to the write.`,
          related: [
            { file, range: stale.read, message: `${stale.text} is read here` },
            { file, range: stale.awaited, message: "other tasks run here" },
          ],
          paths: [
            [
              { file, range: stale.read, message: `${stale.in} reads ${stale.text}` },
              { file, range: stale.awaited, message: "waits" },
              { file, range: stale.write, message: `writes ${stale.text} from the old value` },
            ],
          ],
          interleaving: [
            `Task 1 (${stale.in}) reads ${name} and waits at line ${line}`,
            `Task 2 (${stale.in}) reads the same value, waits, and writes ${name}`,
            `Task 1 writes ${name} from the value that it had read: what task 2 wrote is lost`,
          ],
          identity: "may",
          fingerprint: fingerprint("await-atomicity", stale.fn, stale.text),
        });
      }
    }
  },
};

/** Only a write that is made from the old value counts: a test before an `await` is too often just a test. */
function severityOf(stale: StaleWrite, facts: SharedFacts): Severity | undefined {
  if (isLock(stale, facts) || isFirstUse(stale, facts) || stale.value === "promise") return undefined;
  if (stale.compound || (stale.derived && stale.many)) return "warning";
  return stale.derived ? "information" : undefined;
}
