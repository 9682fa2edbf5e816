// Finds the program that runs a file: the nearest file that does something when it is loaded and that reaches it.

import { ts } from "ts-morph";
import type { SourceHost } from "../workspace/source-host";
import { projectFiles, referencesOf } from "./project-files";

/** Names that people give to the file that starts a program, the likeliest first. */
const ENTRY_NAMES = /(^|\/)(main|index|app|server|cli|start|run|program)\.[cm]?[jt]sx?$/;
const TEST_NAMES = /\.(test|spec)\.[cm]?[jt]sx?$|(^|\/)(__tests__|tests?)\//;

/** Absolute path of the entry; the file itself where it does something and is no other thread's. `undefined`: none reaches it. */
export function findEntry(target: string, host: SourceHost, cancelled: () => boolean): string | undefined {
  const { paths, options } = projectFiles(target, host);
  const importers = new Map<string, string[]>();
  let isThread = false;
  for (const path of paths) {
    if (cancelled()) return undefined;
    const text = host.read(path);
    if (text === undefined) continue;
    const { imports, threads } = referencesOf(path, text, options, host);
    if (threads.includes(target) && path !== target) isThread = true;
    for (const used of [...imports, ...threads]) {
      importers.set(used, [...(importers.get(used) ?? []), path]);
    }
  }
  if (!isThread && doesSomething(target, host)) return target;

  const distance = new Map([[target, 0]]);
  for (const [path, steps] of distance) {
    for (const importer of importers.get(path) ?? []) {
      if (!distance.has(importer)) distance.set(importer, steps + 1);
    }
  }
  const candidates = [...distance.keys()].filter((path) => path !== target && doesSomething(path, host));
  const rank = (path: string): number =>
    (TEST_NAMES.test(path) ? 10_000 : 0) + (ENTRY_NAMES.test(path) ? 0 : 1000) + (distance.get(path) ?? 0);
  candidates.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return candidates[0] ?? (isThread && doesSomething(target, host) ? target : undefined);
}

/** Whether loading a file starts something, rather than only defining it. */
export function doesSomething(path: string, host: SourceHost): boolean {
  const text = host.read(path);
  if (text === undefined) return false;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  return source.statements.some(acts);
}

function acts(statement: ts.Statement): boolean {
  if (ts.isExpressionStatement(statement)) {
    const { expression } = statement;
    if (ts.isStringLiteral(expression)) return false;
    // `module.exports = ...` defines.
    return !ts.isBinaryExpression(expression) || !isDefinition(expression);
  }
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.some(
      ({ initializer }) => initializer !== undefined && (ts.isAwaitExpression(initializer) || isWorker(initializer)),
    );
  }
  return (
    ts.isIfStatement(statement) ||
    ts.isIterationStatement(statement, true) ||
    ts.isTryStatement(statement) ||
    ts.isSwitchStatement(statement) ||
    ts.isBlock(statement)
  );
}

function isDefinition({ left, operatorToken }: ts.BinaryExpression): boolean {
  return operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isPropertyAccessExpression(left);
}

function isWorker(expression: ts.Expression): boolean {
  return (
    ts.isNewExpression(expression) && ts.isIdentifier(expression.expression) && expression.expression.text === "Worker"
  );
}
