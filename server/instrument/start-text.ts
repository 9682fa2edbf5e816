// What a `@simulate` says: `a = new Account(1); transfer(a, b) | audit()`. Values that the calls share, then the calls. Read and written here.

import type { StartField } from "#protocol/finding";
import type { StartEdit } from "#protocol/server";
import { ts } from "ts-morph";
import { brokenBecause } from "./expression";
import type { RequestedCall } from "./instrument-file";
import { parse } from "./syntax";

/** Values and calls as they are written; nothing is checked. */
export function readStart(text: string): StartEdit {
  const parts = splitAt(text, ts.SyntaxKind.SemicolonToken);
  const values = parts.slice(0, -1).map((part) => {
    const [, name = "", value = ""] = /^([^=]*)=([\s\S]*)$/.exec(part) ?? ["", part, ""];
    return { name: name.trim(), text: value.trim() };
  });
  return { values, calls: splitAt(parts.at(-1) ?? "", ts.SyntaxKind.BarToken) };
}

export function writeStart({ values, calls }: StartEdit): string {
  return [...values.map(({ name, text }) => `${name} = ${text}`), calls.join(" | ")].join("; ");
}

export interface WrongStart {
  readonly message: string;
  readonly field: StartField;
}

/** The first thing that is wrong with it; `undefined` where it can be started. */
export function wrongStart({ values, calls }: StartEdit): WrongStart | undefined {
  for (const [index, { name, text }] of values.entries()) {
    const at = (message: string): WrongStart => ({ message, field: { part: "values", index } });
    if (!/^[A-Za-z_$][\w$]*$/.test(name) || brokenBecause(name) !== undefined) return at(`\`${name}\` is no name.`);
    if (values.findIndex((value) => value.name === name) < index) return at(`There are two values \`${name}\`.`);
    const because = brokenIn(text);
    if (because !== undefined) return at(`\`${text}\` is no expression: ${because}`);
  }
  for (const [index, call] of calls.entries()) {
    const because = brokenIn(call);
    const field = { part: "calls", index } as const;
    if (because !== undefined) return { message: `\`${call}\` is no expression: ${because}`, field };
    if (splitAt(call, ts.SyntaxKind.BarToken).length > 1)
      return { message: "Each call needs a row of its own; they start together.", field };
  }
  return calls.length > 0 ? undefined : { message: "There is no call.", field: { part: "calls", index: 0 } };
}

/** @param start,end where in the file it is said */
export function requestedCalls({ values, calls }: StartEdit, start: number, end: number): readonly RequestedCall[] {
  const variables = new Map<string, string>();
  const setup = values.map(({ name, text }) => {
    const value = renamed(text, variables);
    const variable = `__il_${name}`;
    variables.set(name, variable);
    return { name, variable, text: value };
  });
  return calls.map((call, index) => ({
    text: renamed(call, variables),
    label: call,
    start,
    end,
    ...(index === 0 && setup.length > 0 ? { setup } : {}),
  }));
}

/** A comment that ends inside of the text would end the comment that the text is written into. */
function brokenIn(text: string): string | undefined {
  return text.includes("*/") ? "it has the end of a comment in it." : brokenBecause(text);
}

/** The expression with other names for variables: never of properties. */
function renamed(text: string, names: ReadonlyMap<string, string>): string {
  if (names.size === 0) return text;
  const prefix = "(";
  const { source } = parse("/simulate.ts", `${prefix}${text}\n);`);
  const places: { readonly start: number; readonly end: number; readonly name: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const name = names.get(node.text);
      const { parent } = node;
      const isName =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node) ||
        (ts.isMethodDeclaration(parent) && parent.name === node) ||
        (ts.isParameter(parent) && parent.name === node);
      if (name !== undefined && !isName) {
        const written = ts.isShorthandPropertyAssignment(parent) ? `${node.text}: ${name}` : name;
        places.push({ start: node.getStart(source), end: node.getEnd(), name: written });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  let result = source.text;
  for (const { start, end, name } of places.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + name + result.slice(end);
  }
  return result.slice(prefix.length, -"\n);".length);
}

/** Splits at a token that stands outside brackets and strings; `||` is no `|`. */
function splitAt(text: string, separator: ts.SyntaxKind): readonly string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (OPENING.has(token)) depth++;
    else if (CLOSING.has(token)) depth--;
    else if (token === separator && depth === 0) {
      parts.push(text.slice(from, scanner.getTokenStart()).trim());
      from = scanner.getTokenEnd();
    }
  }
  parts.push(text.slice(from).trim());
  return parts;
}

const OPENING: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.OpenParenToken,
  ts.SyntaxKind.OpenBracketToken,
  ts.SyntaxKind.OpenBraceToken,
]);
const CLOSING: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.CloseParenToken,
  ts.SyntaxKind.CloseBracketToken,
  ts.SyntaxKind.CloseBraceToken,
]);
