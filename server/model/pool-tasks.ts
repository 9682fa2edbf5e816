// Pools of threads that sleep between tasks, the files of their tasks, and what such a task leaves behind when it ends.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare } from "./entity";
import { type FunctionNode, functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import type { FunctionId } from "./facts";
import { calleeText, functionOfSymbol, type Resolver } from "./resolve";
import { has } from "./syntax";
import { pathOf, withoutExtension } from "./thread-starts";

/** A pool whose threads stand in `Atomics.wait` until the next task comes. */
export interface SleepingPool {
  readonly package: string;
  readonly at: Range;
  /** Absolute path of the tasks' file without extension. */
  readonly target: string;
  /** Names under which that file exports the tasks. */
  readonly tasks: readonly string[];
}

/** Work that is begun in an exported function and may go on after that has ended. */
export interface Leftover {
  readonly kind: "timer" | "work";
  /** The name that the function is exported by. */
  readonly task: string;
  readonly fn: FunctionId;
  readonly in: string;
  readonly at: Range;
  /** The callee as written. */
  readonly text: string;
  /** `await` may be put in front. */
  readonly awaitable: boolean;
}

const PACKAGES = /["'](piscina|tinypool)["']/;
/** The threads keep to their event loops, or are processes. */
const AWAKE =
  /\b(?:useAtomics\s*:\s*false|atomics\s*:\s*["'](?:async|disabled)["']|runtime\s*:\s*["']child_process["'])/;

export function sleepingPoolsOf(source: ts.SourceFile, resolver: Resolver): SleepingPool[] {
  if (!PACKAGES.test(source.text)) return [];
  const names = [...source.text.matchAll(/\bname\s*:\s*["'](\w+)["']/g)].map(([, name = ""]) => name);
  const found: SleepingPool[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    const made = ts.isNewExpression(node) ? resolver.constructed(node) : undefined;
    if (!ts.isNewExpression(node) || made === undefined || !/^(piscina|tinypool)$/.test(made.module)) return;
    const [options] = node.arguments ?? [];
    if (options === undefined || !ts.isObjectLiteralExpression(options) || AWAKE.test(options.getText(source))) return;
    const file = options.properties.find((one) => one.name?.getText(source) === "filename");
    const value =
      file === undefined
        ? undefined
        : ts.isPropertyAssignment(file)
          ? file.initializer
          : ts.isShorthandPropertyAssignment(file)
            ? file.name
            : undefined;
    const target = value === undefined ? undefined : pathOf(value, source, resolver, 0);
    if (target === undefined) return;
    found.push({
      package: made.module,
      at: nodeRange(node, source),
      target: withoutExtension(target),
      tasks: ["default", ...names],
    });
  };
  visit(source);
  return found;
}

export function leftoversOf(source: ts.SourceFile, resolver: Resolver): Leftover[] {
  if (!/\bexport\b|\bmodule\.exports\b/.test(source.text)) return [];
  return tasksIn(source, resolver).flatMap(([task, fn]) => leftBy(task, fn, source, resolver));
}

/** Functions that the file exports, by name. */
function tasksIn(source: ts.SourceFile, resolver: Resolver): (readonly [string, FunctionNode])[] {
  const found: (readonly [string, FunctionNode])[] = [];
  const add = (name: string, value: ts.Node | undefined): void => {
    const inner = value !== undefined && ts.isExpression(value) ? bare(value) : value;
    const symbol = inner !== undefined && ts.isIdentifier(inner) ? resolver.symbol(inner) : undefined;
    const fn =
      inner !== undefined && isFunctionNode(inner)
        ? inner
        : symbol === undefined
          ? undefined
          : functionOfSymbol(symbol);
    if (fn?.body !== undefined && fn.getSourceFile() === source) found.push([name, fn]);
  };
  for (const statement of source.statements) {
    if (ts.isExportAssignment(statement)) add("default", statement.expression);
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (exported && ts.isFunctionDeclaration(statement)) {
      const isDefault = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true;
      add(isDefault ? "default" : (statement.name?.text ?? "default"), statement);
    }
    if (exported && ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        add(name.getText(source), initializer);
    const assigned = ts.isExpressionStatement(statement) ? bare(statement.expression) : undefined;
    if (assigned !== undefined && ts.isBinaryExpression(assigned) && assigned.left.getText(source) === "module.exports")
      add("default", assigned.right);
  }
  return found;
}

function leftBy(task: string, fn: FunctionNode, source: ts.SourceFile, resolver: Resolver): Leftover[] {
  const found: Leftover[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) && node !== fn) return;
    ts.forEachChild(node, visit);
    if (!ts.isExpressionStatement(node)) return;
    const whole = bare(node.expression);
    const call = ts.isVoidExpression(whole) ? bare(whole.expression) : whole;
    if (!ts.isCallExpression(call)) return;
    const first = firstOf(call);
    const kind = isTimer(call) ? "timer" : givesWork(first, resolver) ? "work" : undefined;
    if (kind === undefined) return;
    const isAsync = (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0;
    found.push({
      kind,
      task,
      fn: functionId(functionAround(node) ?? source),
      in: personName(fn),
      at: nodeRange(call, source),
      text: calleeText(first.expression),
      awaitable: kind === "work" && isAsync && whole === call,
    });
  };
  visit(fn);
  return found;
}

/** `work()` of `work().then(…).catch(…)`. */
export function firstOf(call: ts.CallExpression): ts.CallExpression {
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression) || !/^(then|catch|finally)$/.test(expression.name.text)) return call;
  const inner = bare(expression.expression);
  return ts.isCallExpression(inner) ? firstOf(inner) : call;
}

/** Of the platform's, to be called later; one that is let go of is not meant to be waited for. */
function isTimer(call: ts.CallExpression): boolean {
  return /^(?:globalThis\.)?set(?:Timeout|Interval|Immediate)$/.test(calleeText(call.expression));
}

/** It calls an `async` function of the user's that awaits something, or `fetch`. */
function givesWork(call: ts.CallExpression, resolver: Resolver): boolean {
  if (/^(?:globalThis\.)?fetch$/.test(calleeText(call.expression))) return true;
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  const symbol = resolver.symbol(name);
  const fn = symbol === undefined ? undefined : functionOfSymbol(symbol);
  if (fn?.body === undefined || (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) === 0) return false;
  return has(fn.body, (node) => ts.isAwaitExpression(node) || ts.isReturnStatement(node));
}
