// callback-not-called: a section that ends when its callback is called has a way on which nobody calls it.

import type { Finding } from "#protocol/finding";
import type { MissedDone } from "#server/model/done-callbacks";
import type { ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const callbackNotCalled: Rule = {
  id: "callback-not-called",
  summary: "A section that ends when its callback is called has a way on which nobody calls it.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, missedDones = [] } of model.files.values()) {
      for (const missed of missedDones) {
        yield finding({
          file,
          range: missed.at,
          ruleId: "callback-not-called",
          severity: missed.how === "catch" ? "warning" : "error",
          message: `${message(missed)}, and whoever waits next never goes on. ${missed.async ? "Remove the parameter: the section then ends with the promise." : `Call \`${missed.done}\` on every way out, or remove the parameter and return a promise.`}`,
          related:
            missed.how === "never"
              ? []
              : [{ file, range: missed.leaves, message: `leaves here without calling ${missed.done}` }],
          interleaving: [
            `Task 1 enters the section of \`${missed.to}\` and leaves it without calling \`${missed.done}\``,
            "Task 2 waits for the end of the section, for ever",
          ],
          fingerprint: fingerprint("callback-not-called", missed.fn, missed.to, missed.done),
        });
      }
    }
  },
};

function message({ to, done, how, leaves, async }: MissedDone): string {
  const line = leaves.start.line + 1;
  if (how === "never")
    return `A callback of \`${to}\` that declares a parameter${async ? ", even an `async` one," : ""} ends its section by calling it; this one never calls \`${done}\``;
  return how === "catch"
    ? `When something in the \`try\` fails, the \`catch\` at line ${line} ends without calling \`${done}\`: the section of \`${to}\` does not end`
    : `A way that ends at line ${line} does not call \`${done}\`: the section of \`${to}\` does not end`;
}
