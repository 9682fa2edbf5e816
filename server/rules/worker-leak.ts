// worker-leak: a thread or process is started and nobody can end it any more.

import type { Finding } from "#protocol/finding";
import type { Handle } from "#server/model/handles";
import type { ProgramModel } from "#server/model/program-model";
import { isTarget } from "#server/model/thread-starts";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const workerLeak: Rule = {
  id: "worker-leak",
  summary: "A worker or child process that does not end by itself is started, and nothing ends it.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
      for (const handle of waits?.handles ?? []) {
        const { start } = handle;
        const again = handle.listens.find(({ event, unrefed }) => event === "message" && unrefed !== undefined);
        if (again !== undefined) yield referencedAgain(file, handle, again);
        const entry = [...model.files.values()].find((other) => isTarget(other.file, start.target))?.waits?.entry;
        if (entry?.keeps === undefined || entry.ends || handle.ended || handle.escapes) continue;
        const what = start.kind === "worker" ? "worker" : "child process";
        const heard = entry.listens === undefined ? "the end of its channel" : "messages";
        const lives = `it listens for ${heard}, so it never ends by itself`;
        if (handle.kept === "local" || (handle.kept === "nowhere" && !start.fn.endsWith("#"))) {
          yield finding({
            file,
            range: start.at,
            ruleId: "worker-leak",
            severity: "warning",
            message: `Each call of ${start.in} leaves a ${what} behind: ${lives}, and once the function is left nobody can end it. ${repair(handle)}`,
            fingerprint: fingerprint("worker-leak", start.fn, handle.text),
          });
        } else if (handle.kept === "member" && handle.forgetful !== undefined) {
          yield finding({
            file,
            range: handle.forgetful.at,
            ruleId: "worker-leak",
            severity: "information",
            message: `\`${handle.forgetful.name}\` leaves the ${what} \`${handle.text}\` running: ${lives}, and keeps the process from exiting. ${repair(handle)}`,
            related: [{ file, range: start.at, message: `the ${what} is started here` }],
            fingerprint: fingerprint("worker-leak", start.fn, handle.text),
          });
        }
      }
    }
  },
};

function repair({ start, text }: Handle): string {
  const name = text === "" ? "it" : `\`${text}\``;
  return start.kind === "worker"
    ? `Call \`terminate()\` on ${name} when the work is done, or \`unref()\` it after the listeners are there.`
    : `Call \`disconnect()\` or \`kill()\` on ${name} when the work is done.`;
}

/** Node counts the first `message` listener as interest, and keeps the process alive for it. */
function referencedAgain(file: string, { start, text }: Handle, again: Handle["listens"][number]): Finding {
  return finding({
    file,
    range: again.at,
    ruleId: "worker-leak",
    severity: "warning",
    message: `The first \`message\` listener takes back the \`unref()\` of line ${(again.unrefed?.start.line ?? 0) + 1}: the worker keeps the process from exiting after all. Call \`unref()\` after the listeners are there.`,
    related: again.unrefed === undefined ? [] : [{ file, range: again.unrefed, message: "let go of here" }],
    fingerprint: fingerprint("worker-leak", start.fn, text, "unref"),
  });
}
