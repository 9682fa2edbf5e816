// unused-suppression: a comment that silences a rule where the rule has nothing to say.

import type { Finding, Fix } from "#protocol/finding";
import type { FileFacts } from "#server/model/facts";
import type { Suppression } from "#server/model/suppressions";
import { didYouMean } from "./nearest-id";
import { finding, fingerprint } from "./report";
import type { Review } from "./rule";

export const unusedSuppression: Review = {
  id: "unused-suppression",
  summary: "A comment silences a rule that reports nothing there.",
  severity: "information",
  *check(file, silenced, ruleIds): Iterable<Finding> {
    for (const comment of file.suppressions) {
      const used = silenced.get(comment) ?? new Set<string>();
      const unused = comment.rules.filter((rule) => !used.has(rule));
      if (comment.rules.length === 0 ? used.size > 0 : unused.length === 0) continue;
      const all = comment.rules.length === unused.length;
      yield finding({
        file: file.file,
        range: comment.at,
        ruleId: "unused-suppression",
        severity: "information",
        message: [nothing(comment, unused), ...unused.flatMap((rule) => unknown(rule, ruleIds)), advice(all)].join(" "),
        ...(all ? { fixes: [removal(file, comment)] } : {}),
        fingerprint: fingerprint("unused-suppression", ...unused),
      });
    }
  },
};

function nothing(comment: Suppression, unused: readonly string[]): string {
  const where =
    comment.from === comment.to ? `line ${comment.from + 1}` : `lines ${comment.from + 1} to ${comment.to + 1}`;
  if (comment.rules.length === 0) return `This comment silences nothing: no rule reports anything in ${where}.`;
  const names = unused.map((rule) => `\`${rule}\``).join(", ");
  return `This comment silences ${names} for nothing: ${unused.length === 1 ? "it reports" : "they report"} nothing in ${where}.`;
}

function unknown(rule: string, ruleIds: ReadonlySet<string>): string[] {
  return ruleIds.has(rule) ? [] : [`There is no rule \`${rule}\`.${didYouMean(rule, ruleIds)}`];
}

function advice(all: boolean): string {
  return all ? "Remove it." : "Take it out of the list.";
}

function removal(file: FileFacts, comment: Suppression): Fix {
  return { title: "Remove the comment", edits: [{ file: file.file, range: comment.removal, newText: "" }] };
}
