// await-under-lock: a task waits, under a lock, for something that only happens after somebody else has got that lock.

import type { Finding } from "#protocol/finding";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { type InRoot, type Meetings, meetings, obstacle, sameThing, writersOf } from "#server/model/rendezvous";
import { pathText } from "#server/model/path";
import type { Acquire, Block, Held, Invocation, Place } from "#server/model/summary";
import type { Identity } from "#protocol/finding";
import { finding, fingerprint, lineOf, lockText, locationOf, outermost, related, since, steps } from "./report";
import type { Rule } from "./rule";

interface Collision {
  /** What the waiting task holds. */
  readonly held: Held;
  /** Where whoever would end the wait has to get it first, and where he would end it. */
  readonly needs: Place;
  readonly ends: Place;
  readonly identity: Identity;
  /** Both only read: the writer that comes between them. */
  readonly writer: Acquire | undefined;
}

export const awaitUnderLock: Rule = {
  id: "await-under-lock",
  summary: "A task holds a lock while it waits for something that needs the lock to happen.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const met = meetings(model);
    const writers = writersOf(model);
    const seen = new Set<string>();
    for (const block of met.blocks) {
      if (block.item.held.length === 0 || isInsidePrimitive(model, block.item.place.fn)) continue;
      const found = block.item.kind === "promise" ? awaitedWork(block, met, writers) : awaitedCall(block, met, writers);
      if (found === undefined) continue;
      const { held, needs, ends, identity, writer } = found;
      const waiting: Held = { lock: held.lock, place: block.item.place, chain: block.item.chain };
      const at = outermost(since(held, waiting));
      const key = `${at.file}:${lineOf(at)}:${at.range.start.character}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const name = lockText(held.lock);
      const what = `\`${pathText(block.item.on)}\``;
      const how = block.item.kind === "promise" ? "the work behind it" : "whoever ends this wait";
      yield finding({
        ...locationOf(at),
        ruleId: "await-under-lock",
        severity: "warning",
        message:
          writer === undefined
            ? `Possible deadlock: this waits for ${what} while ${name} is held (since line ${lineOf(outermost(held))}), and ${how} needs that lock first (${needs.in}, line ${lineOf(needs)}). Release the lock before waiting, or let the other side do without it.`
            : `Possible deadlock: this waits for ${what} while ${name} is held for reading (since line ${lineOf(outermost(held))}), and ${how} needs it for reading first (${needs.in}, line ${lineOf(needs)}). When a writer (${writer.place.in}, line ${lineOf(writer.place)}) has asked for it in between, the other side waits behind the writer, and the writer waits for this task. Release the lock before waiting, or let the other side do without it.`,
        related: [
          related(held.place, `${name} is acquired here`),
          related(needs, `${needs.in} needs ${name} here`),
          ...(ends === needs ? [] : [related(ends, "and only then ends the wait here")]),
          ...(writer === undefined ? [] : [related(writer.place, "a writer asks for it here")]),
        ],
        paths: [
          [
            ...steps(held, `${held.place.in} acquires ${name}`),
            ...steps(since(held, waiting), `${block.item.place.in} waits for ${what}`),
          ],
          [
            { ...locationOf(needs), message: `${needs.in} waits for ${name}` },
            { ...locationOf(ends), message: `and would then go on to what ${block.item.place.in} waits for` },
          ],
        ],
        interleaving: [
          `Task 1 (${held.place.in}) acquires ${name} at line ${lineOf(held.place)}`,
          writer === undefined
            ? `Task 2 (${needs.in}) waits for ${name}, which task 1 holds`
            : `${writer.place.in} asks for ${name} for writing and waits for task 1; task 2 (${needs.in}) waits behind it`,
          `Task 1 waits for ${what} at line ${lineOf(block.item.place)}, which only task 2 can bring about`,
          "Neither can go on.",
        ],
        identity,
        fingerprint: fingerprint("await-under-lock", block.root.id, name, pathText(block.item.on)),
      });
    }
  },
};

/** A promise of work that was started: the work has to get the lock before it is done. */
function awaitedWork(block: InRoot<Block>, met: Meetings, writers: readonly InRoot<Acquire>[]): Collision | undefined {
  for (const registration of met.registeredAt(block.item.on)) {
    if (registration.item.kind !== "promise") continue;
    // Work that its owner's constructor starts asks for the lock before anybody else can.
    if (registration.root.kind === "constructor" || registration.root.kind === "module") continue;
    for (const acquire of met.acquiresOf(registration)) {
      const found = obstacle(block.item.held, block.root, [acquire.lock], registration.root, writers);
      if (found === undefined) continue;
      const { held, identity, writer } = found;
      return { held, needs: acquire.place, ends: acquire.place, identity, writer };
    }
  }
  return undefined;
}

/** A resolver that is kept: every call of it in the program has to get the lock first. */
function awaitedCall(block: InRoot<Block>, met: Meetings, writers: readonly InRoot<Acquire>[]): Collision | undefined {
  const calls = met.callsOf(block.item.on);
  let first: Collision | undefined;
  for (const call of calls) {
    const wanted = [...call.item.held.map(({ lock }) => lock), ...call.item.passed];
    const found = obstacle(block.item.held, block.root, wanted, call.root, writers);
    const behind = found === undefined ? behindCallback(block, call, met, writers) : undefined;
    if (behind !== undefined) {
      first ??= behind;
      continue;
    }
    if (found === undefined) return undefined;
    // The holder itself may call it, before it waits or by way of what it started.
    const own = call.item.held.some(
      (held) =>
        held.place.fn === found.held.place.fn &&
        lineOf(held.place) === lineOf(found.held.place) &&
        sameThing(held.lock.path, call.root, found.held.lock.path, block.root) !== undefined,
    );
    if (own) return undefined;
    const taken = call.item.held.find((held) => held.lock === found.lock);
    first ??= {
      held: found.held,
      needs: taken?.place ?? call.item.place,
      ends: call.item.place,
      identity: found.identity,
      writer: found.writer,
    };
  }
  return first;
}

/** Whoever calls it comes to it again only after a function that he was given, which has to get the lock. */
function behindCallback(
  block: InRoot<Block>,
  call: InRoot<Invocation>,
  met: Meetings,
  writers: readonly InRoot<Acquire>[],
): Collision | undefined {
  for (const path of call.item.around ?? []) {
    for (const registration of met.registeredAt(path)) {
      if (registration.item.kind !== "callback") continue;
      for (const acquire of met.acquiresOf(registration)) {
        const found = obstacle(block.item.held, block.root, [acquire.lock], registration.root, writers);
        if (found === undefined) continue;
        const { held, identity, writer } = found;
        return { held, needs: acquire.place, ends: call.item.place, identity, writer };
      }
    }
  }
  return undefined;
}
