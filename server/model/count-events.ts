// What a function of a hand-written lock does to its counts and to the list of those who wait, path by path.

import { ts } from "ts-morph";
import { bare } from "./entity";
import { type FunctionNode, isFunctionNode } from "./names";
import type { Group } from "./shape-groups";
import { has, loopAround, mentions } from "./syntax";

export type CountEvent =
  /** `flag`: it is set or cleared; otherwise counted up or down by one. */
  | { readonly e: "change"; readonly name: string; readonly by: number; readonly flag: boolean }
  /** Who waits first in the list goes on. */
  | { readonly e: "wake"; readonly list: string; readonly at: ts.Node }
  /** It waits in the list; `pushed`: what is counted at once when it is woken. */
  | {
      readonly e: "wait";
      readonly list: string;
      readonly at: ts.Node;
      readonly inLoop: boolean;
      readonly pushed: ReadonlyMap<string, number>;
      /** A piece of state as it is written. */
      text(name: string): string;
    }
  | { readonly e: "pause" };

/** What happens in one go, and the wait that ends it. */
export interface Segment {
  readonly events: readonly CountEvent[];
  readonly end?: CountEvent;
}

interface Way {
  readonly events: readonly CountEvent[];
  readonly done: boolean;
}

const MAX_WAYS = 48;
const MAX_DEPTH = 3;

/** Thrown inside of this file alone: the function does something that is not understood. */
class Unclear extends Error {}

/** The ways through the function; `undefined` where something is not understood. */
export function eventsOf(fn: FunctionNode, group: Group): readonly (readonly CountEvent[])[] | undefined {
  try {
    return waysThrough(fn, group, [fn]).map(({ events }) => events);
  } catch (error) {
    if (error instanceof Unclear) return undefined;
    throw error;
  }
}

export function segmentsOf(events: readonly CountEvent[]): readonly Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  events.forEach((event, index) => {
    if (event.e !== "wait" && event.e !== "pause") return;
    segments.push({ events: events.slice(from, index), end: event });
    from = index + 1;
  });
  return [...segments, { events: events.slice(from) }];
}

function waysThrough(fn: FunctionNode, group: Group, within: readonly FunctionNode[]): readonly Way[] {
  const woken = new Map<string, string>();
  const begin: Way = { events: [], done: false };

  const then = (ways: readonly Way[], next: (way: Way) => readonly Way[]): readonly Way[] => {
    const all = ways.flatMap((way) => (way.done ? [way] : next(way)));
    const distinct = new Map(all.map((way) => [keyOf(way), way]));
    if (distinct.size > MAX_WAYS) throw new Unclear();
    return [...distinct.values()];
  };
  const add = (way: Way, event: CountEvent): readonly Way[] => [{ ...way, events: [...way.events, event] }];

  const list = (statements: readonly ts.Statement[], from: readonly Way[]): readonly Way[] =>
    statements.reduce((ways, one) => then(ways, (way) => statement(one, way)), from);

  const statement = (node: ts.Statement, way: Way): readonly Way[] => {
    if (ts.isBlock(node)) return list(node.statements, [way]);
    if (ts.isIfStatement(node))
      return then(expression(node.expression, way), (at) => [
        ...statement(node.thenStatement, at),
        ...(node.elseStatement === undefined ? [at] : statement(node.elseStatement, at)),
      ]);
    if (ts.isReturnStatement(node) || ts.isThrowStatement(node)) {
      const ways = node.expression === undefined ? [way] : expression(node.expression, way);
      return ways.map((one) => ({ ...one, done: true }));
    }
    if (ts.isTryStatement(node)) {
      const ways = statement(node.tryBlock, way);
      const { finallyBlock } = node;
      if (finallyBlock === undefined) return ways;
      return ways.flatMap((one) =>
        statement(finallyBlock, { ...one, done: false }).map((after) => ({ ...after, done: after.done || one.done })),
      );
    }
    if (ts.isIterationStatement(node, false)) {
      const test = ts.isWhileStatement(node) || ts.isDoStatement(node) ? node.expression : undefined;
      const inside = test === undefined ? [way] : expression(test, way);
      // Once or not at all: whether it is left by `break` or by its end is the same here.
      return then(inside, (at) => [at, ...statement(node.statement, at)]);
    }
    if (ts.isVariableStatement(node)) {
      let ways: readonly Way[] = [way];
      for (const { name, initializer } of node.declarationList.declarations) {
        if (initializer === undefined) continue;
        const from = takenFrom(initializer, group);
        if (from !== undefined && ts.isIdentifier(name)) woken.set(name.text, from);
        else ways = then(ways, (at) => expression(initializer, at));
      }
      return ways;
    }
    if (ts.isExpressionStatement(node)) return expression(node.expression, way);
    if (ts.isFunctionDeclaration(node) || ts.isBreakOrContinueStatement(node) || ts.isEmptyStatement(node))
      return [way];
    throw new Unclear();
  };

  const expression = (node: ts.Expression, way: Way): readonly Way[] => {
    const inner = bare(node);
    if (isFunctionNode(inner)) return [way];
    const change = changeOf(inner, group);
    if (change !== undefined) return add(way, change);
    if (ts.isAwaitExpression(inner)) {
      const wait = waitIn(inner.expression, group, fn);
      return wait === undefined
        ? then(expression(inner.expression, way), (at) => add(at, { e: "pause" }))
        : add(way, wait);
    }
    const waited = waitIn(inner, group, fn);
    if (waited !== undefined) return add(way, waited);
    if (ts.isConditionalExpression(inner))
      return then(expression(inner.condition, way), (at) => [
        ...expression(inner.whenTrue, at),
        ...expression(inner.whenFalse, at),
      ]);
    if (ts.isBinaryExpression(inner) && /^(&&|\|\||\?\?)$/.test(inner.operatorToken.getText()))
      return then(expression(inner.left, way), (at) => [at, ...expression(inner.right, at)]);
    if (ts.isCallExpression(inner)) return call(inner, way);
    const parts: ts.Expression[] = [];
    ts.forEachChild(inner, (child) => {
      if (ts.isExpression(child)) parts.push(child);
      else if (has(child, (one) => ts.isAwaitExpression(one) || ts.isCallExpression(one)) && !isFunctionNode(child))
        ts.forEachChild(child, (more) => void (ts.isExpression(more) && parts.push(more)));
    });
    return parts.reduce<readonly Way[]>((ways, one) => then(ways, (at) => expression(one, at)), [way]);
  };

  const call = (node: ts.CallExpression, way: Way): readonly Way[] => {
    const callee = bare(node.expression);
    const of =
      ts.isPropertyAccessExpression(callee) && callee.name.text === "resolve" ? bare(callee.expression) : callee;
    const from = ts.isIdentifier(of) ? woken.get(of.text) : takenFrom(of, group);
    if (from !== undefined) return add(way, { e: "wake", list: from, at: node });
    const ways = node.arguments.reduce<readonly Way[]>((all, one) => then(all, (at) => expression(one, at)), [way]);
    const member = ownMember(callee, group);
    if (member === undefined) return ways;
    if (within.includes(member) || within.length > MAX_DEPTH) throw new Unclear();
    const inner = waysThrough(member, group, [...within, member]);
    return then(ways, (at) => inner.map(({ events }) => ({ events: [...at.events, ...events], done: false })));
  };

  const { body } = fn;
  if (body === undefined) return [begin];
  return ts.isBlock(body) ? list(body.statements, [begin]) : expression(body, begin);
}

function keyOf({ events, done }: Way): string {
  const words = events.map((event) => {
    if (event.e === "change") return `${event.name}${event.by}`;
    return event.e === "pause" ? event.e : `${event.e} ${event.list} ${event.at.pos}`;
  });
  return `${words.join()} ${done}`;
}

/** `count++`, `count -= 1`, `taken = true`; anything else that it is given is not understood. */
function changeOf(node: ts.Expression, { state }: Group): CountEvent | undefined {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const name = state(node.operand);
    if (node.operator === ts.SyntaxKind.PlusPlusToken && name !== undefined)
      return { e: "change", name, by: 1, flag: false };
    if (node.operator === ts.SyntaxKind.MinusMinusToken && name !== undefined)
      return { e: "change", name, by: -1, flag: false };
    return undefined;
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const name = state(node.left);
  const kind = node.operatorToken.kind;
  if (name === undefined || kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment)
    return undefined;
  if (kind === ts.SyntaxKind.EqualsToken) {
    if (node.right.kind === ts.SyntaxKind.TrueKeyword) return { e: "change", name, by: 1, flag: true };
    if (node.right.kind === ts.SyntaxKind.FalseKeyword) return { e: "change", name, by: -1, flag: true };
  } else if (node.right.getText() === "1") {
    if (kind === ts.SyntaxKind.PlusEqualsToken) return { e: "change", name, by: 1, flag: false };
    if (kind === ts.SyntaxKind.MinusEqualsToken) return { e: "change", name, by: -1, flag: false };
  }
  throw new Unclear();
}

/** `new Promise((resolve) => list.push(resolve))`, with what is counted by a function that is put there instead. */
function waitIn(node: ts.Expression, group: Group, fn: FunctionNode): CountEvent | undefined {
  const made = bare(node);
  const [executor] = ts.isNewExpression(made) ? (made.arguments ?? []) : [];
  if (!ts.isNewExpression(made) || made.expression.getText() !== "Promise") return undefined;
  if (executor === undefined || !isFunctionNode(executor)) return undefined;
  const resolve = executor.parameters[0]?.name.getText();
  let found: { readonly list: string; readonly value: ts.Expression } | undefined;
  const visit = (child: ts.Node): void => {
    if (ts.isCallExpression(child) && ts.isPropertyAccessExpression(child.expression)) {
      const [value] = child.arguments;
      const list = child.expression.name.text === "push" ? group.state(child.expression.expression) : undefined;
      if (list !== undefined && value !== undefined && resolve !== undefined && mentions(value, resolve))
        found ??= { list, value };
    }
    ts.forEachChild(child, visit);
  };
  visit(executor);
  if (found === undefined) throw new Unclear();
  const { list, value } = found;
  const pushed = new Map<string, number>();
  // Only the resolver itself, or a function that counts and then calls it.
  if (isFunctionNode(value)) {
    const [only, ...more] = waysThrough(value, group, [fn, value]);
    if (only === undefined || more.length > 0) throw new Unclear();
    for (const event of only.events)
      if (event.e === "change") pushed.set(event.name, (pushed.get(event.name) ?? 0) + event.by);
  } else if (!ts.isIdentifier(value) || value.text !== resolve) throw new Unclear();
  const own = group.node;
  const prefix = ts.isClassLike(own) ? "this." : "";
  return {
    e: "wait",
    list,
    at: made,
    inLoop: loopAround(made) !== undefined,
    pushed,
    text: (name) => `${prefix}${name}`,
  };
}

/** `list.shift()`, `list.pop()`: the list. */
function takenFrom(node: ts.Expression, { state }: Group): string | undefined {
  const inner = bare(node);
  const taken =
    ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression) ? inner.expression : undefined;
  return taken !== undefined && /^(?:shift|pop)$/.test(taken.name.text) ? state(taken.expression) : undefined;
}

function ownMember(callee: ts.Expression, { node, members }: Group): FunctionNode | undefined {
  if (ts.isClassLike(node))
    return ts.isPropertyAccessExpression(callee) && callee.expression.kind === ts.SyntaxKind.ThisKeyword
      ? members.get(callee.name.text)
      : undefined;
  return ts.isIdentifier(callee) ? members.get(callee.text) : undefined;
}
