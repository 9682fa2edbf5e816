// never-notified: a thread sleeps on a cell of shared memory that no thread ever wakes.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import { cellText, groupsOf, hasUnknownThreads, mayMeet, operationsOf } from "./cells";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const neverNotified: Rule = {
  id: "never-notified",
  summary: "A thread waits on a cell of shared memory that nothing in the program ever notifies.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const files of groupsOf(model)) {
      const operations = operationsOf(files);
      const waits = operations.filter(
        ({ op, bounded, own, parameter }) => (op === "wait" || op === "wait-async") && !bounded && !own && !parameter,
      );
      if (waits.length === 0 || hasUnknownThreads(files)) continue;
      // Without the memory's maker in sight, whoever wakes may be out of sight as well.
      if (!files.some(({ waits: facts }) => facts?.makesMemory === true)) continue;
      const wakes = operations.filter(({ op }) => op === "notify");
      for (const wait of waits) {
        if (wakes.some((wake) => mayMeet(wait, wake))) continue;
        const elsewhere = wakes[0];
        const why =
          elsewhere === undefined
            ? "there is no `Atomics.notify` in the program"
            : `the program notifies other cells only, such as ${cellText(elsewhere)} in ${elsewhere.in}`;
        yield finding({
          file: wait.file,
          range: wait.at,
          ruleId: "never-notified",
          severity: "warning",
          message: `Nobody wakes ${wait.in} here: it waits for ${cellText(wait)} without a timeout, and ${why}. A changed value alone does not end the wait. Call \`Atomics.notify\` on the same index after storing, or give the wait a timeout.`,
          related:
            elsewhere === undefined
              ? []
              : [{ file: elsewhere.file, range: elsewhere.at, message: `${cellText(elsewhere)} is notified here` }],
          identity: "may",
          fingerprint: fingerprint("never-notified", wait.fn, wait.text, String(wait.cell)),
        });
      }
    }
  },
};
