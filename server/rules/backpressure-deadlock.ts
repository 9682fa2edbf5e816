// backpressure-deadlock: a buffer fills because nobody reads it, and whoever fills it waits for that.

import type { Finding } from "#protocol/finding";
import type { FullQueue } from "#server/model/bounded-queues";
import type { ProgramModel } from "#server/model/program-model";
import type { UnreadStream } from "#server/model/unread-streams";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const backpressureDeadlock: Rule = {
  id: "backpressure-deadlock",
  summary: "A task waits for room in a buffer that only the task itself, or one that waits for it, would empty.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    const seen = new Set<string>();
    for (const { file, waits } of model.files.values()) {
      for (const stream of waits?.unreadStreams ?? []) yield ofStream(file, stream);
      for (const full of waits?.fullQueues ?? []) {
        if (full.kind === "ring" && full.queues.length === 1) continue;
        // A ring is one, wherever one comes into it.
        const key = full.kind === "ring" ? `${file} ${[...full.queues].sort().join()}` : JSON.stringify(full.at);
        if (!seen.has(key)) yield ofQueues(file, full);
        seen.add(key);
      }
    }
  },
};

function ofStream(file: string, { kind, text, fn, in: name, at, made, read, later }: UnreadStream): Finding {
  const line = read === undefined ? undefined : read.start.line + 1;
  const stream = text === "" ? "the stream" : `\`${text}\``;
  const after = line === undefined ? "nobody reads it" : `it is read only afterwards, at line ${line}`;
  const severity = kind === "transform" && !later ? "error" : "warning";
  const message =
    kind === "transform"
      ? `This waits until what was written to ${stream} is taken out of it, and ${after}: a \`TransformStream\` keeps nothing back for a reader to come${later ? " but the first chunk" : ""}. Start to read first, and wait for the writes afterwards.`
      : kind === "output"
        ? `This waits for the end of ${stream}, and nobody reads its \`stdout\`: a process that writes more than the pipe holds stops there and never ends. Read it, or start the process with \`stdio: "ignore"\` or \`"inherit"\`.`
        : `${name} fills ${stream}, and ${after}: once its buffer is full ${read === undefined ? "the source is paused, for all who read from it" : "this waits for ever"}. Read it at the same time, or call \`resume()\` to drop what comes.`;
  const what = kind === "output" ? "the process" : stream;
  return finding({
    file,
    range: at,
    ruleId: "backpressure-deadlock",
    severity,
    message,
    related: [
      { file, range: made, message: "made here" },
      ...(read === undefined ? [] : [{ file, range: read, message: "and read only here" }]),
    ],
    interleaving:
      severity === "error"
        ? []
        : [
            `What is written to ${what} fills its buffer`,
            "Nobody reads, so that no room is made",
            `${name} waits, for ever`,
          ],
    fingerprint: fingerprint("backpressure-deadlock", fn, text),
  });
}

function ofQueues(file: string, { kind, queues, fn, in: name, at, take, more }: FullQueue): Finding {
  const [first = ""] = queues;
  const last = queues.at(-1) ?? first;
  const list = queues.map((queue) => `\`${queue}\``).join(", ");
  const taken = take.start.line + 1;
  return finding({
    file,
    range: at,
    ruleId: "backpressure-deadlock",
    severity: "warning",
    message:
      kind === "later"
        ? `Possible deadlock: ${name} puts all it has into \`${first}\` and takes from \`${last}\` only afterwards (line ${taken}). With more items than ${queues.length === 1 ? "it holds" : `${list} hold together`}, this waits for room that only ${name} itself would make. Take at the same time, in a task of its own.`
        : `Possible deadlock: ${list} are a ring: whoever takes from one of them puts into the next, and waits while that is full. When all are full nobody takes any more. Give one of them no bound, or do not wait there.`,
    related: [
      { file, range: take, message: `taken from here` },
      ...(more === undefined ? [] : [{ file, range: more, message: "more is put into the ring here" }]),
    ],
    paths: [[{ file, range: at, message: `${name} waits for room here` }]],
    interleaving:
      kind === "later"
        ? [
            `${name} puts items until ${list} ${queues.length === 1 ? "is" : "are"} full`,
            `It waits for room at line ${at.start.line + 1}`,
            `Nobody else takes: line ${taken} is never reached`,
          ]
        : [
            `All of ${list} are full`,
            "Everybody who takes from one has taken an item and waits for room in the next",
            "Nobody makes room: none of them goes on.",
          ],
    fingerprint: fingerprint("backpressure-deadlock", fn, ...queues),
  });
}
