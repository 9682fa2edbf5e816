// callback-under-lock: a function that somebody registered is waited for under a lock, and it takes that lock itself.

import type { Finding } from "#protocol/finding";
import { isClosed } from "#server/model/path";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import {
  excludeEachOther,
  type InRoot,
  type Meetings,
  meetings,
  relativeTo,
  sameThing,
} from "#server/model/rendezvous";
import type { Acquire, Held, Invocation, Registration } from "#server/model/summary";
import { finding, fingerprint, lineOf, lockText, locationOf, outermost, related, since, steps } from "./report";
import type { Rule } from "./rule";

export const callbackUnderLock: Rule = {
  id: "callback-under-lock",
  summary: "A registered callback is waited for while a lock is held that the callback takes itself.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const met = meetings(model);
    const seen = new Set<string>();
    for (const call of met.calls) {
      if (!call.item.awaited || isInsidePrimitive(model, call.item.place.fn)) continue;
      for (const registration of met.registeredAt(call.item.callee)) {
        const found = collision(call, registration, met);
        if (found === undefined) continue;
        const { held, acquire } = found;
        const at = outermost(since(held, placed(call.item)));
        const key = `${at.file}:${lineOf(at)}:${at.range.start.character} ${lineOf(registration.item.place)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const name = lockText(held.lock);
        const where = registration.item.place;
        yield finding({
          ...locationOf(call.item.place),
          ruleId: "callback-under-lock",
          severity: "warning",
          message: `Possible deadlock: ${name} is held here (since line ${lineOf(held.place)}) while the registered callback runs and is waited for, and the one registered in ${where.in} (line ${lineOf(where)}) waits for that lock in ${acquire.place.in}. Call it after the release, or do not wait for it.`,
          related: [
            related(held.place, `${name} is acquired here`),
            related(where, "the callback is registered here"),
            related(acquire.place, "and waits for the same lock here"),
          ],
          paths: [
            [
              ...steps(held, `${held.place.in} acquires ${name}`),
              ...steps(placed(call.item), `${call.item.place.in} calls the callback and waits for it`),
              ...steps(acquire, `${acquire.place.in} waits for ${lockText(acquire.lock)}, which is held for it`),
            ],
          ],
          identity: found.must ? "must" : "may",
          fingerprint: fingerprint("callback-under-lock", call.root.id, name, acquire.place.fn),
        });
      }
    }
  },
};

function placed(call: Invocation): Held {
  const [held] = call.held;
  const lock = held?.lock ?? { path: call.callee, kind: "other", mode: "exclusive", single: false, fair: false };
  return { lock, place: call.place, chain: call.chain };
}

function collision(
  call: InRoot<Invocation>,
  registration: InRoot<Registration>,
  met: Meetings,
): { held: Held; acquire: Acquire; must: boolean } | undefined {
  if (registration.item.kind !== "callback") return undefined;
  for (const held of call.item.held) {
    for (const acquire of met.acquiresOf(registration)) {
      if (!excludeEachOther(held.lock, acquire.lock)) continue;
      const identity = sameThing(held.lock.path, call.root, acquire.lock.path, registration.root);
      if (identity === "must" && isClosed(held.lock.path)) return { held, acquire, must: true };
      // The same member of the same owner: what is called is kept beside the lock, and it was registered with that object.
      const mine = relativeTo(call.item.callee, held.lock.path);
      if (
        identity !== undefined &&
        mine !== undefined &&
        mine === relativeTo(registration.item.into, acquire.lock.path)
      )
        return { held, acquire, must: false };
    }
  }
  return undefined;
}
