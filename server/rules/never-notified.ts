// never-notified: a thread sleeps on a cell of shared memory, or a task waits in a channel, that nobody ever wakes.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import type { UnusedController } from "#server/model/controllers";
import type { QueueWait } from "#server/model/queue-waits";
import type { StrandedWait } from "#server/model/stranded-parts";
import { cellText, groupsOf, hasUnknownThreads, mayMeet, operationsOf } from "./cells";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const neverNotified: Rule = {
  id: "never-notified",
  summary: "Somebody waits for a wake-up that nothing in the program can give while he waits.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
      for (const stranded of waits?.stranded ?? []) yield* ofChannel(file, stranded);
      for (const one of waits?.queueWaits ?? []) if (one.kind === "paused") yield ofPaused(file, one);
      for (const controller of waits?.controllers ?? []) yield ofController(file, controller);
    }
    for (const files of groupsOf(model)) {
      const operations = operationsOf(files);
      const waits = operations.filter(
        ({ op, bounded, own, parameter }) => (op === "wait" || op === "wait-async") && !bounded && !own && !parameter,
      );
      if (waits.length === 0 || hasUnknownThreads(files)) continue;
      // Without the memory's maker in sight, whoever wakes may be out of sight as well.
      if (!files.some(({ waits: facts }) => facts?.makesMemory === true)) continue;
      const wakes = operations.filter(({ op }) => op === "notify");
      for (const wait of waits) {
        if (wakes.some((wake) => mayMeet(wait, wake))) continue;
        const elsewhere = wakes[0];
        const why =
          elsewhere === undefined
            ? "there is no `Atomics.notify` in the program"
            : `the program notifies other cells only, such as ${cellText(elsewhere)} in ${elsewhere.in}`;
        yield finding({
          file: wait.file,
          range: wait.at,
          ruleId: "never-notified",
          severity: "warning",
          message: `Nobody wakes ${wait.in} here: it waits for ${cellText(wait)} without a timeout, and ${why}. A changed value alone does not end the wait. Call \`Atomics.notify\` on the same index after storing, or give the wait a timeout.`,
          related:
            elsewhere === undefined
              ? []
              : [{ file: elsewhere.file, range: elsewhere.at, message: `${cellText(elsewhere)} is notified here` }],
          identity: "may",
          fingerprint: fingerprint("never-notified", wait.fn, wait.text, String(wait.cell)),
        });
      }
    }
  },
};

/** In a channel or the like: nobody ends the wait, or only who comes after it. */
function* ofChannel(file: string, { at, fn, in: name, text, thing, why, matters }: StrandedWait): Iterable<Finding> {
  if (why.kind !== "after" && why.kind !== "nobody") return;
  const line = at.start.line + 1;
  const base = {
    file,
    ruleId: "never-notified",
    severity: matters || why.kind === "after" ? "warning" : "information",
    fingerprint: fingerprint("never-notified", fn, text, why.kind),
  } as const;
  if (why.kind === "after") {
    const there = why.at.start.line + 1;
    const when = why.full ? `when \`${thing}\` is full this waits` : "this waits";
    yield finding({
      ...base,
      range: at,
      message: `Nobody ends this wait: ${when} for \`${thing}\`, and only what comes after it in the same task does something about that (${why.in}, line ${there}). Start the other side first, or do not wait here.`,
      related: [{ file, range: why.at, message: `${why.in} ends such a wait here, which it only comes to afterwards` }],
      interleaving: [
        `${name} waits in \`${thing}\` (line ${line})`,
        `Line ${there}, which would end the wait, is never reached`,
      ],
    });
  } else if (why.at === undefined || why.in === name) {
    yield finding({
      ...base,
      range: at,
      message: `Nobody ends this wait: nothing takes part in \`${thing}\` but ${name}, which waits there${why.at === undefined ? "" : ` before it hands it to anybody (line ${why.at.start.line + 1})`}. Hand it over first, or do not wait here.`,
      related:
        why.at === undefined ? [] : [{ file, range: why.at, message: "only from here on somebody else knows it" }],
    });
  } else {
    yield finding({
      ...base,
      range: why.at,
      message: `What is thrown away here is needed: ${name} waits in \`${thing}\` (line ${line}) until somebody takes part through this result, and ${why.in} looks at none of it. Use the result, or do not let ${name} wait for that.`,
      related: [{ file, range: at, message: `${name} waits here` }],
    });
  }
}

/** A queue is paused, and what is still in it is waited for. */
function ofPaused(file: string, one: Extract<QueueWait, { kind: "paused" }>): Finding {
  const { at, fn, in: name, queue, what, paused, filled, resume, instead } = one;
  const line = paused.start.line + 1;
  const other = instead === undefined ? "" : `, wait with \`${instead.method}()\` for those that run only`;
  return finding({
    file,
    range: at,
    ruleId: "never-notified",
    severity: "warning",
    message: `Nothing in \`${queue}\` begins any more: it is paused (line ${line}), and nobody who could let it go on does so while ${name} waits here. As soon as something is still queued (line ${filled.start.line + 1}), this never ends. Drop what is queued first${other}, or call \`${resume}()\`.`,
    related: [
      { file, range: paused, message: `\`${queue}\` is paused here` },
      { file, range: filled, message: "something is put into it here" },
    ],
    interleaving: [
      `More is put into \`${queue}\` than runs at a time, so that some of it is queued`,
      `${name} pauses \`${queue}\` (line ${line}) and waits for \`${what}()\` (line ${at.start.line + 1})`,
      "What runs comes to its end; what is queued never begins, and the wait never ends.",
    ],
    fixes:
      instead === undefined
        ? []
        : [
            {
              title: `Wait for those that run only, with \`${instead.method}()\``,
              edits: [{ file, range: instead.at, newText: instead.method }],
            },
          ],
    fingerprint: fingerprint("never-notified", fn, queue, what),
  });
}

/** Work goes on until its signal tells it to stop, and nobody can give that signal. */
function ofController(file: string, { at, text, fn, in: name, started, work, asks }: UnusedController): Finding {
  const line = asks.start.line + 1;
  return finding({
    file,
    range: at,
    ruleId: "never-notified",
    severity: "warning",
    message: `Nobody aborts \`${text}\`: ${work}, which ${name} starts at line ${started.start.line + 1}, goes on until its signal says so (line ${line}), and is left running when ${name} is over. Call \`${text}.abort()\` in a \`finally\`.`,
    related: [
      { file, range: started, message: `${work} is started here, and not waited for` },
      { file, range: asks, message: "it asks the signal whether to go on here" },
    ],
    fingerprint: fingerprint("never-notified", fn, text, work),
  });
}
