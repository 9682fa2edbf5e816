// Lists and maps in which promises wait to be settled: hand-written queues, and the queues of libraries that can be emptied.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare, type EntityId, entityOf, usesOf } from "./entity";
import type { FunctionId } from "./facts";
import { heardOn, kindOf } from "./handles";
import { type FunctionNode, functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import { functionOfSymbol, type Resolver } from "./resolve";
import { loopAround } from "./syntax";

export interface Waiters {
  readonly queue: EntityId;
  /** As written: `this.waiters`. */
  readonly text: string;
  /** Where a promise begins to wait in it. */
  readonly stored: Range;
  readonly fn: FunctionId;
  /** Name of the function that waits, for people. */
  readonly in: string;
  /** Where it is emptied although nobody there, or on the way there, settles what waits in it. */
  readonly drops: readonly { readonly at: Range; readonly in: string; readonly text: string; readonly how: string }[];
  /** A method that ends the whole and leaves those who wait alone; nothing else ever settles them all. */
  readonly forgetful?: { readonly name: string; readonly at: Range };
  /** What is settled by the messages of a thread or process: which, and what else is heard of it. */
  readonly answered?: {
    readonly of: "worker" | "process";
    readonly text: string;
    readonly at: Range;
    readonly heard: readonly string[];
  };
}

export function waitersOf(source: ts.SourceFile, resolver: Resolver): Waiters[] {
  const stores = new Map<EntityId, { node: ts.Node; text: string }>();
  const note = (queue: ts.Expression, node: ts.Node): void => {
    const entity = entityOf(queue, resolver);
    if (entity !== undefined && !stores.has(entity)) stores.set(entity, { node, text: queue.getText(source) });
  };
  const visit = (node: ts.Node): void => {
    storesAt(node, note, resolver);
    ts.forEachChild(node, visit);
  };
  if (/\bnew\s+Promise\b|withResolvers|[dD]eferred/.test(source.text)) visit(source);
  return [
    ...[...stores].map(([queue, { node, text }]) => waitersIn(queue, node, text, source, resolver)),
    ...libraryQueues(source, resolver),
  ];
}

const ADDS = /^(push|unshift|add|set|enqueue|append)$/;

function storesAt(node: ts.Node, note: (queue: ts.Expression, node: ts.Node) => void, resolver: Resolver): void {
  const { target, values } = storeOf(node);
  if (target === undefined) return;
  for (const value of values) {
    const inner = bare(value);
    if (isDeferred(inner, resolver) || mentionsSettler(inner, resolver)) {
      note(target, node);
      return;
    }
  }
}

/** `queue.push(value)`, `map.set(key, value)`, `map[key] = value`. */
export function storeOf(node: ts.Node): { target?: ts.Expression; values: readonly ts.Expression[] } {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    return ADDS.test(name.text) ? { target: expression, values: node.arguments } : { values: [] };
  }
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isElementAccessExpression(node.left)
  )
    return { target: node.left.expression, values: [node.right] };
  return { values: [] };
}

/** An object with a promise and what settles it. */
function isDeferred(node: ts.Expression, resolver: Resolver): boolean {
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return false;
  const type = resolver.checker.getTypeAtLocation(node);
  return type.getProperty("promise") !== undefined && type.getProperty("resolve") !== undefined;
}

/** It is, holds or calls a parameter of an executor around it. */
export function mentionsSettler(value: ts.Expression, resolver: Resolver): boolean {
  const looks = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)) {
      const declaration = resolver.symbol(node)?.valueDeclaration;
      if (declaration !== undefined && ts.isParameter(declaration)) {
        const executor = declaration.parent;
        const made = executor.parent;
        if (
          executor.parameters.indexOf(declaration) < 2 &&
          made !== undefined &&
          ts.isNewExpression(made) &&
          made.expression.getText() === "Promise"
        )
          return true;
      }
    }
    return ts.forEachChild(node, (child) => looks(child) || undefined) === true;
  };
  return looks(value);
}

function waitersIn(queue: EntityId, node: ts.Node, text: string, source: ts.SourceFile, resolver: Resolver): Waiters {
  const uses = usesOf(queue, source, resolver);
  const within = (fn: ts.Node, use: ts.Node): boolean => use.pos >= fn.pos && use.end <= fn.end;
  const looksInto = (fn: ts.Node, except: ts.Expression): boolean =>
    uses.some((use) => use !== except && within(fn, use) && !isCount(use));
  const drops: { at: Range; in: string; text: string; how: string }[] = [];
  for (const use of uses) {
    const whole = emptied(use);
    const fn = outermost(use);
    if (whole === undefined || fn === undefined || ts.isConstructorDeclaration(fn)) continue;
    const helpers = calledBy(fn, resolver);
    const callers = callersOf(fn, source, resolver);
    const settles =
      looksInto(fn, use) ||
      helpers.some((other) => other !== fn && looksInto(other, use)) ||
      callers.some(
        (other) =>
          other !== fn &&
          (looksInto(other, use) || calledBy(other, resolver).some((more) => more !== fn && looksInto(more, use))),
      );
    if (!settles) drops.push({ at: nodeRange(whole, source), in: personName(fn), text, how: "empties it" });
  }
  const around = functionAround(node) ?? source;
  const waiter = outermost(node) ?? around;
  const drained = uses.some((use) => isDrain(use));
  const forgetful = drained ? undefined : forgetfulMethod(node, uses, source, resolver);
  const answered = answeredBy(uses, source, resolver);
  return {
    queue,
    text,
    stored: nodeRange(node, source),
    fn: functionId(ts.isSourceFile(waiter) ? source : waiter),
    in: personName(ts.isSourceFile(waiter) ? source : waiter),
    drops,
    ...(forgetful === undefined ? {} : { forgetful }),
    ...(answered === undefined || drained ? {} : { answered }),
  };
}

/** The statement or expression that empties the queue at this use. */
function emptied(use: ts.Expression): ts.Node | undefined {
  const { parent } = use;
  if (ts.isBinaryExpression(parent) && parent.left === use && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return isEmpty(parent.right) && ts.isExpressionStatement(parent.parent) ? parent : undefined;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use) return undefined;
  const outer = parent.parent;
  if (parent.name.text === "length" && ts.isBinaryExpression(outer) && outer.left === parent)
    return outer.right.getText() === "0" && ts.isExpressionStatement(outer.parent) ? outer : undefined;
  if (!ts.isCallExpression(outer) || !ts.isExpressionStatement(outer.parent)) return undefined;
  if (parent.name.text === "clear") return outer;
  return parent.name.text === "splice" && outer.arguments[0]?.getText() === "0" ? outer : undefined;
}

function isEmpty(value: ts.Expression): boolean {
  const inner = bare(value);
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.length === 0;
  if (ts.isObjectLiteralExpression(inner)) return inner.properties.length === 0;
  return (
    ts.isNewExpression(inner) &&
    /^(Map|Set|Array)$/.test(inner.expression.getText()) &&
    (inner.arguments ?? []).length === 0
  );
}

/** Only how many there are is asked. */
export function isCount(use: ts.Expression): boolean {
  const { parent } = use;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use) return false;
  const written =
    ts.isBinaryExpression(parent.parent) &&
    parent.parent.left === parent &&
    parent.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return /^(length|size|has)$/.test(parent.name.text) && !written;
}

/** Something is added there. */
export function isStore(use: ts.Expression): boolean {
  const { parent } = use;
  return ts.isPropertyAccessExpression(parent) && parent.expression === use && ADDS.test(parent.name.text);
}

/** All of them are looked at, or handed to somebody who may. */
export function isDrain(use: ts.Expression): boolean {
  const { parent } = use;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.initializer === use;
  if (ts.isBinaryExpression(parent)) return parent.right === use;
  if (ts.isElementAccessExpression(parent)) return loopAround(parent) !== undefined;
  if (!ts.isPropertyAccessExpression(parent)) return true;
  if (/^(forEach|values|entries|keys|map|splice|reduce|filter|drain|flush)$/.test(parent.name.text)) return true;
  return /^(shift|pop|get|delete|dequeue)$/.test(parent.name.text) && loopAround(parent) !== undefined;
}

export const CLOSING = /^#?_?(close|stop|dispose|destroy|shutdown|end|terminate|abort|disconnect|fail)$/;

/** `close() { this.closed = true; }` of the class in which they wait. */
function forgetfulMethod(
  node: ts.Node,
  uses: readonly ts.Expression[],
  source: ts.SourceFile,
  resolver: Resolver,
): Waiters["forgetful"] {
  let cls: ts.Node | undefined = node;
  while (cls !== undefined && !ts.isClassLike(cls)) cls = cls.parent;
  for (const member of cls?.members ?? []) {
    if (!ts.isMethodDeclaration(member) || member.body === undefined) continue;
    const name = member.name.getText(source);
    if (!CLOSING.test(name) || !member.body.statements.some(setsFlag)) continue;
    // What it calls outside of this file may end what is waited for in ways that are not seen.
    const own = [member, ...calledBy(member, resolver)];
    const touched = own.some((fn) => uses.some((use) => use.pos >= fn.pos && use.end <= fn.end));
    if (touched || calls(member) > 0) continue;
    return { name, at: nodeRange(member.name, source) };
  }
  return undefined;
}

function setsFlag(statement: ts.Statement): boolean {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return false;
  const { left, right, operatorToken } = statement.expression;
  return (
    operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isPropertyAccessExpression(left) &&
    (right.kind === ts.SyntaxKind.TrueKeyword || right.kind === ts.SyntaxKind.FalseKeyword)
  );
}

function calls(root: ts.Node): number {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && !/^(console\.\w+|clear(Timeout|Interval))$/.test(node.expression.getText()))
      count++;
    ts.forEachChild(node, visit);
  };
  visit(root);
  return count;
}

/** `worker.on("message", …)` with a listener that takes from the queue. */
function answeredBy(uses: readonly ts.Expression[], source: ts.SourceFile, resolver: Resolver): Waiters["answered"] {
  let found: Waiters["answered"];
  const visit = (node: ts.Node): void => {
    if (found !== undefined) return;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [event, handler] = node.arguments;
      const listens = /^(on|addListener|addEventListener)$/.test(node.expression.name.text);
      if (listens && handler !== undefined && event !== undefined && event.getText(source).slice(1, -1) === "message") {
        const fns = isFunctionNode(handler) ? [handler, ...calledBy(handler, resolver)] : named(handler, resolver);
        const takes = fns.some((fn) => uses.some((use) => use.pos >= fn.pos && use.end <= fn.end));
        const receiver = node.expression.expression;
        const of = takes ? kindOf(receiver, resolver) : undefined;
        if (of !== undefined)
          found = {
            of,
            text: receiver.getText(source),
            at: nodeRange(node, source),
            heard: heardOn(receiver, source, resolver),
          };
      }
    }
    ts.forEachChild(node, visit);
  };
  if (/["']message["']/.test(source.text)) visit(source);
  return found;
}

/** Functions of the file that are called in it, and those that they call. */
export function calledBy(fn: ts.Node, resolver: Resolver, seen: Set<FunctionNode> = new Set()): FunctionNode[] {
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) {
      const name = ts.isPropertyAccessExpression(node)
        ? node.name
        : ts.isIdentifier(node.expression)
          ? node.expression
          : undefined;
      for (const declared of name === undefined ? [] : named(name, resolver)) {
        if (seen.has(declared) || declared.getSourceFile() !== fn.getSourceFile()) continue;
        seen.add(declared);
        calledBy(declared, resolver, seen);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return [...seen];
}

function named(name: ts.Node, resolver: Resolver): FunctionNode[] {
  const at = ts.isPropertyAccessExpression(name) ? name.name : name;
  const symbol = resolver.symbol(at);
  const declared = symbol === undefined ? undefined : functionOfSymbol(symbol);
  return declared === undefined ? [] : [declared];
}

export function callersOf(fn: FunctionNode, source: ts.SourceFile, resolver: Resolver): FunctionNode[] {
  const found = new Set<FunctionNode>();
  const own = fn.name?.getText(source);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === own && node.parent !== fn && named(node, resolver).includes(fn)) {
      const caller = outermost(node);
      if (caller !== undefined) found.add(caller);
    }
    ts.forEachChild(node, visit);
  };
  if (own !== undefined) visit(source);
  return [...found];
}

/** The method or function of the module around a node, with the callbacks in between. */
export function outermost(node: ts.Node): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (let at = functionAround(node); at !== undefined; at = functionAround(at)) found = at;
  return found;
}

/** Queues of packages that forget their jobs when they are emptied: the method, and the methods that give a job. */
const LIBRARIES: readonly {
  readonly types: RegExp;
  readonly file: RegExp;
  readonly empties: string;
  readonly adds: RegExp;
}[] = [
  { types: /^PQueue$/, file: /\/node_modules\/p-queue\//, empties: "clear", adds: /^(add|addAll)$/ },
  { types: /^LimitFunction$/, file: /\/node_modules\/p-limit\//, empties: "clearQueue", adds: /^$/ },
  { types: /^queueAsPromised$/, file: /\/node_modules\/fastq\//, empties: "kill", adds: /^(push|unshift)$/ },
];

function libraryQueues(source: ts.SourceFile, resolver: Resolver): Waiters[] {
  if (!/["'](p-queue|p-limit|fastq)["']/.test(source.text) || /rejectOnClear/.test(source.text)) return [];
  const found: Waiters[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const library = LIBRARIES.find(({ empties }) => empties === name.text);
      const queue = library === undefined ? undefined : entityOf(expression, resolver);
      if (library !== undefined && queue !== undefined && isOf(expression, library, resolver)) {
        const job = usesOf(queue, source, resolver).flatMap((use) => awaitedJob(use, library.adds))[0];
        if (job !== undefined) {
          const fn = outermost(node) ?? source;
          const text = expression.getText(source);
          const around = functionAround(job) ?? source;
          found.push({
            queue,
            text,
            stored: nodeRange(job, source),
            fn: functionId(around),
            in: personName(around),
            drops: [
              { at: nodeRange(node, source), in: personName(fn), text, how: `\`${name.text}()\` forgets its jobs` },
            ],
          });
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isOf(expression: ts.Expression, { types, file }: (typeof LIBRARIES)[number], resolver: Resolver): boolean {
  const type = resolver.checker.getNonNullableType(resolver.checker.getTypeAtLocation(expression));
  return [type.aliasSymbol, type.getSymbol()].some(
    (symbol) =>
      symbol !== undefined &&
      file.test(symbol.declarations?.[0]?.getSourceFile().fileName ?? "") &&
      (types.test(symbol.name) || symbol.name === "default" || symbol.name === "__type"),
  );
}

/** A job whose promise somebody looks at, and that no signal ends. */
function awaitedJob(use: ts.Expression, adds: RegExp): ts.CallExpression[] {
  const { parent } = use;
  const call = ts.isCallExpression(parent) && parent.expression === use ? parent : undefined;
  const method =
    ts.isPropertyAccessExpression(parent) && adds.test(parent.name.text) && ts.isCallExpression(parent.parent)
      ? parent.parent
      : undefined;
  const job = adds.source === "^$" ? call : method;
  if (job === undefined || /\bsignal\b/.test(job.arguments[1]?.getText() ?? "")) return [];
  const ignored = ts.isExpressionStatement(job.parent) || ts.isVoidExpression(job.parent);
  return ignored ? [] : [job];
}
