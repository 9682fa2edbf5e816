// nested-acquire: a task waits for a lock that it holds itself.

import type { Finding } from "#protocol/finding";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { finding, fingerprint, lineOf, lockText, locationOf, outermost, related, since, steps } from "./report";
import type { Rule } from "./rule";
import { isUpgrade } from "./rw-upgrade";
import { isLock } from "./slots";

export const nestedAcquire: Rule = {
  id: "nested-acquire",
  summary: "A task waits for a lock that it already holds, so it waits for ever.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    const seen = new Set<string>();
    for (const [id, summary] of model.summaries) {
      if (isInsidePrimitive(model, id)) continue;
      for (const { held, wait: whole } of summary.selfWaits) {
        if (isUpgrade(held, whole) || !whole.lock.single || !isLock(whole.lock)) continue;
        const wait = since(held, whole);
        const at = outermost(wait);
        const key = `${held.place.file}:${lineOf(held.place)}:${at.file}:${lineOf(at)}:${at.range.start.character}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const name = lockText(wait.lock);
        const again = wait.lock.condition === "free" ? "waits until nobody holds it" : "waits for it again";
        const through = wait.chain.length === 0 ? `this ${again}` : `this call ${again} in ${wait.place.in}`;
        yield finding({
          ...locationOf(at),
          ruleId: "nested-acquire",
          severity: "error",
          message: `${name} is already held here (since line ${lineOf(outermost(held))}) and is not reentrant: ${through}, for ever. Release it first, or move the work into a function that expects the lock to be held.`,
          related: [
            related(held.place, `${lockText(held.lock)} is acquired here`),
            ...(wait.chain.length === 0 ? [] : [related(wait.place, `${name} is waited for again here`)]),
          ],
          paths: [
            [
              ...steps(held, `${held.place.in} acquires ${name}`),
              ...steps(wait, `${wait.place.in} waits for ${name}, which it holds`),
            ],
          ],
          identity: "must",
          fingerprint: fingerprint("nested-acquire", id, name),
        });
      }
    }
  },
};
