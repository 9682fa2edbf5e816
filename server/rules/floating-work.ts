// floating-work: work is started and not waited for, although what comes next rests on it.

import type { Finding, PathStep } from "#protocol/finding";
import type { FloatingWork } from "#server/model/floating-work";
import type { Leftover, SleepingPool } from "#server/model/pool-tasks";
import type { ProgramModel } from "#server/model/program-model";
import { isTarget } from "#server/model/thread-starts";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const floatingWork: Rule = {
  id: "floating-work",
  summary: "Work is started and not waited for, although a lock, a transaction or the next line rests on it.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file: made, waits } of model.files.values())
      for (const pool of waits?.pools ?? [])
        for (const { file, waits: task } of model.files.values())
          for (const left of isTarget(file, pool.target) ? (task?.leftovers ?? []) : [])
            if (pool.tasks.includes(left.task)) yield ofTask(file, left, made, pool);
    for (const { file, floatingWork: all = [] } of model.files.values()) {
      for (const work of all) {
        const told = tell(work);
        const paths: PathStep[] = told.steps.map(([range, message]) => ({ file, range, message }));
        yield finding({
          file,
          range: work.call,
          ruleId: "floating-work",
          severity: "warning",
          message: told.message,
          related: paths.filter(({ range }) => range !== work.call),
          paths: [paths],
          interleaving: told.interleaving,
          fixes: work.awaitable
            ? [
                {
                  title: `Await \`${work.text}\``,
                  edits: [{ file, range: { start: work.call.start, end: work.call.start }, newText: "await " }],
                },
              ]
            : [],
          fingerprint: fingerprint("floating-work", work.fn, work.kind, work.text),
        });
      }
    }
  },
};

/** What a task of a pool leaves behind stands still while its thread sleeps. */
function ofTask(file: string, left: Leftover, made: string, pool: SleepingPool): Finding {
  const { kind, fn, at, text, awaitable } = left;
  const name = `\`${text}\``;
  const what = kind === "timer" ? `What ${name} has put off` : `What ${name} still has to do`;
  return finding({
    file,
    range: at,
    ruleId: "floating-work",
    severity: "warning",
    message: `${what} stands still once this task has ended: between tasks a thread of ${pool.package} sleeps in \`Atomics.wait\`, with its timers and promises, until the next task comes, if one comes. Await all that the task starts, or make the pool ${pool.package === "piscina" ? 'with `atomics: "async"` or `"disabled"`' : "with `useAtomics: false`"}.`,
    related: [{ file: made, range: pool.at, message: "the pool is made here" }],
    interleaving: [
      `The task starts ${name} and ends; its thread finds no other task and sleeps`,
      "Nothing of what was started goes on, nor is any of it lost with an error",
    ],
    fixes: awaitable
      ? [
          {
            title: `Await ${name}`,
            edits: [{ file, range: { start: at.start, end: at.start }, newText: "await " }],
          },
        ]
      : [],
    fingerprint: fingerprint("floating-work", fn, "task", text),
  });
}

interface Told {
  readonly message: string;
  readonly steps: readonly (readonly [FloatingWork["call"], string])[];
  readonly interleaving: readonly string[];
}

function tell(work: FloatingWork): Told {
  const name = `\`${work.text}\``;
  switch (work.kind) {
    case "section":
      return {
        message: `Nobody waits for ${name}: the section of \`${work.lock}\` ends while it goes on, and at line ${work.write.start.line + 1} it writes \`${work.state}\`, which the section guards. Await it inside of the section.`,
        steps: [
          [work.taken, `${work.in} holds ${work.lock}`],
          [work.call, `starts ${work.text} and does not wait for it`],
          [work.write, `${work.state} is written here, after the lock is free`],
        ],
        interleaving: [
          `Task 1 (${work.in}) holds \`${work.lock}\`, starts ${name}, and releases \`${work.lock}\``,
          `Task 2 acquires \`${work.lock}\` and uses \`${work.state}\``,
          `${name} goes on beside it and writes \`${work.state}\``,
        ],
      };
    case "result":
      return {
        message: `${work.each ? "`forEach` does not wait for its callbacks" : `Nobody waits for ${name}`}: \`${work.state}\` is used at line ${work.used.start.line + 1} before it is filled at line ${work.write.start.line + 1}, after an \`await\`. ${work.each ? "Use `for … of`, or `await Promise.all(… .map(…))`" : "Await it first"}.`,
        steps: [
          [work.call, `${work.in} starts the work and does not wait for it`],
          [work.used, `uses ${work.state}`],
          [work.write, `${work.state} is filled here, later`],
        ],
        interleaving: [],
      };
    case "job":
      return {
        message: `The job of \`${work.lock}\` ends as soon as ${name} has begun: the next one starts beside it, so nothing bounds how many run at a time, and a failure is none of the job's. Await it, or return its promise.`,
        steps: [
          [work.given, `a job is given to ${work.lock}`],
          [work.call, `it starts ${work.text} and does not wait for it`],
        ],
        interleaving: [
          `A job of \`${work.lock}\` starts ${name} and ends`,
          `\`${work.lock}\` starts the next job while ${name} still goes on`,
        ],
      };
    case "transaction":
      return {
        message: `Nobody waits for ${name}: the transaction may be committed before it runs, and its failure undoes nothing. Await it.`,
        steps: [
          [work.begun, "the transaction"],
          [work.call, `${work.in} gives ${work.handle} a statement and does not wait for it`],
        ],
        interleaving: [],
      };
  }
}
