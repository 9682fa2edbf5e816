// Where a rule's document can be read.

/** Base address of the rules' documents; `docs/rules/<id>.md` of the repository. */
const RULE_DOCS = "https://github.com/interleave/interleave/blob/main/docs/rules/";

export function ruleDocUrl(ruleId: string): string {
  return `${RULE_DOCS}${encodeURIComponent(ruleId)}.md`;
}
