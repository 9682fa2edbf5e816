// missing-failure-wakeup: the success of another thread or process wakes the waiter, its end or failure does not.

import type { Finding } from "#protocol/finding";
import type { Untold } from "#server/model/conditions";
import type { Unended } from "#server/model/endings";
import type { Reply } from "#server/model/handles";
import type { ProgramModel } from "#server/model/program-model";
import type { StrandedWait } from "#server/model/stranded-parts";
import type { Waiters } from "#server/model/waiters";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const missingFailureWakeup: Rule = {
  id: "missing-failure-wakeup",
  summary: "A wait ends when all goes well, but not when the other side fails or ends.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
      for (const reply of waits?.replies ?? []) {
        if (reply.of === "broadcast") {
          yield unanswered(file, reply);
          continue;
        }
        const missing = missingOf(reply);
        if (missing === undefined) continue;
        const what = reply.of === "worker" ? "worker" : "child process";
        yield finding({
          file,
          range: reply.at,
          ruleId: "missing-failure-wakeup",
          severity: missing.severity,
          message: `Only a message of \`${reply.text}\` ends this wait: if the ${what} ${missing.when} before it answers, ${reply.in} waits for ever. Listen to ${missing.events} as well and reject then.`,
          interleaving: [
            `${reply.in} waits for a message of the ${what}`,
            `The ${what} ${missing.when}; nothing tells the waiter`,
          ],
          fingerprint: fingerprint("missing-failure-wakeup", reply.fn, reply.text),
        });
      }
      for (const waiters of waits?.waiters ?? []) yield* ofQueue(file, waiters);
      for (const stranded of waits?.stranded ?? []) yield* ofChannel(file, stranded);
      for (const one of waits?.untold ?? []) if (one.kind === "failure") yield onlySuccess(file, one);
      for (const one of waits?.unended ?? []) yield notEnded(file, one);
    }
  },
};

/** Something is said to all, and nobody has to be there to answer. */
function unanswered(file: string, { at, fn, in: name, text }: Reply): Finding {
  return finding({
    file,
    range: at,
    ruleId: "missing-failure-wakeup",
    severity: "warning",
    message: `Only an answer on \`${text}\` ends this wait, and a \`BroadcastChannel\` does not tell whether anybody hears it: when nobody listens, or the one who would answer is frozen or has just ended, ${name} waits for ever. Give up after a while, or on a signal.`,
    interleaving: [
      `${name} asks on \`${text}\``,
      "Nobody listens there, or the one who does is frozen or ends before it answers",
      `No event tells of that: ${name} waits for ever`,
    ],
    fingerprint: fingerprint("missing-failure-wakeup", fn, text),
  });
}

/** The success of some work wakes those who wait for it, its failure is kept. */
function onlySuccess(file: string, { at, fn, in: name, until, waits, wakes }: Untold): Finding {
  return finding({
    file,
    range: at,
    ruleId: "missing-failure-wakeup",
    severity: "warning",
    message: `A failure ends here without a word to those who wait: only when all goes well, ${wakes.in} wakes them (line ${wakes.at.start.line + 1}), and ${waits.in} waits on while \`${until}\` (line ${waits.at.start.line + 1}). Wake them on this way as well, for example after the \`try\` statement, and let them look at the error.`,
    related: [
      { file, range: waits.at, message: `${waits.in} waits here` },
      { file, range: wakes.at, message: "those who wait are only woken here" },
    ],
    interleaving: [
      `${waits.in} waits while \`${until}\``,
      `What ${name} does fails; it goes on here, and nobody is woken`,
      `${waits.in} waits for ever`,
    ],
    fingerprint: fingerprint("missing-failure-wakeup", fn, "failure", until),
  });
}

/** A task waits until the object is ended, and a way out drops the object. */
function notEnded(file: string, { at, fn, in: name, text, made, waits, ends }: Unended): Finding {
  return finding({
    file,
    range: at,
    ruleId: "missing-failure-wakeup",
    severity: "warning",
    message: `This way out of ${name} drops \`${text}\` (line ${made.start.line + 1}) without ending it: the task that it has started waits in ${waits.in} until \`${ends}()\` is called, and nobody who could call it knows \`${text}\` any more. Call \`${text}.${ends}()\` before leaving, best in a \`catch\` or \`finally\`.`,
    related: [
      { file, range: made, message: `\`${text}\` is made here` },
      { file: waits.file, range: waits.at, message: `its task waits here until \`${ends}()\` is called` },
    ],
    paths: [
      [
        { file, range: made, message: `${name} makes \`${text}\`` },
        { file, range: at, message: `and leaves here without \`${text}.${ends}()\`` },
      ],
    ],
    interleaving: [
      `${name} makes \`${text}\`, whose task waits in ${waits.in}`,
      `${name} leaves at line ${at.start.line + 1}; \`${ends}()\` is never called`,
      "The task waits for ever.",
    ],
    fingerprint: fingerprint("missing-failure-wakeup", fn, text, "end"),
  });
}

/** Those who wait in a list or map, to be settled one by one. */
function* ofQueue(file: string, { text, stored, fn, in: name, forgetful, answered }: Waiters): Iterable<Finding> {
  const related = [{ file, range: stored, message: `${name} waits here` }];
  if (forgetful !== undefined) {
    yield finding({
      file,
      range: forgetful.at,
      ruleId: "missing-failure-wakeup",
      severity: "warning",
      message: `\`${forgetful.name}\` leaves those alone who still wait in \`${text}\`: after it nothing is to come, and ${name} (line ${stored.start.line + 1}) waits for ever. Settle all of them here.`,
      related,
      interleaving: [`${name} waits in \`${text}\``, `\`${forgetful.name}\` is called; nobody is woken`],
      fingerprint: fingerprint("missing-failure-wakeup", fn, text, forgetful.name),
    });
  }
  const missing = answered === undefined ? undefined : missingOf({ ...answered, once: false });
  if (answered === undefined || missing === undefined) return;
  const what = answered.of === "worker" ? "worker" : "child process";
  yield finding({
    file,
    range: answered.at,
    ruleId: "missing-failure-wakeup",
    severity: missing.severity,
    message: `Only messages of \`${answered.text}\` settle what waits in \`${text}\`: if the ${what} ${missing.when} before it answers, ${name} (line ${stored.start.line + 1}) waits for ever. Listen to ${missing.events} as well and reject all of them then.`,
    related,
    interleaving: [`${name} waits for an answer of the ${what}`, `The ${what} ${missing.when}; nobody is told`],
    fingerprint: fingerprint("missing-failure-wakeup", fn, text, answered.text),
  });
}

/** In a channel or the like: who would end the wait may have left. */
function* ofChannel(file: string, { at, fn, in: name, text, thing, why, matters }: StrandedWait): Iterable<Finding> {
  const severity = matters ? "warning" : "information";
  const line = at.start.line + 1;
  const who = name === ("in" in why ? why.in : "") ? `a task of ${name}` : name;
  if (why.kind === "left") {
    const there = why.at.start.line + 1;
    const leaves = {
      returns: `returns at line ${there}`,
      throws: `throws at line ${there}`,
      ends: `ends at line ${there}`,
      "gives up": `gives up at line ${there}`,
    }[why.how];
    yield finding({
      file,
      range: at,
      ruleId: "missing-failure-wakeup",
      severity,
      message: `${sentence(who)} may wait here for ever: only ${why.in} ends what waits in \`${thing}\`, and when it ${leaves} nobody does any more. End the wait on that way too, or let the wait give up by itself.`,
      related: [{ file, range: why.at, message: `${why.in} leaves here, and ends nothing` }],
      interleaving: [
        `${why.in} ${leaves}`,
        `${sentence(who)} waits in \`${thing}\` (line ${line})`,
        "Nobody is left to end this wait.",
      ],
      fingerprint: fingerprint("missing-failure-wakeup", fn, text, why.in),
    });
  }
  if (why.kind === "closed") {
    yield finding({
      file,
      range: why.at,
      ruleId: "missing-failure-wakeup",
      severity,
      message: `\`${why.in}\` does not end ${name}: it sets \`${why.flag}\`, for which ${name} asks only when its wait in \`${thing}\` (line ${line}) is over, and that nobody ends. Wake whoever waits there as well.`,
      related: [{ file, range: at, message: `${name} waits here` }],
      interleaving: [`${name} waits in \`${thing}\``, `\`${why.in}\` sets \`${why.flag}\`; nobody is woken`],
      fingerprint: fingerprint("missing-failure-wakeup", fn, text, why.in),
    });
  }
}

function sentence(text: string): string {
  return text.startsWith("a task") ? `A${text.slice(1)}` : text;
}

function missingOf({
  of,
  heard,
  once,
}: Pick<Reply, "heard" | "once"> & { readonly of: "worker" | "process" | "broadcast" }):
  | { severity: Finding["severity"]; when: string; events: string }
  | undefined {
  if (heard.some((event) => /^(exit|close|disconnect)$/.test(event))) return undefined;
  if (of === "process") return { severity: "warning", when: "exits", events: "`exit`" };
  if (once || heard.includes("error")) return { severity: "information", when: "exits", events: "`exit`" };
  return { severity: "warning", when: "throws or exits", events: "`error` and `exit`" };
}
