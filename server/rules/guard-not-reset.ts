// guard-not-reset: a busy flag stays set when the work fails, so that nobody gets in again.

import type { Finding } from "#protocol/finding";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import type { StuckFlag } from "#server/model/shared-facts";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";
import { isResetElsewhere, sharedViews } from "./shared-state";

export const guardNotReset: Rule = {
  id: "guard-not-reset",
  summary: "A busy flag stays set on one way out of the function, so nobody gets in again.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, facts } of sharedViews(model)) {
      const seen = new Set<string>();
      for (const flag of facts.stuck) {
        // Looked at by who calls it: then only what is not known at all counts as able to fail.
        const before = !flag.checked && facts.guarded.some(({ key, fn }) => key === flag.key && fn === flag.fn);
        if (!flag.checked && !before) continue;
        if (isInsidePrimitive(model, flag.fn) || isResetElsewhere(facts, flag.key, flag.fn)) continue;
        const leave = flag.leaves.find(
          ({ callee }) => callee === undefined || (!before && model.summaries.get(callee)?.throws !== undefined),
        );
        const key = `${flag.fn} ${flag.key}`;
        if (leave === undefined || seen.has(key)) continue;
        seen.add(key);
        const name = `\`${flag.text}\``;
        const line = leave.at.start.line + 1;
        yield finding({
          file,
          range: flag.set,
          ruleId: "guard-not-reset",
          severity: "warning",
          message: `${name} ${flag.counts ? "stays counted up" : "stays set"} ${where(flag, leave.what, line)}: ${flag.counts ? "one place fewer is left each time" : "every later call finds it set and does nothing, for ever"}. Reset it in a \`finally\` block.`,
          related: [{ file, range: leave.at, message: `leaves here without resetting ${flag.text}` }],
          paths: [
            [
              { file, range: flag.set, message: `${flag.in} sets ${flag.text}` },
              { file, range: leave.at, message: "and leaves here without resetting it" },
            ],
          ],
          interleaving: [
            `Task 1 (${flag.in}) sets ${name} at line ${flag.set.start.line + 1}`,
            `It leaves at line ${line} without resetting it`,
            `Every later task finds ${name} set`,
          ],
          fingerprint: fingerprint("guard-not-reset", flag.fn, flag.text),
        });
      }
    }
  },
};

function where(flag: StuckFlag, what: string, line: number): string {
  if (flag.by === "return")
    return what === "end" ? `on a way to the end of ${flag.in}` : `when ${flag.in} returns at line ${line}`;
  return what === "throw"
    ? `when the \`throw\` at line ${line} leaves ${flag.in}`
    : `if \`${what}\` at line ${line} fails`;
}
