// unreleased-on-throw: an exception between acquire and release leaves the lock held for ever.

import type { Finding } from "#protocol/finding";
import { AT_YIELD } from "#server/model/generators";
import type { ProgramModel } from "#server/model/program-model";
import { fixesOf, leaksOf } from "./leaks";
import { finding, fingerprint, lineOf, lockText, locationOf, related } from "./report";
import type { Rule } from "./rule";

export const unreleasedOnThrow: Rule = {
  id: "unreleased-on-throw",
  summary: "Something between an acquire and its release may throw, and then the lock is never released.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { fn, leak } of leaksOf(model, "throw")) {
      const { place, lock } = leak.acquire;
      const name = lockText(lock);
      const yields = leak.what === AT_YIELD;
      const what = yields
        ? `a consumer that leaves its loop early (\`break\`, \`return\`, an exception) ends it at the \`yield\` in line ${lineOf(leak.at)}, and that leaves`
        : leak.what === "throw"
          ? `the \`throw\` at line ${lineOf(leak.at)} leaves`
          : `if \`${leak.what}\` at line ${lineOf(leak.at)} fails, it leaves`;
      yield finding({
        ...locationOf(place),
        ruleId: "unreleased-on-throw",
        severity: "warning",
        message: `${name} is not released when ${yields ? "less than all is taken from" : "an exception leaves"} ${fn.name}: ${what} the lock held for ever. Put everything after the acquire in \`try { … } finally { … }\` with the release, or use \`runExclusive\`.`,
        related: [related(leak.at, `may leave here without releasing ${name}`)],
        paths: [
          [
            { ...locationOf(place), message: `${place.in} acquires ${name}` },
            {
              ...locationOf(leak.at),
              message: `${yields ? "it may end" : "an exception leaves"} here without releasing it`,
            },
          ],
        ],
        fixes: fixesOf({ fn, leak }),
        fingerprint: fingerprint("unreleased-on-throw", fn.id, name),
      });
    }
  },
};
