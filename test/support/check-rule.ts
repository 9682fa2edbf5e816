// Rules against annotated TypeScript: carets under a line say what is reported there; everything else must be silent.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, TextEdit } from "#protocol/finding";

/** What a line of carets says, or what a finding is, in the same words. */
export interface Mark {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly severity: string;
  readonly rule: string;
  readonly text: string;
}

/** `//^^^^ error: part of the message`, with the rule in brackets where it is not the folder's: `warning[lock-order]`. */
export function marksOf(text: string, folderRule: string): Mark[] {
  const marks: Mark[] = [];
  let target = 0;
  text.split("\n").forEach((line, number) => {
    const caret = /^\s*\/\/\s*(\^+)\s+(error|warning|information)(?:\[([\w-]+)\])?: (.*)$/.exec(line);
    if (caret === null) {
      target = number;
      return;
    }
    const [, carets = "", severity = "", rule, message = ""] = caret;
    const from = line.indexOf("^");
    marks.push({
      line: target,
      from,
      to: from + carets.length,
      severity,
      rule: rule ?? folderRule,
      text: message.trim(),
    });
  });
  return marks;
}

/** Differences between what is marked and what was found, as readable lines. */
export function differences(marks: readonly Mark[], findings: readonly Finding[]): string[] {
  const left = [...findings];
  const missing: string[] = [];
  for (const mark of marks) {
    const index = left.findIndex(
      ({ range, severity, ruleId, message }) =>
        range.start.line === mark.line &&
        range.start.character === mark.from &&
        (range.end.line !== mark.line || range.end.character === mark.to) &&
        severity === mark.severity &&
        ruleId === mark.rule &&
        message.includes(mark.text),
    );
    if (index < 0)
      missing.push(`not found: line ${mark.line + 1}:${mark.from + 1} ${mark.severity} ${mark.rule}: ${mark.text}`);
    else left.splice(index, 1);
  }
  return [...missing, ...left.map(say)];
}

export function say(found: Finding): string {
  const { start, end } = found.range;
  return `not marked: line ${start.line + 1}:${start.character + 1}-${end.character + 1} ${found.severity} ${found.ruleId}: ${found.message}`;
}

/** Text after the edits, which must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = ({ line, character }: { line: number; character: number }): number =>
    (starts[line] ?? text.length) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}

/** TypeScript files under a folder, deep, with their text. */
export function filesUnder(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts")
      ? [{ path, text: readFileSync(path, "utf8") }]
      : [];
  });
}
