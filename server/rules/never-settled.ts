// never-settled: a promise that the program makes has a way on which nobody settles it.

import type { Finding } from "#protocol/finding";
import { isInsidePrimitive, type ProgramModel } from "#server/model/program-model";
import type { Gap, MadePromise } from "#server/model/settling";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const neverSettled: Rule = {
  id: "never-settled",
  summary: "A promise has a way on which nobody resolves or rejects it, so whoever awaits it waits for ever.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, waits } of model.files.values()) {
      for (const made of waits?.promises ?? []) {
        const gap = made.gaps.find((candidate) => mayHappen(candidate, model));
        if (gap === undefined || isInsidePrimitive(model, made.fn)) continue;
        yield finding({
          file,
          range: made.at,
          ruleId: "never-settled",
          severity: gap.kind === "never" ? "error" : "warning",
          message: messageOf(gap),
          related: gap.kind === "never" ? [] : [{ file, range: gap.at, message: relatedOf(gap) }],
          paths: [
            [
              { file, range: made.at, message: `${made.in} makes the promise` },
              { file, range: gap.at, message: relatedOf(gap) },
            ],
          ],
          fixes:
            gap.fix === undefined
              ? []
              : [
                  {
                    title: "Reject the promise as well",
                    edits: gap.fix.map(({ at, newText }) => ({ file, range: at, newText })),
                  },
                ],
          fingerprint: fingerprint("never-settled", made.fn, gap.kind, gap.why, String(orderOf(made, waits?.promises))),
        });
      }
    }
  },
};

/** What has to fail is not known to be unable to. */
function mayHappen(gap: Gap, model: ProgramModel): boolean {
  if (gap.callee === undefined) return true;
  return model.summaries.get(gap.callee)?.throws !== undefined;
}

function messageOf(gap: Gap): string {
  const line = gap.at.start.line + 1;
  switch (gap.kind) {
    case "never":
      return `Nothing settles this promise: ${gap.why} is neither called nor handed on, so whoever awaits it waits for ever. Call it when the work is done.`;
    case "path":
      return `This promise never settles when ${gap.why}: that way ends at line ${line} without resolving, rejecting or handing either on, and whoever awaits it waits for ever. Settle it on that way too.`;
    case "rejected":
      return `This promise never settles if ${gap.why} at line ${line} rejects: only its success is handed on, and whoever awaits it waits for ever. Reject it too, or return the inner promise instead of making a new one.`;
    case "thrown":
      return `This promise never settles if ${gap.why} at line ${line} fails: what an async function throws here reaches nobody, and whoever awaits the promise waits for ever. Catch it and reject, or await outside of \`new Promise\`.`;
  }
}

function relatedOf(gap: Gap): string {
  switch (gap.kind) {
    case "never":
      return "what settles it is not used";
    case "path":
      return "this way ends here without settling it";
    case "rejected":
      return "its rejection is not handed on";
    case "thrown":
      return "its failure is not handed on";
  }
}

/** Which of several with the same gap in one function. */
function orderOf(made: MadePromise, all: readonly MadePromise[] = []): number {
  return all.filter((other) => other.fn === made.fn).indexOf(made);
}
