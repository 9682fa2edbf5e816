// floating-acquire: nobody waits for the acquire, so the code goes on without the lock, and nobody can release it.

import type { Finding } from "#protocol/finding";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { finding, fingerprint, lockText, locationOf } from "./report";
import type { Rule } from "./rule";

export const floatingAcquire: Rule = {
  id: "floating-acquire",
  summary: "The result of an acquire is not awaited, so the code runs without the lock.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const [id, summary] of model.summaries) {
      const fn = model.functions.get(id);
      // At start-up nobody else can hold the lock: to take it there without waiting is how gates are closed.
      if (fn === undefined || fn.kind === "module" || fn.kind === "constructor" || isInsidePrimitive(model, id))
        continue;
      for (const { lock, place } of summary.floating) {
        if (lock.path.root.r === "made") continue;
        const name = lockText(lock);
        yield finding({
          ...locationOf(place),
          ruleId: "floating-acquire",
          severity: "error",
          message: `Nobody waits for this acquire of ${name}: the code goes on without the lock, and once granted it is never released. Write \`await\` in front and release it in a \`finally\` block.`,
          fixes: [
            {
              title: "Await the acquire",
              edits: [
                { file: place.file, range: { start: place.range.start, end: place.range.start }, newText: "await " },
              ],
            },
          ],
          fingerprint: fingerprint("floating-acquire", id, name),
        });
      }
    }
  },
};
