// blocked-event-loop: a thread stops its event loop, and what would let it go on needs just that loop.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import { cellText, type FoundOperation, groupsOf, isOnMain, mayMeet, operationsOf } from "./cells";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const blockedEventLoop: Rule = {
  id: "blocked-event-loop",
  summary: "A thread blocks its event loop while it waits for something that may need this loop.",
  severity: "error",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const files of groupsOf(model)) {
      const operations = operationsOf(files);
      for (const wait of operations) {
        if (wait.op !== "wait" || wait.own || wait.bounded) continue;
        const found = ownWake(wait, operations) ?? onMain(wait, model) ?? undefined;
        if (found !== undefined) yield found;
      }
    }
    for (const { file, waits } of model.files.values()) {
      for (const { kind, at, text, fn, in: name, change, async } of waits?.busy ?? []) {
        if (kind === "loop" && change !== undefined) {
          yield finding({
            file,
            range: at,
            ruleId: "blocked-event-loop",
            severity: "error",
            message: `Once entered, this loop never ends: \`${text}\` depends on line ${change.start.line + 1}, in a function that this very thread has to run, and the loop never lets it. Await a promise that is resolved there instead.`,
            related: [{ file, range: change, message: "only this could end the loop" }],
            fingerprint: fingerprint("blocked-event-loop", fn, "loop", text),
          });
        } else if (kind === "memory" && change !== undefined) {
          yield finding({
            file,
            range: at,
            ruleId: "blocked-event-loop",
            severity: "warning",
            message: `Possible deadlock: this loop turns until a worker changes \`${text}\`, and keeps the thread that has started the worker (line ${change.start.line + 1}) from its event loop. In a browser the worker may not even begin before that; anywhere, whatever it asks of this thread is not answered, what it prints is not shown, and when it fails nobody hears of it: the loop never ends. Await a message of the worker, or \`Atomics.waitAsync\`.`,
            related: [{ file, range: change, message: "the worker is started here" }],
            interleaving: [
              `${name} starts a worker (line ${change.start.line + 1}) and turns in the loop (line ${at.start.line + 1})`,
              "The worker needs this thread, or fails: nobody takes its message while the loop turns",
              `Nothing changes \`${text}\` any more`,
            ],
            fingerprint: fingerprint("blocked-event-loop", fn, "memory", text),
          });
        } else if (kind === "child" && async) {
          yield finding({
            file,
            range: at,
            ruleId: "blocked-event-loop",
            severity: "information",
            message: `\`${text}\` stops every task of this thread until the child process ends, although ${name} is asynchronous. Use the asynchronous form and await it.`,
            fingerprint: fingerprint("blocked-event-loop", fn, "child", text),
          });
        }
      }
    }
  },
};

/** Whoever could wake is this thread itself: memory that the file makes, and notifies nowhere but here. */
function ownWake(wait: FoundOperation, operations: readonly FoundOperation[]): Finding | undefined {
  if (!wait.secret || wait.view === undefined) return undefined;
  const wakes = operations.filter((other) => other.op === "notify" && mayMeet(other, wait));
  const [wake] = wakes;
  if (wake === undefined || !wakes.every(({ view, side }) => view === wait.view && side === wait.side))
    return undefined;
  return finding({
    file: wait.file,
    range: wait.at,
    ruleId: "blocked-event-loop",
    severity: "error",
    message: `${wait.in} blocks its thread until ${cellText(wait)} is notified, and the only \`Atomics.notify\` for it (line ${wake.at.start.line + 1}) is run by this same thread, which never gets there. Notify from another thread, or use \`Atomics.waitAsync\`.`,
    related: [{ file: wake.file, range: wake.at, message: `${wake.in} would wake it here` }],
    fingerprint: fingerprint("blocked-event-loop", wait.fn, wait.text, String(wait.cell)),
  });
}

function onMain(wait: FoundOperation, model: ProgramModel): Finding | undefined {
  if (!isOnMain(wait, model)) return undefined;
  return finding({
    file: wait.file,
    range: wait.at,
    ruleId: "blocked-event-loop",
    severity: "information",
    message: `The main thread stops here until ${cellText(wait)} is notified: meanwhile it receives no messages, runs no timers and prints nothing that its workers write, and in a browser this throws. If the worker needs any of it, both wait for ever. Use \`Atomics.waitAsync\`, a message, or a timeout.`,
    identity: "may",
    fingerprint: fingerprint("blocked-event-loop", wait.fn, wait.text, String(wait.cell)),
  });
}
