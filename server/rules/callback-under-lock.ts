// callback-under-lock: a function that somebody registered is waited for under a lock, and it takes that lock itself.

import type { Finding } from "#protocol/finding";
import type { FunctionFacts } from "#server/model/facts";
import { isClosed, memberKeys, type Path } from "#server/model/path";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import {
  excludeEachOther,
  type InRoot,
  type Meetings,
  meetings,
  relativeTo,
  sameThing,
} from "#server/model/rendezvous";
import type { Acquire, Held, Invocation, Place, Registration } from "#server/model/summary";
import { finding, fingerprint, lineOf, lockText, locationOf, outermost, related, since, steps } from "./report";
import type { Rule } from "./rule";

export const callbackUnderLock: Rule = {
  id: "callback-under-lock",
  summary: "A registered callback is waited for while a lock is held that the callback takes itself.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const met = meetings(model);
    const seen = new Set<string>();
    const known = new Set<string>();
    for (const call of met.calls) {
      if (!call.item.awaited || isInsidePrimitive(model, call.item.place.fn)) continue;
      for (const registration of met.registeredAt(call.item.callee)) {
        const found = collision(call, registration, met);
        if (found === undefined) continue;
        const { held, acquire } = found;
        const at = outermost(since(held, placed(call.item)));
        known.add(placeKey(call.item.place));
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
    for (const call of met.calls) {
      const key = placeKey(call.item.place);
      if (!call.item.awaited || known.has(key) || isInsidePrimitive(model, call.item.place.fn)) continue;
      const found = fromOutside(call, model);
      if (found === undefined) continue;
      known.add(key);
      yield found;
    }
  },
};

/** Code that is not here may register a callback, and it may call a method that takes the lock. */
function fromOutside(call: InRoot<Invocation>, model: ProgramModel): Finding | undefined {
  const { callee, held: locks, place } = call.item;
  const setter = callee.root.r === "param" ? undefined : setterOf(callee, model);
  if (setter === undefined) return undefined;
  for (const held of locks) {
    if (!held.lock.single || relativeTo(callee, held.lock.path) === undefined) continue;
    const again = entrances(held, call, model)[0];
    if (again === undefined) continue;
    const name = lockText(held.lock);
    return finding({
      ...locationOf(place),
      ruleId: "callback-under-lock",
      severity: "information",
      message: `${name} is held here (since line ${lineOf(held.place)}) while a callback is waited for that ${setter.name} takes from outside. If it calls ${again.place.in} and waits for that, both wait for ever. Call it after the release, or say that it must not.`,
      related: [
        related(held.place, `${name} is acquired here`),
        related(again.place, `${again.place.in} takes the same lock`),
      ],
      paths: [
        [
          ...steps(held, `${held.place.in} acquires ${name}`),
          ...steps(placed(call.item), `${place.in} calls the callback and waits for it`),
        ],
      ],
      identity: "may",
      fingerprint: fingerprint("callback-under-lock", call.root.id, name, "outside"),
    });
  }
  return undefined;
}

/** The exported function that keeps what it is given where the callback is called from. */
function setterOf(callee: Path, model: ProgramModel): FunctionFacts | undefined {
  const keys = memberKeys(callee);
  for (const root of model.roots)
    for (const { into, value } of model.summaries.get(root.id)?.stores ?? [])
      if (value.root.r === "param" && value.steps.length === 0 && memberKeys(into).some((key) => keys.includes(key)))
        return root;
  return undefined;
}

/** Where else somebody outside gets to the same lock of the same object. */
function entrances(held: Held, call: InRoot<Invocation>, model: ProgramModel): Acquire[] {
  return model.roots
    .filter((root) => root.cls !== undefined && root.cls === call.root.cls && root.kind === "method")
    .flatMap((root) =>
      (model.summaries.get(root.id)?.acquires ?? []).filter(
        (acquire) =>
          acquire.task.every((step) => step.joined) &&
          excludeEachOther(held.lock, acquire.lock) &&
          sameThing(held.lock.path, call.root, acquire.lock.path, root) !== undefined,
      ),
    );
}

function placeKey({ file, range }: Place): string {
  return `${file}:${range.start.line}:${range.start.character}`;
}

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
