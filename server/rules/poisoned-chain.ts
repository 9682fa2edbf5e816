// poisoned-chain: work is lined up on a promise that stays rejected after the first failure.

import type { Finding } from "#protocol/finding";
import type { ProgramModel } from "#server/model/program-model";
import { finding, fingerprint } from "./report";
import type { Rule } from "./rule";

export const poisonedChain: Rule = {
  id: "poisoned-chain",
  summary: "Work is lined up on a promise chain that the first rejection stops for good.",
  severity: "warning",
  *check(model: ProgramModel): Iterable<Finding> {
    for (const { file, chains = [] } of model.files.values()) {
      for (const chain of chains) {
        if (chain.callee !== undefined && model.functions.has(chain.callee)) {
          const summary = model.summaries.get(chain.callee);
          if (summary !== undefined && summary.throws === undefined && !summary.cut) continue;
        }
        const name = `\`${chain.text}\``;
        yield finding({
          file,
          range: chain.at,
          ruleId: "poisoned-chain",
          severity: "warning",
          message: `Once ${chain.job === "the job" ? chain.job : `\`${chain.job}\``} fails, ${name} stays rejected: no later job is ever started, and each of their callers gets the first one's error. Give the caller the promise of the job, and keep as the tail one that cannot reject: \`${chain.text} = result.then(() => undefined, () => undefined)\`.`,
          paths: [[{ file, range: chain.at, message: `${chain.in} adds a link to ${chain.text}` }]],
          interleaving: [
            `Call 1 of ${chain.in} adds a job that fails: ${name} is a rejected promise from then on`,
            "Call 2 adds its job: a rejected promise skips it",
            "No job is run any more",
          ],
          fixes:
            chain.fix === undefined
              ? []
              : [
                  {
                    title: "Start the job whether or not the one before it failed",
                    edits: [{ file, range: chain.fix, newText: ".catch(() => undefined)" }],
                  },
                ],
          fingerprint: fingerprint("poisoned-chain", chain.fn, chain.text),
        });
      }
    }
  },
};
