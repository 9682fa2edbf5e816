// unreleased-on-path: a normal way through the function leaves the lock held for ever.

import type { Finding } from "#protocol/finding";
import type { AbandonedWork } from "#server/model/abandoned";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
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
    for (const { file, abandoned = [] } of model.files.values())
      for (const work of abandoned)
        if (work.kind === "late" && !isInsidePrimitive(model, work.fn)) yield late(file, work);
  },
};

/** The acquire loses a race against a time limit, and gets the lock all the same. */
function late(file: string, { lock, fn, in: name, taken, race }: AbandonedWork): Finding {
  return finding({
    file,
    range: taken,
    ruleId: "unreleased-on-path",
    severity: "warning",
    message: `When the time limit wins this race, ${name} gives up and the acquire goes on: it takes \`${lock}\` as soon as that is free, and nobody releases it. Keep the promise of the acquire, and release what it gives when it comes too late.`,
    paths: [
      [
        { file, range: taken, message: `${name} asks for ${lock}` },
        { file, range: race, message: "and stops waiting at the time limit" },
      ],
    ],
    interleaving: [
      `Task 1 holds \`${lock}\`; task 2 (${name}) waits for it, and gives up at the time limit`,
      `Task 1 releases \`${lock}\`: the acquire of task 2 takes it`,
      "Nobody is left to release it",
    ],
    identity: "must",
    fingerprint: fingerprint("unreleased-on-path", fn, "late", lock),
  });
}

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
