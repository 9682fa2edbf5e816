// full-queue-self-send: whoever empties a queue waits for room in it, or for the queue to be done with the very job it does.

import type { Finding } from "#protocol/finding";
import type { FullQueue } from "#server/model/bounded-queues";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import type { Held } from "#server/model/summary";
import { finding, fingerprint, lineOf, lockText, locationOf, outermost, related, since, steps } from "./report";
import type { Rule } from "./rule";
import { canFill, nestings } from "./slots";

export const fullQueueSelfSend: Rule = {
  id: "full-queue-self-send",
  summary: "A task that empties a queue waits for the queue itself.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const seen = new Set<string>();
    const once = function* (found: Finding): Iterable<Finding> {
      const key = `${found.file}:${found.range.start.line}:${found.range.start.character}`;
      if (seen.has(key)) return;
      seen.add(key);
      yield found;
    };
    for (const [id, summary] of model.summaries) {
      if (isInsidePrimitive(model, id)) continue;
      for (const { held, wait } of summary.selfWaits)
        if (wait.lock.condition !== undefined && !wait.lock.single) yield* once(ofJob(id, held, wait, "error"));
    }
    for (const nesting of nestings(model)) {
      const { root, held, wait } = nesting;
      const { condition, slots } = wait.lock;
      if (condition === undefined || condition === "free" || slots === undefined || slots === "unbounded") continue;
      if (canFill(nesting, model)) yield* once(ofJob(root.id, held, wait, "warning"));
    }
    for (const { file, waits } of model.files.values())
      for (const full of waits?.fullQueues ?? [])
        if (full.kind === "ring" && full.queues.length === 1) yield ofConsumer(file, full);
  },
};

/** A job waits for a state of its own queue. */
function ofJob(id: string, held: Held, whole: Held, severity: Finding["severity"]): Finding {
  const wait = since(held, whole);
  const at = outermost(wait);
  const name = lockText(wait.lock);
  const inside = `This runs in a job of ${name} (since line ${lineOf(outermost(held))}) and waits`;
  const through = wait.chain.length === 0 ? "" : ` in ${wait.place.in}`;
  return finding({
    ...locationOf(at),
    ruleId: "full-queue-self-send",
    severity,
    message:
      severity === "error"
        ? `${inside}${through} until ${name} is idle: it never is as long as the job itself goes on. Wait for it outside of the job.`
        : `${inside}${through} until jobs that are queued have begun: once every slot is held by a job that waits so, none of them begins. Wait for it outside of the job.`,
    related: [related(held.place, `the job of ${name} is started here`)],
    paths: [
      [
        ...steps(held, `${held.place.in} starts a job in ${name}`),
        ...steps(wait, `the job waits for ${name} in ${wait.place.in}`),
      ],
    ],
    interleaving:
      severity === "error"
        ? []
        : [
            `More jobs are put into ${name} than it has slots`,
            `Each of those that run comes to line ${lineOf(wait.place)} and waits for those that are queued`,
            "Those wait for a slot: none of them goes on.",
          ],
    fingerprint: fingerprint("full-queue-self-send", id, name),
  });
}

/** A loop that takes from the queue puts into it, and waits while it is full. */
function ofConsumer(file: string, { queues, fn, in: name, at, take, more }: FullQueue): Finding {
  const queue = `\`${queues[0] ?? ""}\``;
  const place = (range: FullQueue["at"]): number => range.start.line + 1;
  return finding({
    file,
    range: at,
    ruleId: "full-queue-self-send",
    severity: "warning",
    message: `Possible deadlock: ${name} waits here for room in ${queue}, and only those who come here themselves take from it (line ${place(take)}). When it is full because others put into it as well, nobody makes room any more. Put it aside in a queue without a bound, or do not wait.`,
    related: [
      { file, range: take, message: `${name} takes from ${queue} here` },
      ...(more === undefined ? [] : [{ file, range: more, message: `more is put into ${queue} here` }]),
    ],
    paths: [
      [
        { file, range: take, message: `${name} takes an item` },
        { file, range: at, message: `and waits for room to put one back` },
      ],
      ...(more === undefined ? [] : [[{ file, range: more, message: "somebody else takes the room meanwhile" }]]),
    ],
    interleaving: [
      `${name} takes an item of ${queue} at line ${place(take)}`,
      `${more === undefined ? "Others fill" : `Line ${place(more)} fills`} the place that became free`,
      `${name} waits for room at line ${place(at)}; everybody who could make it waits here`,
    ],
    identity: "must",
    fingerprint: fingerprint("full-queue-self-send", fn, queue),
  });
}
