// rw-upgrade: a task that holds a lock for reading asks for the same lock once more, for writing or behind a writer.

import type { Finding } from "#protocol/finding";
import type { FunctionFacts } from "#server/model/facts";
import { isVague, pathKey } from "#server/model/path";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import { writerOf, writersOf } from "#server/model/rendezvous";
import type { Acquire, Held } from "#server/model/summary";
import { finding, fingerprint, lineOf, lockText, locationOf, outermost, related, since, steps } from "./report";
import type { Rule } from "./rule";

export const rwUpgrade: Rule = {
  id: "rw-upgrade",
  summary: "A task that holds a lock for reading asks for the same lock again, for writing or behind a waiting writer.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    const writers = writersOf(model);
    const seen = new Set<string>();
    for (const [id, summary] of model.summaries) {
      if (summary.acquires.length === 0 && summary.selfWaits.length === 0) continue;
      const fn = model.functions.get(id);
      if (fn === undefined || isInsidePrimitive(model, id)) continue;
      for (const { held, wait } of summary.selfWaits)
        if (isUpgrade(held, wait)) yield* once(seen, report(fn, held, wait, undefined));
      if (writers.length === 0) continue;
      for (const wait of summary.acquires) {
        const held = wait.held.find((one) => isReread(one, wait));
        const writer = held === undefined ? undefined : writerOf(wait.lock, fn, writers);
        if (held !== undefined && writer !== undefined) yield* once(seen, report(fn, held, wait, writer));
      }
    }
  },
};

/** Held for reading, wanted for writing: the writer waits for all readers, and is one of them. */
export function isUpgrade(held: Held, wait: Held): boolean {
  return held.lock.mode === "shared" && wait.lock.mode === "exclusive";
}

function isReread(held: Held, wait: Acquire): boolean {
  return (
    wait.lock.fair &&
    wait.lock.single &&
    wait.lock.mode === "shared" &&
    held.lock.mode === "shared" &&
    !isVague(wait.lock.path) &&
    pathKey(held.lock.path) === pathKey(wait.lock.path) &&
    wait.task.every((step) => step.joined)
  );
}

function* once(seen: Set<string>, found: Finding): Iterable<Finding> {
  const { file, range } = found;
  const key = `${file}:${range.start.line}:${range.start.character}`;
  if (seen.has(key)) return;
  seen.add(key);
  yield found;
}

function report(fn: FunctionFacts, held: Held, whole: Held, writer: Acquire | undefined): Finding {
  const wait = since(held, whole);
  const at = outermost(wait);
  const name = lockText(wait.lock);
  const line = lineOf(outermost(held));
  const through = wait.chain.length === 0 ? "this asks" : `this call asks, in ${wait.place.in},`;
  const message =
    writer === undefined
      ? `${name} is held for reading here (since line ${line}), and ${through} for it for writing: a writer waits until all readers are gone, and this task is one of them. Release it first, or take it for writing from the start.`
      : `Possible deadlock: ${name} is held for reading here (since line ${line}), and ${through} for it for reading once more. When a writer (${writer.place.in}, line ${lineOf(writer.place)}) has asked in between, this waits behind the writer, and the writer waits for this task. Pass on what was read, or split off a function that expects the lock to be held.`;
  return finding({
    ...locationOf(at),
    ruleId: "rw-upgrade",
    severity: writer === undefined ? "error" : "warning",
    message,
    related: [
      related(held.place, `${lockText(held.lock)} is taken for reading here`),
      ...(wait.chain.length === 0 ? [] : [related(wait.place, `${name} is asked for again here`)]),
      ...(writer === undefined ? [] : [related(writer.place, "a writer asks for it here")]),
    ],
    paths: [
      [
        ...steps(held, `${held.place.in} takes ${name} for reading`),
        ...steps(wait, `${wait.place.in} asks for ${name} again`),
      ],
      ...(writer === undefined ? [] : [steps(writer, `${writer.place.in} asks for ${name} for writing`)]),
    ],
    interleaving:
      writer === undefined
        ? []
        : [
            `Task 1 (${held.place.in}) takes ${name} for reading at line ${lineOf(held.place)}`,
            `Task 2 (${writer.place.in}) asks for it for writing and waits for task 1`,
            `Task 1 asks for it for reading again and waits behind task 2`,
            "Neither can go on.",
          ],
    identity: "must",
    fingerprint: fingerprint("rw-upgrade", fn.id, name),
  });
}
