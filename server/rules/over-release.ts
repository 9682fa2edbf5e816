// over-release: a lock is released twice for one acquire, which frees what somebody else holds.

import type { Finding } from "#protocol/finding";
import { pathText } from "#server/model/path";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { finding, fingerprint, lineOf, locationOf, related } from "./report";
import type { Rule } from "./rule";

export const overRelease: Rule = {
  id: "over-release",
  summary: "A lock is released twice for one acquire, which frees what somebody else holds.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const [id, summary] of model.summaries) {
      if (isInsidePrimitive(model, id)) continue;
      for (const { path, first, again } of summary.overReleases) {
        const name = `\`${pathText(path)}\``;
        yield finding({
          ...locationOf(again),
          ruleId: "over-release",
          severity: "error",
          message: `${name} has already been released on this path, at line ${lineOf(first)}: this second release frees it while somebody else holds it, or adds a place to a semaphore for good. Release in one place only, best in a \`finally\` block.`,
          related: [related(first, `${name} is released here first`)],
          paths: [
            [
              { ...locationOf(first), message: `${first.in} releases ${name}` },
              { ...locationOf(again), message: `${again.in} releases ${name} again` },
            ],
          ],
          interleaving: [
            `Task 1 (${first.in}) releases ${name} at line ${lineOf(first)}`,
            `Task 2 acquires ${name}`,
            `Task 1 releases ${name} again at line ${lineOf(again)}: task 3 gets in beside task 2`,
          ],
          fingerprint: fingerprint("over-release", id, name),
        });
      }
    }
  },
};
