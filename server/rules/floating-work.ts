// floating-work: work is started and not waited for, although what comes next rests on it.

import type { Finding, PathStep } from "#protocol/finding";
import type { FloatingWork } from "#server/model/floating-work";
import type { ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const floatingWork: Rule = {
  id: "floating-work",
  summary: "Work is started and not waited for, although a lock, a transaction or the next line rests on it.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
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
