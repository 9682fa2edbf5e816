// Where a comment for Interleave goes in the source: `@simulate` and `@simulated` above a function, `@cost` above a statement. Edits only.

import type { AnnotateParams, AnnotateResult } from "#protocol/server";
import { ts } from "ts-morph";
import { brokenBecause } from "./expression";
import { rangeOf } from "./file-sites";
import { functionNamed } from "./simulate-tag";
import { readStart, wrongStart } from "./start-text";
import { parse } from "./syntax";

/** Never throws for what a person typed: whatever is wrong with it is `problem`. */
export function annotate(path: string, text: string, wanted: Omit<AnnotateParams, "uri">): AnnotateResult {
  const { source, problems } = parse(path, text);
  if (problems[0] !== undefined) return refused(`The file cannot be read: ${problems[0].message}`);
  const said = wanted.text.trim();
  const wrong = said === "" ? undefined : wrongText(wanted.tag, said);
  if (wrong !== undefined) return refused(wrong);
  if (wanted.tag === "cost") {
    const statement = statementAt(source, wanted.line ?? -1);
    return statement === undefined
      ? refused("No statement begins on this line.")
      : above(statement, source, wanted.tag, said);
  }
  const found = functionNamed(source, wanted.functionName ?? "");
  if (found === undefined) return refused(`There is no function \`${wanted.functionName}\` in this file any more.`);
  return above(commented(found.node), source, wanted.tag, said);
}

function wrongText(tag: AnnotateParams["tag"], text: string): string | undefined {
  if (text.includes("*/")) return "It has the end of a comment in it.";
  if (/[\r\n]/.test(text)) return "It must be one line.";
  if (tag === "simulate") return wrongStart(readStart(text))?.message;
  if (tag === "cost") {
    const because = brokenBecause(text);
    return because === undefined ? undefined : `\`${text}\` is no expression: ${because}`;
  }
  const [, , expression = ""] = /^(throws\s)?([\s\S]*?)(?:\s+after\s+\d+(?:\.\d+)?\s*ms)?$/.exec(text) ?? [];
  const bare = expression.trim();
  const because = bare === "" || /^fails\s+with\s+E[A-Z_]+$/.test(bare) ? undefined : brokenBecause(expression);
  return because === undefined ? undefined : `\`${expression}\` is no expression: ${because}`;
}

/** The node before which a function's comment stands: the statement, where it is a variable's value. */
function commented(node: ts.FunctionLikeDeclaration): ts.Node {
  return ts.isVariableDeclaration(node.parent) ? node.parent.parent.parent : node;
}

/** The innermost statement that begins on a line. */
function statementAt(source: ts.SourceFile, line: number): ts.Statement | undefined {
  let found: ts.Statement | undefined;
  const visit = (node: ts.Node): void => {
    const at = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
    if (ts.isStatement(node) && !ts.isBlock(node) && at === line) found ??= node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The tag in the comment right above a node: changed, added, taken away, or a new comment. */
function above(node: ts.Node, source: ts.SourceFile, tag: AnnotateParams["tag"], said: string): AnnotateResult {
  const start = node.getStart(source);
  const comment = (ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []).at(-1);
  const text = comment === undefined ? "" : source.text.slice(comment.pos, comment.end);
  const indent = /[ \t]*$/.exec(source.text.slice(0, start))?.[0] ?? "";
  const change = (from: number, to: number, newText: string): AnnotateResult => ({
    edits: [{ range: rangeOf(source, from, to), newText }],
  });
  if (comment === undefined || !text.startsWith("/**")) {
    return said === "" ? { edits: [] } : change(start, start, `/** @${tag} ${said} */\n${indent}`);
  }
  const own = new RegExp(
    `@${tag}(?![\\w-])[\\s\\S]*?(?=\\r?\\n[ \\t]*\\*?[ \\t]*@|\\r?\\n[ \\t]*\\*/|[ \\t]*\\*/)`,
  ).exec(text);
  if (own !== null) {
    const from = comment.pos + own.index;
    if (said !== "") return change(from, from + own[0].length, `@${tag} ${said}`);
    const rest = `${text.slice(0, own.index)}${text.slice(own.index + own[0].length)}`;
    if (/^[\s*/]*$/.test(rest)) return change(comment.pos, start, "");
    const line = /\r?\n[ \t]*\*?[ \t]*$/.exec(text.slice(0, own.index));
    return change(from - (line?.[0].length ?? 0), from + own[0].length, "");
  }
  if (said === "") return { edits: [] };
  const end = comment.end - "*/".length;
  if (text.includes("\n")) return change(end, end, `* @${tag} ${said}\n${indent} `);
  const words = text.slice("/**".length, -"*/".length).trim();
  return change(comment.pos, comment.end, `/**\n${indent} * ${words}\n${indent} * @${tag} ${said}\n${indent} */`);
}

function refused(problem: string): AnnotateResult {
  return { edits: [], problem };
}
