// Hand-written queues with a bound, whose `put` waits while they are full: who fills and who empties them, and where that can stop for good.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { type EntityId, entityOf, entityOfSymbol } from "./entity";
import type { FunctionId } from "./facts";
import { isWaitedFor, methodsOf, ownField } from "./monitors";
import { usesOfMonitor } from "./monitor-uses";
import { functionAround, functionId, type FunctionNode, nodeRange, outerName } from "./names";
import { isUserCode, type Resolver } from "./resolve";
import { loopAround } from "./syntax";

/** A wait for room in a queue that nobody can make. */
export interface FullQueue {
  /** `ring`: who empties the queues fills them as well. `later`: they are emptied by the same task, afterwards. */
  readonly kind: "ring" | "later";
  /** The queues as written: what is taken from the first is put into the second, and so on. */
  readonly queues: readonly string[];
  readonly fn: FunctionId;
  readonly in: string;
  /** The `put` that waits. */
  readonly at: Range;
  /** Where the task that should make room takes. */
  readonly take: Range;
  /** For `ring`: who else puts, or where more is put than was taken. */
  readonly more?: Range;
}

interface Use {
  readonly queue: EntityId;
  readonly text: string;
  readonly node: ts.Node;
  readonly fn: FunctionNode | undefined;
  readonly loop: ts.Node | undefined;
}

interface Queues {
  readonly puts: readonly Use[];
  readonly takes: readonly Use[];
  /** Units, where they are written. */
  readonly capacity: ReadonlyMap<EntityId, number>;
}

/** Longest way from queue to queue that is looked at. */
const MAX_LENGTH = 3;

/** Whoever imports the file may use one. */
export function declaresBoundedQueue(source: ts.SourceFile): boolean {
  return source.statements.some((statement) => ts.isClassDeclaration(statement) && channelOf(statement) !== undefined);
}

export function fullQueuesOf(source: ts.SourceFile, resolver: Resolver): FullQueue[] {
  if (!/\bnew\s+\w+/.test(source.text) || !/\bawait\b/.test(source.text)) return [];
  const queues = queuesIn(source, resolver);
  const found = new Map<string, FullQueue>();
  const keep = (one: FullQueue): void => {
    found.set(`${one.at.start.line}:${one.at.start.character}`, one);
  };
  for (const put of queues.puts) {
    if (put.fn === undefined || !isWaited(put)) continue;
    const ring = ringFrom(put, queues);
    if (ring !== undefined) keep(written("ring", put, ring, source));
    const later = ring === undefined ? laterFrom(put, queues) : undefined;
    if (later !== undefined) keep(written("later", put, later, source));
  }
  return [...found.values()].sort((a, b) => a.at.start.line - b.at.start.line);
}

interface Stuck {
  readonly queues: readonly string[];
  readonly take: Use;
  readonly more?: Use;
}

function written(kind: FullQueue["kind"], put: Use, { queues, take, more }: Stuck, source: ts.SourceFile): FullQueue {
  const fn = put.fn ?? source;
  return {
    kind,
    queues,
    fn: functionId(fn),
    in: outerName(fn),
    at: nodeRange(put.node, source),
    take: nodeRange(take.node, source),
    ...(more === undefined ? {} : { more: nodeRange(more.node, source) }),
  };
}

/** All who take from a queue put, in the same turn, into the next one; the last of them into the first. */
function ringFrom(put: Use, queues: Queues): Stuck | undefined {
  const take = queues.takes.find((one) => isFedBy(one, put));
  if (take === undefined) return undefined;
  const path = follow(put.queue, take.queue, queues, []);
  if (path === undefined) return undefined;
  const ring = new Set(path.map((one) => one.queue));
  if (ring.size !== path.length) return undefined;
  const members = [...queues.takes].filter((one) => ring.has(one.queue)).map((one) => one.fn);
  const more =
    [...queues.puts].find((one) => ring.has(one.queue) && !members.includes(one.fn) && mayRepeat(one)) ??
    [...queues.puts].find(
      (one) => ring.has(one.queue) && queues.takes.some((from) => isFedBy(from, one) && from.loop !== one.loop),
    );
  return more === undefined ? undefined : { queues: path.map((one) => one.text), take, more };
}

/** The queues from one to another, where every taker of each puts into the next. */
function follow(from: EntityId, to: EntityId, queues: Queues, before: readonly Use[]): readonly Use[] | undefined {
  const takers = queues.takes.filter((one) => one.queue === from);
  const [first] = takers;
  if (first === undefined || before.length >= MAX_LENGTH) return undefined;
  const path = [...before, first];
  const next = new Set(
    queues.puts
      .filter((put) => isWaited(put) && takers.every((take) => feeds(take, put.queue, queues)))
      .map(({ queue }) => queue),
  );
  if (from === to) return next.size > 0 ? path : undefined;
  for (const queue of next) {
    const whole = path.some((one) => one.queue === queue) ? undefined : follow(queue, to, queues, path);
    if (whole !== undefined) return whole;
  }
  return undefined;
}

function feeds(take: Use, queue: EntityId, queues: Queues): boolean {
  return queues.puts.some((put) => put.queue === queue && isWaited(put) && isFedBy(take, put));
}

/** The put stands in the loop whose turns begin with the take. */
function isFedBy(take: Use, put: Use): boolean {
  const { loop } = take;
  return (
    loop !== undefined &&
    take.fn === put.fn &&
    put.node.pos >= loop.pos &&
    put.node.end <= loop.end &&
    put.node !== take.node
  );
}

function isWaited({ node }: Use): boolean {
  return ts.isExpression(node) && isWaitedFor(node);
}

/** Any number of times: in a loop, or in a function that others call. */
function mayRepeat({ fn, loop }: Use): boolean {
  return loop !== undefined || (fn !== undefined && !ts.isConstructorDeclaration(fn));
}

/** All is put before anything is taken from where it ends up, and by the same task. */
function laterFrom(put: Use, queues: Queues): Stuck | undefined {
  const { fn, loop, queue } = put;
  if (fn === undefined || loop === undefined || fits(put, queues)) return undefined;
  if (queues.takes.some((one) => one.fn === fn && one.node.pos >= loop.pos && one.node.end <= loop.end))
    return undefined;
  let at = queue;
  const names = [put.text];
  for (let length = 0; length < MAX_LENGTH; length++) {
    const takers = queues.takes.filter((one) => one.queue === at);
    const [first] = takers;
    if (first === undefined) return undefined;
    if (takers.every((one) => one.fn === fn && one.node.pos > loop.end)) return { queues: names, take: first };
    const next = queues.puts.find(
      (one) => one.queue !== at && takers.every((take) => take.fn !== fn && feeds(take, one.queue, queues)),
    );
    if (next === undefined) return undefined;
    at = next.queue;
    names.push(next.text);
  }
  return undefined;
}

/** So many turns, written as a number, as there is room for. */
function fits(put: Use, { capacity }: Queues): boolean {
  const { loop } = put;
  const room = capacity.get(put.queue);
  if (loop === undefined || room === undefined || !ts.isForStatement(loop)) return false;
  const { condition } = loop;
  return (
    condition !== undefined &&
    ts.isBinaryExpression(condition) &&
    ts.isNumericLiteral(condition.right) &&
    Number(condition.right.text) <= room
  );
}

function queuesIn(source: ts.SourceFile, resolver: Resolver): Queues {
  const puts: Use[] = [];
  const takes: Use[] = [];
  const capacity = new Map<EntityId, number>();
  const channels = new Map<ts.ClassLikeDeclaration, Channel | undefined>();
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const cls = resolver.symbol(node.expression)?.valueDeclaration;
      const entity = cls !== undefined && ts.isClassLike(cls) && isUserCode(cls) ? holderOf(node, resolver) : undefined;
      if (cls !== undefined && ts.isClassLike(cls) && entity !== undefined) {
        resolver.looksInto(cls, source);
        const channel = channels.has(cls) ? channels.get(cls) : channelOf(cls);
        channels.set(cls, channel);
        if (channel !== undefined) gather(entity, channel);
        const [first] = node.arguments ?? [];
        if (first !== undefined && ts.isNumericLiteral(first)) capacity.set(entity, Number(first.text));
      }
    }
    ts.forEachChild(node, visit);
  };
  const gather = (entity: EntityId, channel: Channel): void => {
    const nobody = {
      node: channel.node,
      waits: new Map(),
      ends: new Map(),
      drains: new Map(),
      keeps: new Set<string>(),
    };
    const uses = usesOfMonitor(entity, nobody, source, resolver);
    // What others do with it is not known.
    if (uses.escapes.length > 0 || uses.returned.length > 0) return;
    for (const { method, node, text } of uses.operations) {
      const use: Use = {
        queue: entity,
        text,
        node,
        fn: functionAround(node),
        loop: ts.isForOfStatement(node) ? node : loopAround(node),
      };
      if (channel.puts.has(method)) puts.push(use);
      else if (channel.takes.has(method)) takes.push(use);
    }
  };
  visit(source);
  return { puts, takes, capacity };
}

/** The private field, or the variable that is not exported, in which it is kept. */
function holderOf(made: ts.NewExpression, resolver: Resolver): EntityId | undefined {
  const { parent } = made;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) {
    const statement = parent.parent.parent;
    const exported =
      ts.isVariableStatement(statement) && (ts.getCombinedModifierFlags(parent) & ts.ModifierFlags.Export) !== 0;
    return exported ? undefined : entityOf(parent.name, resolver);
  }
  if (ts.isPropertyDeclaration(parent)) {
    const hidden =
      ts.isPrivateIdentifier(parent.name) || (ts.getCombinedModifierFlags(parent) & ts.ModifierFlags.Private) !== 0;
    return hidden ? entityOfSymbol(resolver.symbol(parent.name)) : undefined;
  }
  return undefined;
}

interface Channel {
  readonly node: ts.ClassLikeDeclaration;
  readonly puts: ReadonlySet<string>;
  readonly takes: ReadonlySet<string>;
}

/** A class with a list of items, a method that adds to it and waits while there are too many, and one that takes from it. */
function channelOf(node: ts.ClassLikeDeclaration): Channel | undefined {
  const puts = new Set<string>();
  const takes = new Set<string>();
  const methods = methodsOf(node);
  let items: string | undefined;
  for (const [name, method] of methods) {
    const list = method.body === undefined ? undefined : filled(method.body);
    if (list === undefined) continue;
    puts.add(name);
    items = list;
  }
  if (items === undefined) return undefined;
  const list = items;
  for (const [name, method] of methods)
    if (!puts.has(name) && method.body !== undefined && callsOn(method.body, list, /^(shift|pop|splice)$/))
      takes.add(name);
  // An iterator over the items goes by one of them.
  for (const [name, method] of methods) {
    if (puts.has(name) || takes.has(name) || method.body === undefined) continue;
    const inner = [...takes].some((take) => new RegExp(`this\\.${take}\\(`).test(method.body?.getText() ?? ""));
    if (inner) takes.add(name);
  }
  return takes.size === 0 ? undefined : { node, puts, takes };
}

/** The list that the method adds to, after having waited because of its length. */
function filled(body: ts.Node): string | undefined {
  let list: string | undefined;
  const visit = (node: ts.Node): void => {
    const test = ts.isIfStatement(node) || ts.isWhileStatement(node) ? node.expression : undefined;
    const field = test === undefined ? undefined : boundedBy(test);
    if (field !== undefined && awaits(node) && callsOn(body, field, /^push$/)) list = field;
    ts.forEachChild(node, visit);
  };
  visit(body);
  return list;
}

/** `this.items.length >= this.capacity`: the field `items`. */
function boundedBy(test: ts.Expression): string | undefined {
  if (!ts.isBinaryExpression(test)) return undefined;
  if (test.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
    return boundedBy(test.left) ?? boundedBy(test.right);
  if (!/^(>=|>|===|==)$/.test(test.operatorToken.getText())) return undefined;
  const { left, right } = test;
  const length =
    ts.isPropertyAccessExpression(left) && left.name.text === "length" ? ownField(left.expression) : undefined;
  return length === undefined || right.getText() === "0" ? undefined : length;
}

function awaits(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, awaits) === true;
}

function callsOn(node: ts.Node, field: string, method: RegExp): boolean {
  const own =
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    method.test(node.expression.name.text) &&
    ownField(node.expression.expression) === field;
  return own || ts.forEachChild(node, (child) => callsOn(child, field, method) || undefined) === true;
}
