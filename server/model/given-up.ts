// Those who wait in a list and give up without leaving it: what is handed to them later is lost.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare, entityOf, usesOf } from "./entity";
import type { FunctionId } from "./facts";
import { functionAround, functionId, type FunctionNode, isFunctionNode, nodeRange, outerName } from "./names";
import { calleeText, type Resolver } from "./resolve";
import { find, has, loopAround, mentions, search } from "./syntax";

export interface GivenUp {
  /** The list, as written. */
  readonly list: string;
  readonly fn: FunctionId;
  readonly in: string;
  /** Where he enters the list, and where he gives up. */
  readonly enters: Range;
  readonly at: Range;
  /** What makes him give up: `abort`, `timer`. */
  readonly by: "abort" | "timer";
  /** Where somebody hands something to the first of the list, which he keeps where the list is empty. */
  readonly hands: Range;
  readonly giver: string;
}

export function givenUpOf(source: ts.SourceFile, resolver: Resolver): GivenUp[] {
  if (!/\.(?:shift|pop)\s*\(\s*\)/.test(source.text) || !/\bnew\s+Promise\b/.test(source.text)) return [];
  if (!/["']abort["']|\bonabort\b|\bsetTimeout\b/.test(source.text)) return [];
  const found: GivenUp[] = [];
  search(source, (node) => {
    const [executor] = ts.isNewExpression(node) ? (node.arguments ?? []) : [];
    if (!ts.isNewExpression(node) || node.expression.getText(source) !== "Promise") return;
    if (executor === undefined || !isFunctionNode(executor)) return;
    const one = givenUpIn(executor, source, resolver);
    if (one !== undefined) found.push(one);
  });
  return found;
}

function givenUpIn(executor: FunctionNode, source: ts.SourceFile, resolver: Resolver): GivenUp | undefined {
  const settlers = new Set(executor.parameters.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : [])));
  const enters = entering(executor, settlers);
  const leaving = enters === undefined ? undefined : leavingIn(executor, settlers);
  if (enters === undefined || leaving === undefined) return undefined;
  const entity = entityOf(enters.list, resolver);
  if (entity === undefined) return undefined;
  const uses = usesOf(entity, source, resolver);
  // Each use has to be one of those that are understood: nothing takes a single one out.
  let handing: ts.Node | undefined;
  for (const use of uses) {
    if (ts.isPropertyDeclaration(use.parent) || ts.isVariableDeclaration(use.parent)) continue;
    const access = ts.isPropertyAccessExpression(use.parent) && use.parent.expression === use ? use.parent : undefined;
    const member = access?.name.text;
    if (access === undefined) {
      if (!ts.isForOfStatement(use.parent)) return undefined;
      continue;
    }
    if (member === "length" || member === "push") continue;
    if (member !== "shift" && member !== "pop") {
      if (member === "splice" && ts.isCallExpression(access.parent) && access.parent.arguments.length === 1) continue;
      return undefined;
    }
    const given = ts.isCallExpression(access.parent) ? handedOver(access.parent) : undefined;
    if (given !== undefined) handing ??= given;
  }
  const fn = functionAround(executor) ?? executor;
  if (handing === undefined) return undefined;
  return {
    list: enters.list.getText(source),
    fn: functionId(fn),
    in: outerName(fn),
    enters: nodeRange(enters.at, source),
    at: nodeRange(leaving.at, source),
    by: leaving.by,
    hands: nodeRange(handing, source),
    giver: outerName(functionAround(handing) ?? fn),
  };
}

/** `list.push(resolve)`, `list.push({ resolve, reject })`: a function of its own may look whether he still waits. */
function entering(
  executor: FunctionNode,
  settlers: ReadonlySet<string>,
): { readonly list: ts.Expression; readonly at: ts.Node } | undefined {
  const call = find(executor, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    const [value, more] = node.arguments;
    return (
      functionAround(node) === executor &&
      node.expression.name.text === "push" &&
      value !== undefined &&
      more === undefined &&
      isPlainEntry(bare(value), settlers)
    );
  });
  return call !== undefined && ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)
    ? { list: call.expression.expression, at: call }
    : undefined;
}

function isPlainEntry(value: ts.Expression, settlers: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(value)) return settlers.has(value.text);
  if (!ts.isObjectLiteralExpression(value) || !mentions(value, settlers)) return false;
  return value.properties.every(
    (one) =>
      ts.isShorthandPropertyAssignment(one) || (ts.isPropertyAssignment(one) && !isFunctionNode(one.initializer)),
  );
}

/** A listener of `abort` or a timer that settles the promise and does nothing else. */
function leavingIn(
  executor: FunctionNode,
  settlers: ReadonlySet<string>,
): { readonly at: ts.Node; readonly by: GivenUp["by"] } | undefined {
  let found: { readonly at: ts.Node; readonly by: GivenUp["by"] } | undefined;
  search(executor, (node) => {
    if (found !== undefined || !ts.isCallExpression(node)) return;
    const text = calleeText(node.expression);
    const [first, second] = node.arguments;
    const aborts = /(?:^|\.)addEventListener$/.test(text) && first?.getText().slice(1, -1) === "abort";
    const callback = aborts ? second : text === "setTimeout" ? first : undefined;
    const fn = callback === undefined ? undefined : functionOf(callback, executor);
    const at = fn === undefined ? undefined : onlySettles(fn, settlers);
    if (at !== undefined) found = { at, by: aborts ? "abort" : "timer" };
  });
  return found;
}

function functionOf(callback: ts.Expression, executor: FunctionNode): FunctionNode | undefined {
  if (isFunctionNode(callback)) return callback;
  if (!ts.isIdentifier(callback)) return undefined;
  const declared = find(
    executor,
    (node) =>
      (ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) && node.name?.getText() === callback.text,
  );
  if (declared === undefined) return undefined;
  if (isFunctionNode(declared)) return declared;
  const value = ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  return value !== undefined && isFunctionNode(value) ? value : undefined;
}

const HARMLESS = /^(?:clearTimeout|console\.\w+|[\w$.]+\.removeEventListener)$/;

function onlySettles(fn: FunctionNode, settlers: ReadonlySet<string>): ts.Node | undefined {
  const { body } = fn;
  if (body === undefined) return undefined;
  let settles: ts.Node | undefined;
  const other = has(body, (node) => {
    if (ts.isCallExpression(node)) {
      if (ts.isIdentifier(node.expression) && settlers.has(node.expression.text)) {
        settles ??= node;
        return false;
      }
      return !HARMLESS.test(calleeText(node.expression));
    }
    return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  });
  return other ? undefined : settles;
}

/**
 * `const next = list.shift(); if (next === undefined) keep(item); else next(item)`: with nobody there, what is handed is
 * kept. Where it is not, the answer to a request goes to whoever asked, and may go to one who has given up.
 */
function handedOver(taken: ts.CallExpression): ts.Node | undefined {
  const { parent } = taken;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name) || loopAround(taken) !== undefined)
    return undefined;
  const name = parent.name.text;
  const fn = functionAround(taken);
  if (fn?.body === undefined) return undefined;
  let handing: ts.Node | undefined;
  let keeps = false;
  let looks = false;
  search(fn.body, (node) => {
    if (ts.isCallExpression(node)) {
      const callee = bare(node.expression);
      const of =
        ts.isPropertyAccessExpression(callee) && callee.name.text === "resolve" ? bare(callee.expression) : callee;
      if (ts.isIdentifier(of) && of.text === name) handing ??= node;
      if (ts.isPropertyAccessExpression(callee) && /^(?:push|unshift)$/.test(callee.name.text)) keeps = true;
    }
    if (
      ts.isPropertyAccessExpression(node) &&
      node.expression.getText() === name &&
      !/^(?:resolve|reject)$/.test(node.name.text)
    )
      looks = true;
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
      keeps ||= node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      keeps ||= /^(?:true|false)$/.test(node.right.getText());
  });
  return keeps && !looks ? handing : undefined;
}
