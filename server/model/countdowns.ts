// Latches and barriers written by hand, and where those who arrive at one are not as many as it counts.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { type Shape, shapeOf } from "./countdown-shapes";
import { bare, entityOf, usesOf } from "./entity";
import type { FunctionId } from "./facts";
import { type FunctionNode, functionAround, functionId, nodeRange, personName } from "./names";
import { isUserCode, type Resolver } from "./resolve";
import { find, has, isWithin, loopAround } from "./syntax";

export interface Countdown {
  /**
   * `in-loop`: waited for in the loop that starts those it counts · `way-out`: a participant leaves without counting down ·
   * `failure`: a participant may fail before it counts down · `slots`: more parties than run at the same time ·
   * `nobody`: it may start at zero, and only a participant ends the wait · `few`: fewer participants than it counts.
   */
  readonly kind: "in-loop" | "way-out" | "failure" | "slots" | "nobody" | "few";
  readonly at: Range;
  readonly fn: FunctionId;
  readonly in: string;
  /** The latch or barrier as written, and where it gets its number. */
  readonly text: string;
  readonly made: Range;
  /** The number, the slots, what fails: in words of the program. */
  readonly count: string;
  readonly other: string;
}

export function countdownsOf(source: ts.SourceFile, resolver: Resolver): Countdown[] {
  if (!/\bnew\s+[\w$]/.test(source.text)) return [];
  const found: Countdown[] = [];
  const shapes = new Map<ts.ClassLikeDeclaration, Shape | undefined>();
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const declared = resolver.symbol(node.expression)?.valueDeclaration;
      if (declared !== undefined && ts.isClassLike(declared) && isUserCode(declared)) {
        resolver.looksInto(declared, source);
        if (!shapes.has(declared)) shapes.set(declared, shapeOf(declared));
        const shape = shapes.get(declared);
        if (shape !== undefined) found.push(...misuses(node, shape, source, resolver));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What goes wrong with one latch or barrier. */
function misuses(made: ts.NewExpression, shape: Shape, source: ts.SourceFile, resolver: Resolver): Countdown[] {
  const holder = made.parent;
  if (!ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return [];
  const entity = entityOf(holder.name, resolver);
  if (entity === undefined) return [];
  const uses = usesOf(entity, source, resolver).flatMap((use) => useOf(use));
  // Who else gets it may count down as well.
  if (uses.some(({ name }) => name === undefined)) return [];
  const named = (names: ReadonlySet<string>): Use[] => uses.filter(({ name }) => name !== undefined && names.has(name));
  const number = numberOf(made, named(shape.add), shape);
  if (number === undefined) return [];
  const around = functionAround(made) ?? source;
  const base = {
    fn: functionId(around),
    in: personName(around),
    text: holder.name.text,
    made: nodeRange(number.at, source),
    count: number.text,
  };
  const at = (node: ts.Node): { at: Range } => ({ at: nodeRange(node, source) });
  const found: Countdown[] = [];
  const arrivals = named(shape.arrive);
  const waits = named(shape.wait);
  if (shape.kind === "latch") {
    const early = waits.find((wait) => isInLoop(wait, number, arrivals));
    if (early !== undefined) found.push({ kind: "in-loop", ...at(early.node), ...base, other: "" });
    for (const { node } of arrivals) {
      const missed = wayWithout(node, named(shape.add));
      if (missed !== undefined) found.push({ kind: missed.how, ...at(missed.at), ...base, other: missed.text });
    }
    if (!shape.looksFirst && number.of !== undefined && waits.length > 0 && !isGuarded(number.at, number.of, around))
      found.push({ kind: "nobody", ...at(made), ...base, other: number.of });
    const few = tooFew(number, arrivals);
    if (few !== undefined && waits.length > 0)
      found.push({ kind: "few", ...at(waits[0]?.node ?? made), ...base, other: few });
  } else {
    for (const { node } of arrivals) {
      const limit = limiterAround(node, resolver);
      const slots = limit?.slots ?? 0;
      if (
        limit === undefined ||
        (number.value !== undefined ? number.value <= slots : number.of === undefined || limit.of !== number.of)
      )
        continue;
      found.push({
        kind: "slots",
        ...at(node),
        ...base,
        other: `\`${limit.text}\` lets ${String(slots)} run at the same time`,
      });
    }
  }
  return found.slice(0, 1);
}

interface Use {
  readonly node: ts.Node;
  /** The member that is used; `undefined`: it is handed on. */
  readonly name: string | undefined;
  readonly args: readonly ts.Expression[];
}

function useOf(use: ts.Expression): Use[] {
  const { parent } = use;
  if (ts.isVariableDeclaration(parent) && parent.name === use) return [];
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use)
    return [{ node: use, name: undefined, args: [] }];
  const called = ts.isCallExpression(parent.parent) && parent.parent.expression === parent ? parent.parent : undefined;
  return [{ node: called ?? parent, name: parent.name.text, args: called?.arguments ?? [] }];
}

interface Count {
  readonly at: ts.Node;
  readonly text: string;
  readonly value: number | undefined;
  /** The list whose length it is. */
  readonly of: string | undefined;
}

/** What it counts from the start: the one number that it is made with, or that is added once. */
function numberOf(made: ts.NewExpression, adds: readonly Use[], shape: Shape): Count | undefined {
  const given = shape.parameter < 0 ? undefined : made.arguments?.[shape.parameter];
  const [add, ...more] = adds;
  const value = given ?? (more.length === 0 ? add?.args[0] : undefined);
  if (value === undefined || (given !== undefined && adds.length > 0)) return undefined;
  const text = value.getText();
  const list = /^([\w.]+)\.(length|size)$/.exec(text)?.[1];
  return {
    at: given === undefined ? (add?.node ?? made) : made,
    text,
    value: ts.isNumericLiteral(value) ? Number(value.text) : undefined,
    of: list,
  };
}

/** It is waited for in a turn of the loop that starts one participant a turn, while it counts all of them. */
function isInLoop(wait: Use, number: Count, arrivals: readonly Use[]): boolean {
  if (!ts.isAwaitExpression(wait.node.parent) || number.value === 1) return false;
  const loop = loopAround(wait.node);
  if (loop === undefined || isWithin(number.at, loop) || arrivals.length === 0) return false;
  const over = ts.isForOfStatement(loop)
    ? loop.expression.getText()
    : ts.isForStatement(loop)
      ? (loop.condition?.getText() ?? "")
      : "";
  const same = number.of !== undefined && over.includes(number.of);
  const counted = number.value !== undefined && ts.isForStatement(loop) && over.endsWith(`< ${number.text}`);
  // Each turn starts one: all that count down are in it, once, before the wait and in no other loop.
  return (
    (same || counted) &&
    arrivals.every(
      ({ node }) => isWithin(node, loop) && node.end < wait.node.pos && innerLoop(node, loop) === undefined,
    ) &&
    arrivals.length === 1
  );
}

function innerLoop(node: ts.Node, outer: ts.Node): ts.Node | undefined {
  for (let at = node.parent; at !== undefined && at !== outer; at = at.parent)
    if (
      ts.isIterationStatement(at, false) ||
      (ts.isCallExpression(at) && /\.(map|forEach)$/.test(at.expression.getText()))
    )
      return at;
  return undefined;
}

/** A participant, started and left to itself, that ends without counting down. */
function wayWithout(
  arrival: ts.Node,
  adds: readonly Use[],
): { how: "way-out" | "failure"; at: ts.Node; text: string } | undefined {
  const fn = functionAround(arrival);
  if (fn?.body === undefined || !ts.isBlock(fn.body) || adds.some(({ node }) => isWithin(node, fn))) return undefined;
  const isAsync = (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0;
  const statement = ts.isExpressionStatement(arrival.parent) ? arrival.parent : undefined;
  if (!isAsync || statement === undefined || !isStarted(fn) || statement.parent !== fn.body) return undefined;
  for (const one of fn.body.statements) {
    if (one === statement) return undefined;
    const leave = find(
      one,
      (node) => (ts.isReturnStatement(node) || ts.isThrowStatement(node)) && functionAround(node) === fn,
    );
    const caught =
      leave !== undefined &&
      ts.isThrowStatement(leave) &&
      isInside(leave, one, (at) => ts.isTryStatement(at) && at.catchClause !== undefined);
    if (leave !== undefined && !caught) return { how: "way-out", at: leave, text: "" };
    const fails = find(one, (node) => ts.isAwaitExpression(node) && functionAround(node) === fn && mayFail(node));
    const tried =
      fails !== undefined && isInside(fails, one, (at) => ts.isTryStatement(at) && at.catchClause !== undefined);
    if (fails !== undefined && !tried && ts.isAwaitExpression(fails))
      return { how: "failure", at: fails, text: fails.expression.getText().slice(0, 60) };
  }
  return undefined;
}

/** Its promise is dropped: `void (async () => …)()`, or the callback of a `forEach` or of a `map` that nobody looks at. */
function isStarted(fn: FunctionNode): boolean {
  let at: ts.Node = fn.parent;
  while (ts.isParenthesizedExpression(at)) at = at.parent;
  if (!ts.isCallExpression(at)) return false;
  const iterates = ts.isPropertyAccessExpression(at.expression) && /^(forEach|map)$/.test(at.expression.name.text);
  const own = bare(at.expression) === fn;
  if (!iterates && !own) return false;
  const { parent } = at;
  return ts.isExpressionStatement(parent) || ts.isVoidExpression(parent);
}

/** Not a timer, and nobody looks after its failure. */
function mayFail(node: ts.AwaitExpression): boolean {
  const awaited = bare(node.expression);
  return (
    ts.isCallExpression(awaited) &&
    !/(sleep|delay|setTimeout|setImmediate|tick|wait|catch|allSettled)$/i.test(awaited.expression.getText())
  );
}

/** As many places count down as there are, each once; `undefined`: nobody knows, or as many as it counts. */
function tooFew(number: Count, arrivals: readonly Use[]): string | undefined {
  if (number.value === undefined || number.value <= arrivals.length) return undefined;
  const each = arrivals.every(({ node }) => {
    const fn = functionAround(node);
    if (loopAround(node) !== undefined || fn === undefined) return false;
    const outside = functionAround(number.at);
    if (fn === outside) return true;
    let at: ts.Node = fn.parent;
    while (ts.isParenthesizedExpression(at)) at = at.parent;
    // Started on the spot, and not in a loop: once.
    return (
      ts.isCallExpression(at) &&
      bare(at.expression) === fn &&
      functionAround(at) === outside &&
      loopAround(at) === undefined
    );
  });
  return each ? String(arrivals.length) : undefined;
}

/** Somebody has looked at the length, or it cannot be zero. */
function isGuarded(at: ts.Node, list: string, around: ts.Node): boolean {
  const length = new RegExp(`${list.replace(/[.$]/g, "\\$&")}\\??\\.(length|size)`);
  return (
    has(
      around,
      (node) =>
        (ts.isIfStatement(node) || ts.isConditionalExpression(node)) &&
        length.test((ts.isIfStatement(node) ? node.expression : node.condition).getText()),
    ) || isInsideList(at, list, around)
  );
}

/** The list is written in the same function, with elements. */
function isInsideList(at: ts.Node, list: string, around: ts.Node): boolean {
  return has(
    around,
    (node) =>
      ts.isVariableDeclaration(node) &&
      node.pos < at.pos &&
      node.name.getText() === list &&
      node.initializer !== undefined &&
      ts.isArrayLiteralExpression(bare(node.initializer)),
  );
}

/** The limiter whose callback the node is in: how many run at once, and the list that its jobs are made from. */
function limiterAround(
  node: ts.Node,
  resolver: Resolver,
): { slots: number; text: string; of: string | undefined } | undefined {
  for (let fn = functionAround(node); fn !== undefined; fn = functionAround(fn)) {
    const call = fn.parent;
    if (!ts.isCallExpression(call) || call.expression === fn) continue;
    const callee = call.expression;
    const named = ts.isIdentifier(callee)
      ? callee
      : ts.isPropertyAccessExpression(callee) && /^(add|runExclusive|schedule|run)$/.test(callee.name.text)
        ? callee.expression
        : undefined;
    const slots = named === undefined ? undefined : slotsOf(named, resolver);
    if (named === undefined || slots === undefined) continue;
    const mapper = functionAround(call)?.parent;
    const list =
      mapper !== undefined &&
      ts.isCallExpression(mapper) &&
      ts.isPropertyAccessExpression(mapper.expression) &&
      /^(map|forEach)$/.test(mapper.expression.name.text)
        ? mapper.expression.expression.getText()
        : undefined;
    const loop = loopAround(call);
    return {
      slots,
      text: named.getText(),
      of: list ?? (loop !== undefined && ts.isForOfStatement(loop) ? loop.expression.getText() : undefined),
    };
  }
  return undefined;
}

/** `pLimit(2)`, `new Semaphore(2)`, `new PQueue({ concurrency: 2 })`. */
function slotsOf(named: ts.Expression, resolver: Resolver): number | undefined {
  const symbol = resolver.symbol(ts.isPropertyAccessExpression(named) ? named.name : named);
  const declared = symbol?.valueDeclaration;
  const init =
    declared !== undefined && (ts.isVariableDeclaration(declared) || ts.isPropertyDeclaration(declared))
      ? declared.initializer
      : undefined;
  const made = init === undefined ? undefined : bare(init);
  if (made === undefined || !(ts.isCallExpression(made) || ts.isNewExpression(made))) return undefined;
  if (
    !/^(pLimit|limit|throat|Sema|Semaphore|PQueue|Bottleneck|Mutex)$/.test(
      made.expression.getText().replace(/^.*\./, ""),
    )
  )
    return undefined;
  const [first] = made.arguments ?? [];
  if (made.expression.getText().endsWith("Mutex")) return 1;
  if (first === undefined) return undefined;
  if (ts.isNumericLiteral(first)) return Number(first.text);
  if (!ts.isObjectLiteralExpression(first)) return undefined;
  const option = first.properties.find(
    (one) => ts.isPropertyAssignment(one) && /^(concurrency|maxConcurrent)$/.test(one.name.getText()),
  );
  return option !== undefined && ts.isPropertyAssignment(option) && ts.isNumericLiteral(option.initializer)
    ? Number(option.initializer.text)
    : undefined;
}

function isInside(node: ts.Node, outer: ts.Node, test: (node: ts.Node) => boolean): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (test(at)) return true;
    if (at === outer) return false;
  }
  return false;
}
