// broken-lock: a hand-written lock that waits between looking whether it is free and taking it.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import type { SharedFacts, StaleWrite } from "#server/model/shared-facts";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";
import { excludedFunctions, mayOverlap, resetsItself, sharedViews } from "./shared-state";

export const brokenLock: Rule = {
  id: "broken-lock",
  summary: "A hand-written lock is taken after an `await` that follows the look whether it is free.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const excluded = excludedFunctions(model);
    for (const { file, facts } of sharedViews(model)) {
      for (const stale of facts.stale) {
        if (!isLock(stale, facts) || !mayOverlap(stale.fn, model, excluded, true)) continue;
        const line = stale.awaited.start.line + 1;
        const name = `\`${stale.text}\``;
        const together = stale.waitedFor;
        yield finding({
          file,
          range: stale.write,
          ruleId: "broken-lock",
          severity: "warning",
          message: together
            ? `Everybody who waited for ${name} at line ${line} goes on at the same time and takes it here, each over the other. Look again after waiting (\`while (${stale.text}) await …\`), or put the own promise in place before waiting for the old one.`
            : `${name} is found free at line ${stale.read.start.line + 1} and taken here, after the \`await\` at line ${line}: meanwhile another task finds it free as well. Take it in the same step in which it is found free, before any \`await\`.`,
          related: [
            { file, range: stale.read, message: `${stale.text} is looked at here` },
            { file, range: stale.awaited, message: "other tasks run here" },
          ],
          paths: [
            [
              { file, range: stale.read, message: `${stale.in} looks at ${stale.text}` },
              { file, range: stale.awaited, message: "waits" },
              { file, range: stale.write, message: `takes ${stale.text} without a second look` },
            ],
          ],
          interleaving: together
            ? [
                `Tasks 1 and 2 (${stale.in}) both wait at line ${line} for a third one that has ${name}`,
                "The third one ends; task 1 goes on and takes it",
                "Task 2 goes on in the same turn and takes it too: both are inside",
              ]
            : [
                `Task 1 (${stale.in}) finds ${name} free and waits at line ${line}`,
                `Task 2 finds ${name} free as well`,
                "Both take it: both are inside",
              ],
          identity: "may",
          fingerprint: fingerprint("broken-lock", stale.fn, stale.text),
        });
      }
    }
  },
};

/** It is set while in use and waited for or left alone by others, not a value that is made once. */
export function isLock(stale: StaleWrite, facts: SharedFacts): boolean {
  const resets = resetsItself(facts, stale.key, stale.fn);
  if (stale.compound || stale.derived) return false;
  if (stale.waitedFor) return stale.value === "promise" || resets;
  return stale.tested === "absent" && stale.value === "true" && resets;
}
