// early-message: a message can arrive before anybody listens, and is then lost.

import type { Finding } from "#protocol/finding";
import type { Handle, Listening } from "#server/model/handles";
import type { ProgramModel } from "#server/model/program-model";
import { isTarget } from "#server/model/thread-starts";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const earlyMessage: Rule = {
  id: "early-message",
  summary: "A message or event can come before anybody listens for it, and is then lost.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
      for (const handle of waits?.handles ?? []) {
        const late = handle.listens.find((one) => one.late !== undefined && isLost(one, handle));
        if (late !== undefined) yield lateListener(file, handle, late);
      }
      for (const start of waits?.starts ?? []) {
        if (start.platform !== "web") continue;
        const worker = [...model.files.values()].find((other) => isTarget(other.file, start.target));
        const entry = worker?.waits?.entry;
        if (worker === undefined || entry?.listens === undefined || entry.waitsBefore === undefined) continue;
        yield finding({
          file: worker.file,
          range: entry.listens,
          ruleId: "early-message",
          severity: "warning",
          message: `This worker begins to listen only after the \`await\` at line ${entry.waitsBefore.start.line + 1}: messages that arrive while its module waits find no listener and are lost. Listen first, and wait inside the handler, or tell the starter when it may send.`,
          related: [
            { file: worker.file, range: entry.waitsBefore, message: "the module waits here" },
            { file, range: start.at, message: `${start.in} starts the worker` },
          ],
          interleaving: [
            `${start.in} starts the worker and posts a message`,
            "The worker's module waits; the message is delivered, nobody listens",
            "The module goes on and listens for a message that has been",
          ],
          fingerprint: fingerprint("early-message", worker.file.replace(/^.*\//, ""), "entry"),
        });
      }
    }
  },
};

/** A process keeps its messages until somebody listens; a thread does not. */
function isLost({ event }: Listening, { start }: Handle): boolean {
  return start.kind === "worker" ? event !== "error" : event === "exit" || event === "close" || event === "spawn";
}

function lateListener(file: string, handle: Handle, late: Listening): Finding {
  const line = (late.late?.start.line ?? 0) + 1;
  const { start } = handle;
  const what = start.kind === "worker" ? "worker" : "child process";
  return finding({
    file,
    range: late.at,
    ruleId: "early-message",
    severity: "warning",
    message: `The \`${late.event}\` event can be over before this listens: the ${what} runs since line ${start.at.start.line + 1}, and the \`await\` at line ${line} lets it go on. An event without a listener is lost. Listen right after starting the ${what}.`,
    related: [
      { file, range: start.at, message: `the ${what} is started here` },
      ...(late.late === undefined ? [] : [{ file, range: late.late, message: "events can come from here on" }]),
    ],
    interleaving: [
      `${start.in} starts the ${what} and waits at line ${line}`,
      `The ${what} emits \`${late.event}\`; nobody listens`,
      `${start.in} goes on and listens for what has been`,
    ],
    fingerprint: fingerprint("early-message", start.fn, handle.text, late.event),
  });
}
