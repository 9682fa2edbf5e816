// unreleased-on-path: a normal way through the function leaves the lock held for ever.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import type { Leak } from "#server/model/summary";
import { fixesOf, leaksOf } from "./leaks";
import { finding, fingerprint, lineOf, lockText, locationOf, related } from "./report";
import type { Rule } from "./rule";

export const unreleasedOnPath: Rule = {
  id: "unreleased-on-path",
  summary: "A path through the function ends without releasing a lock that it acquired.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { fn, leak } of leaksOf(model, "path")) {
      const { place, lock } = leak.acquire;
      const name = lockText(lock);
      yield finding({
        ...locationOf(place),
        ruleId: "unreleased-on-path",
        severity: "error",
        message: `${name} stays locked for ever ${where(leak, fn.name)}: whoever waits for it next never goes on. Release it on every path, best in a \`finally\` block or with \`runExclusive\`.`,
        related: leak.exit === "end" ? [] : [related(leak.at, `leaves here without releasing ${name}`)],
        paths: [
          [
            { ...locationOf(place), message: `${place.in} acquires ${name}` },
            { ...locationOf(leak.at), message: `and leaves here without releasing it` },
          ],
        ],
        fixes: fixesOf({ fn, leak }),
        fingerprint: fingerprint("unreleased-on-path", fn.id, name),
      });
    }
  },
};

function where(leak: Leak, name: string): string {
  switch (leak.exit) {
    case "return":
      return `when ${name} returns at line ${lineOf(leak.at)}`;
    case "jump":
      return `when the loop is left or continued at line ${lineOf(leak.at)}`;
    case "next-turn":
      return "when the loop comes here again";
    default:
      return leak.releasedElsewhere
        ? `when ${name} reaches its end on a path that skips the release`
        : `because ${name} never releases it`;
  }
}
