// nested-slot: a task that holds a slot of a limiter, semaphore, queue or pool waits for another slot of the same one.

import type { Finding } from "#protocol/finding";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import type { Held, Lock } from "#server/model/summary";
import { finding, fingerprint, lineOf, lockText, locationOf, outermost, related, since, steps } from "./report";
import type { Rule } from "./rule";
import { canFill, isLock, isSignal, type Nesting, nestings } from "./slots";

export const nestedSlot: Rule = {
  id: "nested-slot",
  summary: "A task that holds a slot of a limiter, semaphore or pool waits for another slot of the same one.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const seen = new Set<string>();
    for (const [id, summary] of model.summaries) {
      if (isInsidePrimitive(model, id)) continue;
      for (const { held, wait } of summary.selfWaits) {
        const single = wait.lock.single && isLock(wait.lock);
        if (single || wait.lock.condition !== undefined || wait.lock.mode === "shared") continue;
        const found = report(id, held, wait, "error");
        if (isNew(found, seen)) yield found;
      }
    }
    for (const nesting of nestings(model)) {
      const { root, held, wait } = nesting;
      if (isInsidePrimitive(model, wait.place.fn) || !mayRunOut(nesting, model)) continue;
      const found = report(root.id, held, wait, "warning");
      if (isNew(found, seen)) yield found;
    }
  },
};

function mayRunOut(nesting: Nesting, model: ProgramModel): boolean {
  const { lock } = nesting.wait;
  if (lock.condition !== undefined || lock.kind === "rwlock" || lock.kind === "mutex" || lock.kind === "other")
    return false;
  if (lock.slots === undefined || lock.slots === "unbounded" || lock.slots === 0) return false;
  // A timeout of the pool ends the wait with an error; one that the call itself asks for is meant.
  if (lock.bounded === "call" || (lock.bounded === "resource" && lock.kind !== "pool")) return false;
  return canFill(nesting, model) && !isSignal(lock, nesting.root, model);
}

function isNew({ file, range }: Finding, seen: Set<string>): boolean {
  const key = `${file}:${range.start.line}:${range.start.character}`;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function report(id: string, held: Held, whole: Held, severity: "error" | "warning"): Finding {
  const wait = since(held, whole);
  const { lock } = wait;
  const at = outermost(wait);
  const name = lockText(lock);
  const slot = slotWord(lock);
  const through = wait.chain.length === 0 ? "this waits" : `this call waits in ${wait.place.in}`;
  const since_ = `since line ${lineOf(outermost(held))}`;
  const certain = severity === "error";
  const message = certain
    ? `A ${slot} of ${name} is already held here (${since_}), and ${through} for ${wanted(lock, name)}, so it waits for ever. ${advice(lock)}`
    : `Possible deadlock: a ${slot} of ${name} is held here (${since_}) while ${through} for another. ${consequence(lock)} ${advice(lock)}`;
  return finding({
    ...locationOf(at),
    ruleId: "nested-slot",
    severity,
    message,
    related: [
      related(held.place, `a ${slot} of ${name} is taken here`),
      ...(wait.chain.length === 0 ? [] : [related(wait.place, `another ${slot} of ${name} is waited for here`)]),
    ],
    paths: [
      [
        ...steps(held, `${held.place.in} takes a ${slot} of ${name}`),
        ...steps(wait, `${wait.place.in} waits for another ${slot} of ${name}`),
      ],
    ],
    interleaving: certain || lock.slots === 1 ? [] : interleaving(held, wait, name, slot),
    identity: "must",
    fingerprint: fingerprint("nested-slot", id, name),
  });
}

function interleaving(held: Held, wait: Held, name: string, slot: string): string[] {
  const all = crowd(wait.lock);
  return [
    `${capital(all)} come to line ${lineOf(held.place)} at the same time; each takes a ${slot} of ${name}, and none is left`,
    `Each goes on to line ${lineOf(wait.place)} and waits for another ${slot} of ${name}`,
    "Every slot is held by one that waits: none of them goes on.",
  ];
}

function consequence(lock: Lock): string {
  if (lock.slots === 1) return "There is only one, so it waits for itself until the wait times out.";
  const end = lock.bounded === "resource" ? ", until the waits time out" : "";
  return `${capital(crowd(lock))} at the same time take all of them, and then each waits for one that none gives back${end}.`;
}

/** As many as there are slots. */
function crowd(lock: Lock): string {
  const { slots } = lock;
  return typeof slots === "number" && slots > 1
    ? `${slots} such tasks`
    : `as many such tasks as it has ${slotWord(lock)}s`;
}

function wanted(lock: Lock, name: string): string {
  if (lock.units === "all") return `all of them, also for that one`;
  return `another: ${name} has only ${lock.slots === 1 ? "one" : String(lock.slots)}`;
}

function slotWord({ kind }: Lock): string {
  return kind === "pool" ? "connection" : kind === "semaphore" ? "permit" : "slot";
}

function advice({ kind }: Lock): string {
  if (kind === "pool")
    return "Do the inner work on the connection that is held already, or take it before or after, not inside.";
  if (kind === "semaphore") return "Take all permits at once, or give this one back first.";
  return "Do the inner work directly, without a slot of its own, or give it another limiter.";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
