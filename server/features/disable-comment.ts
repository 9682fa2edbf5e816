// The comment that silences a rule on the next line.

import type { Range } from "#protocol/finding";

/**
 * The edit that silences a rule on a line: a comment above it, or one name more in the comment that is there.
 * The analysis reads `// interleave-disable-next-line rule-a, rule-b -- why`.
 */
export function disableNextLine(text: string, line: number, ruleId: string): { range: Range; newText: string } {
  const lines = text.split("\n");
  const above = lines[line - 1] ?? "";
  const names = /^\s*\/\/\s*interleave-disable-next-line\b.*?(?=\s*(?:--.*)?\r?$)/.exec(above);
  if (names !== null) {
    const end = { line: line - 1, character: names[0].length };
    return { range: { start: end, end }, newText: `, ${ruleId}` };
  }
  const here = lines[line] ?? "";
  const indent = /^[ \t]*/.exec(here)?.[0] ?? "";
  const lineBreak = here.endsWith("\r") ? "\r\n" : "\n";
  const start = { line, character: 0 };
  return { range: { start, end: start }, newText: `${indent}// interleave-disable-next-line ${ruleId}${lineBreak}` };
}
