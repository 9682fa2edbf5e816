// missing-failure-wakeup: the success of another thread or process wakes the waiter, its end or failure does not.

import type { Finding } from "#protocol/finding";
import type { Reply } from "#server/model/handles";
import type { ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const missingFailureWakeup: Rule = {
  id: "missing-failure-wakeup",
  summary: "A wait ends when all goes well, but not when the other side fails or ends.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
      for (const reply of waits?.replies ?? []) {
        const missing = missingOf(reply);
        if (missing === undefined) continue;
        const what = reply.of === "worker" ? "worker" : "child process";
        yield finding({
          file,
          range: reply.at,
          ruleId: "missing-failure-wakeup",
          severity: missing.severity,
          message: `Only a message of \`${reply.text}\` ends this wait: if the ${what} ${missing.when} before it answers, ${reply.in} waits for ever. Listen to ${missing.events} as well and reject then.`,
          interleaving: [
            `${reply.in} waits for a message of the ${what}`,
            `The ${what} ${missing.when}; nothing tells the waiter`,
          ],
          fingerprint: fingerprint("missing-failure-wakeup", reply.fn, reply.text),
        });
      }
    }
  },
};

function missingOf({
  of,
  heard,
  once,
}: Reply): { severity: Finding["severity"]; when: string; events: string } | undefined {
  if (heard.some((event) => /^(exit|close|disconnect)$/.test(event))) return undefined;
  if (of === "process") return { severity: "warning", when: "exits", events: "`exit`" };
  if (once || heard.includes("error")) return { severity: "information", when: "exits", events: "`exit`" };
  return { severity: "warning", when: "throws or exits", events: "`error` and `exit`" };
}
