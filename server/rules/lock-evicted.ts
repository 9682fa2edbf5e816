// lock-evicted: a keyed lock is removed from its map while others may be waiting for it.

import type { Finding } from "#protocol/finding";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const lockEvicted: Rule = {
  id: "lock-evicted",
  summary: "A keyed lock is removed from its map while others may be waiting for it.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, evictions = [] } of model.files.values()) {
      for (const eviction of evictions) {
        if (eviction.kind === "lock" && isInsidePrimitive(model, eviction.fn)) continue;
        const map = `\`${eviction.map}\``;
        yield finding({
          file,
          range: eviction.removed,
          ruleId: "lock-evicted",
          severity: "warning",
          message:
            eviction.gap !== undefined
              ? `The lock is removed from ${map} because nobody holds it, although somebody who has been given it may not have taken it yet: ${eviction.in} waits in between, at line ${eviction.gap.start.line + 1}. The next caller finds none, makes another one, and is in the section beside him. Count those who have been given it, and remove it with the last of them.`
              : eviction.kind === "lock"
                ? `The lock is removed from ${map} although others may be waiting for it: the next caller finds none, makes another one, and does not wait for them. Remove it only when nobody holds it or waits for it.`
                : `The entry is removed from ${map} although a later caller may have put another promise there: whoever comes next finds none and does not wait. Remove it only while it is still the own one (\`if (map.get(key) === mine)\`).`,
          related: [
            { file, range: eviction.taken, message: "taken here, where others wait as well" },
            ...(eviction.gap === undefined
              ? []
              : [{ file, range: eviction.gap, message: "given out and not yet taken here" }]),
          ],
          paths: [
            [
              { file, range: eviction.taken, message: `${eviction.in} takes the lock` },
              { file, range: eviction.removed, message: "and removes it from the map" },
            ],
          ],
          interleaving:
            eviction.gap !== undefined
              ? [
                  `Task 1 (${eviction.in}) has the lock of a key; task 2 has been given it and waits at line ${eviction.gap.start.line + 1}`,
                  `Task 1 ends, finds that nobody holds it, and removes it from ${map}`,
                  "Task 2 goes on and takes it; task 3 finds none, makes another one, and is in the section beside task 2",
                ]
              : [
                  `Task 1 (${eviction.in}) has the lock of a key; task 2 waits for it`,
                  `Task 1 ends and removes it from ${map}; task 2 goes on with it`,
                  "Task 3 comes for the same key, finds no lock, makes another one, and is in the section beside task 2",
                ],
          identity: "may",
          fingerprint: fingerprint("lock-evicted", eviction.fn, eviction.map),
        });
      }
    }
  },
};
