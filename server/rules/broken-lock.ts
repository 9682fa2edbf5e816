// broken-lock: a hand-written lock that waits between looking whether it is free and taking it.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import type { Miscount } from "#server/model/miscounts";
import type { SharedFacts, StaleWrite } from "#server/model/shared-facts";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";
import { excludedFunctions, mayOverlap, resetsItself, sharedViews } from "./shared-state";

export const brokenLock: Rule = {
  id: "broken-lock",
  summary: "A hand-written lock is taken after an `await` that follows the look whether it is free.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, miscounts = [] } of model.files.values())
      for (const one of miscounts) yield miscounted(file, one);
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

/** The count of the lock goes wrong where a place is handed to somebody who waits. */
function miscounted(file: string, { kind, text, flag, fn, in: name, waits, wakes, waker }: Miscount): Finding {
  const line = wakes.start.line + 1;
  const message = {
    twice: `Whoever waited here goes on without ${flag ? `setting` : `counting himself in`} \`${text}\`, although ${waker} frees it and wakes him (line ${line}): his place is free and his at once, so that the next caller gets in beside him. Either wake somebody or free the place, not both.`,
    gap: `Whoever waited here takes \`${text}\` only when he goes on, although it is free from the moment when ${waker} wakes him (line ${line}): whoever comes in between finds it free as well, and both get in. Hand the place over: leave \`${text}\` as it is where somebody is woken, and after waiting.`,
    lost: `Whoever waited here counts himself in \`${text}\`, although ${waker} hands him a place that is still counted (line ${line}): each time one place is gone for good, until nobody gets in. Count either where the place is handed over or after waiting, not both.`,
  }[kind];
  return finding({
    file,
    range: waits,
    ruleId: "broken-lock",
    severity: "warning",
    message,
    related: [{ file, range: wakes, message: `${waker} wakes who waits` }],
    paths: [
      [
        { file, range: waits, message: `${name} waits for ${text}` },
        { file, range: wakes, message: `${waker} wakes it` },
      ],
    ],
    interleaving: [
      `Task 1 has a place; task 2 (${name}) waits at line ${waits.start.line + 1}`,
      `Task 1 leaves and wakes task 2 at line ${line}`,
      {
        twice: `\`${text}\` says that a place is free, which task 2 has: task 3 gets in as well`,
        gap: `Before task 2 goes on, task 3 finds \`${text}\` free and gets in: both are inside`,
        lost: `\`${text}\` now counts two, and one of them will never leave`,
      }[kind],
    ],
    identity: "may",
    fingerprint: fingerprint("broken-lock", fn, kind, text),
  });
}

/** It is set while in use and waited for or left alone by others, not a value that is made once. */
export function isLock(stale: StaleWrite, facts: SharedFacts): boolean {
  const resets = resetsItself(facts, stale.key, stale.fn);
  if (stale.compound || stale.derived) return false;
  if (stale.waitedFor) return stale.value === "promise" || resets;
  return stale.tested === "absent" && stale.value === "true" && resets;
}
