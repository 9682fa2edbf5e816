// lock-per-call: a lock that each call makes anew is a lock that nobody else can hold.

import type { Finding } from "#protocol/finding";
import type { LocalLock } from "#server/model/local-locks";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const lockPerCall: Rule = {
  id: "lock-per-call",
  summary: "A lock is made by the call that takes it, so it excludes nobody.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const file of model.files.values()) {
      for (const lock of file.localLocks ?? []) {
        if (lock.cls !== undefined && !model.primitiveClasses.has(lock.cls)) continue;
        if (isInsidePrimitive(model, lock.fn)) continue;
        yield finding({
          file: file.file,
          range: lock.taken,
          ruleId: "lock-per-call",
          severity: "error",
          message: message(lock),
          related: [{ file: file.file, range: lock.made, message: "made here, again each time" }],
          interleaving: [
            `Task 1 runs ${lock.by}: it makes a lock and takes it`,
            `Task 2 runs ${lock.by}: it makes another lock and takes that one, without waiting`,
            "Both are in the section at once",
          ],
          fingerprint: fingerprint("lock-per-call", lock.fn, lock.name),
        });
      }
    }
  },
};

function message({ name, by, kind }: LocalLock): string {
  return kind === "render"
    ? `Each rendering of ${by} makes another \`${name}\`, so handlers of two renderings do not exclude one another. Keep it outside the component, or in a ref that is filled once.`
    : `Each call of ${by} makes its own \`${name}\`: nobody else can hold it, so it excludes nobody. Make the lock once, in a field or a variable of the module, and share it.`;
}
