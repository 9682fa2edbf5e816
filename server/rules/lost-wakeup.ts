// lost-wakeup: the wake-up can come before what it announces is visible, or between the check and the wait.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import type { GivenUp } from "#server/model/given-up";
import type { Untold } from "#server/model/conditions";
import type { QueueWait } from "#server/model/queue-waits";
import { cellText, type FoundOperation, groupsOf, mayMeet, operationsOf } from "./cells";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const lostWakeup: Rule = {
  id: "lost-wakeup",
  summary:
    "A wake-up comes too early or not at all, so that the waiter sleeps although what it waits for has happened.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const files of groupsOf(model)) {
      const operations = operationsOf(files);
      for (const one of operations) {
        if (one.op === "notify" && one.early !== undefined) yield tooEarly(one, operations);
        if (one.op === "wait" && one.rereads && !one.bounded) yield readAnew(one);
      }
    }
    for (const { file, waits } of model.files.values()) {
      for (const one of waits?.untold ?? []) if (one.kind === "change") yield unsaid(file, one);
      for (const one of waits?.givenUp ?? []) yield handedToNobody(file, one);
      for (const one of waits?.queueWaits ?? []) if (one.kind === "event") yield ofEvent(file, one);
    }
  },
};

function tooEarly(notify: FoundOperation, operations: readonly FoundOperation[]): Finding {
  const { early } = notify;
  const cell = cellText(notify);
  const waiter = operations.find((other) => other.op === "wait" && mayMeet(other, notify));
  const line = (early?.store.start.line ?? 0) + 1;
  return finding({
    file: notify.file,
    range: notify.at,
    ruleId: "lost-wakeup",
    severity: "warning",
    message: `Waiters for ${cell} are woken before its value changes (line ${line}): one that checks the value again still finds the old one, goes back to sleep, and nobody wakes it once more. Store first, then notify.`,
    related: [
      ...(early === undefined ? [] : [{ file: notify.file, range: early.store, message: "the value changes here" }]),
      ...(waiter === undefined ? [] : [{ file: waiter.file, range: waiter.at, message: `${waiter.in} waits here` }]),
    ],
    interleaving: [
      `${waiter?.in ?? "A waiter"} sleeps on ${cell}`,
      `${notify.in} notifies; the waiter wakes, reads the old value and sleeps again`,
      `${notify.in} stores the new value at line ${line}; nobody is told`,
    ],
    fixes:
      early === undefined || early.swap.length === 0
        ? []
        : [
            {
              title: "Store first, then notify",
              edits: early.swap.map(({ at, newText }) => ({ file: notify.file, range: at, newText })),
            },
          ],
    identity: "may",
    fingerprint: fingerprint("lost-wakeup", notify.fn, "notify", notify.text, String(notify.cell)),
  });
}

/** The state that a loop waits for changes, and nobody wakes the loop. */
function unsaid(file: string, { at, fn, in: name, until, state, waits, wakes }: Untold): Finding {
  return finding({
    file,
    range: at,
    ruleId: "lost-wakeup",
    severity: "warning",
    message: `${waits.in} waits while \`${until}\` (line ${waits.at.start.line + 1}), and this changes \`${state}\` without waking it: it looks again only when somebody does, as ${wakes.in} (line ${wakes.at.start.line + 1}) does. Wake those who wait after the change.`,
    related: [
      { file, range: waits.at, message: `${waits.in} waits here` },
      { file, range: wakes.at, message: `${wakes.in} wakes those who wait` },
    ],
    interleaving: [
      `${waits.in} finds \`${until}\` and waits`,
      `${name} changes \`${state}\` at line ${at.start.line + 1}; nobody is woken`,
      `${waits.in} sleeps on, although what it waits for has happened`,
    ],
    identity: "may",
    fingerprint: fingerprint("lost-wakeup", fn, "change", until),
  });
}

/** Who has given up still stands in the list, and is handed what somebody else waits for. */
function handedToNobody(file: string, { list, at, fn, in: name, enters, by, hands, giver }: GivenUp): Finding {
  const line = hands.start.line + 1;
  return finding({
    file,
    range: at,
    ruleId: "lost-wakeup",
    severity: "warning",
    message: `Who gives up here stays in \`${list}\` (line ${enters.start.line + 1}): ${giver} takes him for one who waits and hands him the next thing at line ${line}, which nobody gets. Take him out of \`${list}\` where he gives up.`,
    related: [
      { file, range: enters, message: `enters ${list} here` },
      { file, range: hands, message: `${giver} hands something to the first in it` },
    ],
    interleaving: [
      `Task 1 (${name}) waits in \`${list}\` and gives up ${by === "abort" ? "when its signal is aborted" : "at its time limit"}`,
      `Task 2 waits in \`${list}\` behind it`,
      `${giver} hands what comes to task 1, which has gone; task 2 waits on`,
    ],
    identity: "may",
    fingerprint: fingerprint("lost-wakeup", fn, "given up", list),
  });
}

/** A queue's event is waited for, which comes only when its state changes. */
function ofEvent(file: string, one: Extract<QueueWait, { kind: "event" }>): Finding {
  const { at, fn, in: name, queue, what, instead } = one;
  const repair = instead === undefined ? "Look first whether anything is in it" : `Use \`${instead.method}()\``;
  return finding({
    file,
    range: at,
    ruleId: "lost-wakeup",
    severity: "warning",
    message: `This waits until \`${queue}\` tells of \`${what}\` the next time, not until it is so: when nothing was put into it, or all of that has ended before, nothing changes any more and ${name} waits for ever. ${repair}.`,
    interleaving: [
      `Nothing is in \`${queue}\`: none was put into it, or it has ended already`,
      `${name} waits for the next \`${what}\` (line ${at.start.line + 1}), which only comes after more work`,
    ],
    fixes:
      instead === undefined
        ? []
        : [
            {
              title: `Wait for the state, with \`${instead.method}()\``,
              edits: [{ file, range: at, newText: instead.text }],
            },
          ],
    fingerprint: fingerprint("lost-wakeup", fn, queue, what),
  });
}

function readAnew(wait: FoundOperation): Finding {
  const cell = cellText(wait);
  return finding({
    file: wait.file,
    range: wait.at,
    ruleId: "lost-wakeup",
    severity: "warning",
    message: `The value that is waited on is read anew, after the check: if ${cell} changes in between, \`Atomics.wait\` sleeps on the new value, and the wake-up has already been. Read it once, check that value, and pass the same value to \`Atomics.wait\`.`,
    interleaving: [
      `${wait.in} checks ${cell} and decides to wait`,
      `Another thread stores the new value and notifies: nobody sleeps yet`,
      `${wait.in} reads the new value and sleeps on it`,
    ],
    identity: "must",
    fingerprint: fingerprint("lost-wakeup", wait.fn, "wait", wait.text, String(wait.cell)),
  });
}
