// The comments that silence rules, and where they reach. ESLint's forms, so that nobody has to learn others.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { rangeOf } from "./names";

/** A comment that silences rules on some lines. */
export interface Suppression {
  /** First and last line that it silences, zero-based. */
  readonly from: number;
  readonly to: number;
  /** Rule ids; none: all rules. */
  readonly rules: readonly string[];
  /** What was written after `--`. */
  readonly reason?: string;
  readonly at: Range;
  /** What to delete to be rid of it: the comment, and its line where nothing else stands in it. */
  readonly removal: Range;
}

/**
 * - `// interleave-disable-next-line rule-a, rule-b -- why`
 * - `// interleave-disable-line rule-a -- why`
 * - `/* interleave-disable rule-a -- why *\/` up to `/* interleave-enable rule-a *\/`, or to the end of the file
 */
export function suppressionsOf(source: ts.SourceFile): Suppression[] {
  const { text } = source;
  const found: Suppression[] = [];
  /** Indices in `found` of those that still reach on. */
  let open: number[] = [];
  const last = source.getLineAndCharacterOfPosition(text.length).line;
  for (const match of text.matchAll(COMMENT)) {
    const [comment, line, block] = match;
    const written = DIRECTIVE.exec(line ?? block ?? "");
    if (written === null || !isComment(source, match.index)) continue;
    const [, what = "", rest = ""] = written;
    const [names = "", ...reasons] = rest.split(/\s--(?=\s|$)/);
    const rules = names.split(/[\s,]+/).filter((name) => name !== "");
    const reason = reasons.join(" --").trim();
    const at = rangeOf(source, match.index, match.index + comment.length);
    const removal = removalOf(source, match.index, match.index + comment.length);
    if (what === "enable") {
      const ended = open.filter((index) => rules.length === 0 || sameRules(found[index]?.rules ?? [], rules));
      for (const index of ended) found.splice(index, 1, { ...take(found, index), to: at.start.line });
      open = open.filter((index) => !ended.includes(index));
      continue;
    }
    const reach =
      what === "disable-next-line"
        ? { from: at.end.line + 1, to: at.end.line + 1 }
        : what === "disable-line"
          ? { from: at.start.line, to: at.start.line }
          : { from: at.start.line, to: last };
    if (what === "disable") open.push(found.length);
    found.push({ ...reach, rules, ...(reason === "" ? {} : { reason }), at, removal });
  }
  return found;
}

const COMMENT = /\/\/([^\r\n]*)|\/\*([\s\S]*?)\*\//g;
const DIRECTIVE = /^\s*interleave-(disable-next-line|disable-line|disable|enable)(?=\s|$)([\s\S]*)$/;

function removalOf(source: ts.SourceFile, start: number, end: number): Range {
  const { text } = source;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineBreak = text.indexOf("\n", end);
  const lineEnd = lineBreak < 0 ? text.length : lineBreak + 1;
  const alone = text.slice(lineStart, start).trim() === "" && text.slice(end, lineEnd).trim() === "";
  return alone ? rangeOf(source, lineStart, lineEnd) : rangeOf(source, start, end);
}

function take(found: readonly Suppression[], index: number): Suppression {
  const one = found[index];
  if (one === undefined) throw new Error("[interleave bug] a suppression that is not there");
  return one;
}

function sameRules(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((rule) => b.includes(rule));
}

/** What looks like a comment may stand in a string, a template, a regular expression or the text of an element. */
function isComment(source: ts.SourceFile, position: number): boolean {
  let node: ts.Node = source;
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(node, (child) =>
      child.pos <= position && position < child.end ? child : undefined,
    );
    if (inner === undefined) break;
    node = inner;
  }
  const literal =
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isJsxText(node);
  return !literal || position < node.getStart(source);
}
