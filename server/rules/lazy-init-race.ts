// lazy-init-race: what is made on first use is remembered only after an await, so that two first users both make it.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import type { SharedFacts, StaleWrite } from "#server/model/shared-facts";
import { isLock } from "./broken-lock";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";
import { excludedFunctions, mayOverlap, sharedViews } from "./shared-state";

export const lazyInitRace: Rule = {
  id: "lazy-init-race",
  summary: "What is made on first use is remembered only after an `await`, so two first users both make it.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const excluded = excludedFunctions(model);
    for (const { file, facts } of sharedViews(model)) {
      for (const stale of facts.stale) {
        if (!isFirstUse(stale, facts) || !mayOverlap(stale.fn, model, excluded)) continue;
        const name = `\`${stale.text}\``;
        const line = stale.awaited.start.line + 1;
        yield finding({
          file,
          range: stale.write,
          ruleId: "lazy-init-race",
          // Who asks for the value may ask at any time; who starts something mostly starts it once. A number that is
          // looked up twice is the same number.
          severity: stale.returned && !stale.entry && !stale.plain ? "warning" : "information",
          message: `${name} is found missing at line ${stale.read.start.line + 1} and set here, after the \`await\` at line ${line}: another caller meanwhile finds it missing as well and does the work a second time. Keep the promise of the work instead, in the same step as the test, and drop it where it fails.`,
          related: [
            { file, range: stale.read, message: `${stale.text} is looked at here` },
            { file, range: stale.awaited, message: "other tasks run here" },
          ],
          paths: [
            [
              { file, range: stale.read, message: `${stale.in} finds ${stale.text} missing` },
              { file, range: stale.awaited, message: "waits" },
              { file, range: stale.write, message: `sets ${stale.text}` },
            ],
          ],
          interleaving: [
            `Task 1 (${stale.in}) finds ${name} missing and waits at line ${line}`,
            `Task 2 (${stale.in}) finds ${name} missing and starts the same work`,
            `Both set ${name}; what the first one made is lost, although its caller goes on using it`,
          ],
          identity: "may",
          fingerprint: fingerprint("lazy-init-race", stale.fn, stale.text),
        });
      }
    }
  },
};

export function isFirstUse(stale: StaleWrite, facts: SharedFacts): boolean {
  return stale.tested === "absent" && !stale.waitedFor && !isLock(stale, facts);
}
