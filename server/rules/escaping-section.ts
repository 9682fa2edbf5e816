// escaping-section: `try { return work() } finally { release() }` releases the lock as soon as the work has begun.

import type { Finding } from "#protocol/finding";
import type { Pending } from "#server/model/facts";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { pathKey } from "#server/model/path";
import type { Held } from "#server/model/summary";
import { finding, fingerprint, lineOf, lockText, locationOf, related } from "./report";
import type { Rule } from "./rule";

export const escapingSection: Rule = {
  id: "escaping-section",
  summary: "The lock is released when the work that it protects has only begun.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const [id, summary] of model.summaries) {
      const fn = model.functions.get(id);
      if (fn === undefined || isInsidePrimitive(model, id)) continue;
      for (const { held, pending } of summary.earlyReleases) {
        if (isDoneAtOnce(pending, model) || takesItself(held, pending, model)) continue;
        const name = lockText(held.lock);
        const call = `\`${pending.text}(…)\``;
        const at = { file: fn.file, range: pending.at };
        yield finding({
          ...at,
          ruleId: "escaping-section",
          severity: "error",
          message: `${name} is released when ${call} has only begun: \`return\` without \`await\` runs the end of the block first, and the rest of the work goes on without the lock. ${fn.async ? "Write `return await`." : "Make the function `async` and write `return await`."}`,
          related: [related(held.place, `${name} is acquired here`)],
          paths: [
            [
              { ...locationOf(held.place), message: `${held.place.in} acquires ${name}` },
              { ...at, message: `starts ${call}, releases ${name}, and returns the promise` },
            ],
          ],
          interleaving: [
            `Task 1 (${fn.name}) acquires ${name} at line ${lineOf(held.place)}`,
            `Task 1 starts ${call} and releases ${name} before it has ended`,
            `Task 2 acquires ${name} and runs beside what task 1 has started`,
          ],
          fixes: fn.async
            ? [
                {
                  title: "Wait for it before the lock is released",
                  edits: [
                    {
                      file: fn.file,
                      range: { start: pending.at.start, end: pending.at.start },
                      newText: "await ",
                    },
                  ],
                },
              ]
            : [],
          fingerprint: fingerprint("escaping-section", id, name, pending.text),
        });
      }
    }
  },
};

/** The callee is known, and nothing of it is left to do once it has returned its promise. */
function isDoneAtOnce({ callee }: Pending, model: ProgramModel): boolean {
  return callee !== undefined && model.functions.get(callee)?.immediate === true;
}

/** The callee takes the lock itself, so it is meant to run after the release: waiting for it here would be for ever. */
function takesItself(held: Held, { callee }: Pending, model: ProgramModel): boolean {
  const key = pathKey(held.lock.path);
  return model.summaries.get(callee ?? "")?.acquires.some(({ lock }) => pathKey(lock.path) === key) === true;
}
