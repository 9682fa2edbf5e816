// Who does what with an object in which tasks wait: its operations, and the task that each of them is in.

import { ts } from "ts-morph";
import { bare, type EntityId, entityOf, entityOfSymbol, usesOf } from "./entity";
import { isFunctionNode, type FunctionNode, functionAround } from "./names";
import { isWaitedFor, type Monitor } from "./monitors";
import { functionOfSymbol, type Resolver } from "./resolve";

export interface Operation {
  readonly method: string;
  /** The call, or the `for await` that calls it. */
  readonly node: ts.CallExpression | ts.ForOfStatement;
  /** The object, as written. */
  readonly text: string;
}

export interface Uses {
  readonly operations: readonly Operation[];
  /** Where a function gives the object to its caller. */
  readonly returned: readonly ts.Node[];
  /** Where it goes out of sight. */
  readonly escapes: readonly ts.Node[];
  /** Functions that know it by a parameter, and the calls that give it to them. */
  readonly entries: ReadonlyMap<FunctionNode, readonly ts.CallExpression[]>;
}

/** Where something happens, seen from the body of one function. */
export interface Placing {
  /** What the body itself contains: the thing, or the call that leads to it. */
  readonly site: ts.Node;
  /** In a task of its own; `joined`: which the body waits for on the spot. */
  readonly spawned: boolean;
  readonly joined: boolean;
  /** The body of that task. */
  readonly task: FunctionNode | undefined;
  /** Several of that task, or several turns in it. */
  readonly many: boolean;
}

interface Gathered {
  readonly operations: Operation[];
  readonly returned: ts.Node[];
  readonly escapes: ts.Node[];
  readonly entries: Map<FunctionNode, ts.CallExpression[]>;
  readonly seen: Set<EntityId>;
}

export function usesOfMonitor(entity: EntityId, monitor: Monitor, source: ts.SourceFile, resolver: Resolver): Uses {
  const found: Gathered = { operations: [], returned: [], escapes: [], entries: new Map(), seen: new Set() };
  gather(entity, monitor, source, resolver, found);
  return found;
}

function gather(entity: EntityId, monitor: Monitor, source: ts.SourceFile, resolver: Resolver, found: Gathered): void {
  if (found.seen.has(entity)) return;
  found.seen.add(entity);
  for (const use of usesOf(entity, source, resolver)) {
    const { parent } = use;
    const declares =
      (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isPropertyDeclaration(parent)) &&
      parent.name === use;
    if (declares) continue;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === use) {
      const call = parent.parent;
      if (ts.isCallExpression(call) && call.expression === parent)
        found.operations.push({ method: parent.name.text, node: call, text: use.getText(source) });
      else if (monitor.waits.has(parent.name.text) || monitor.keeps.has(parent.name.text)) found.escapes.push(use);
    } else if (ts.isForOfStatement(parent) && parent.expression === use && parent.awaitModifier !== undefined) {
      found.operations.push({ method: "[Symbol.asyncIterator]", node: parent, text: use.getText(source) });
    } else if (ts.isReturnStatement(parent)) found.returned.push(use);
    else if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      const given = givenTo(parent, use, resolver, source);
      if (given === undefined) found.escapes.push(use);
      else {
        if (given.fn !== undefined && ts.isCallExpression(parent))
          found.entries.set(given.fn, [...(found.entries.get(given.fn) ?? []), parent]);
        gather(given.entity, monitor, source, resolver, found);
      }
    } else found.escapes.push(use);
  }
}

/** The parameter, or the field behind a constructor's parameter, that becomes another name of the argument. */
function givenTo(
  call: ts.CallExpression | ts.NewExpression,
  use: ts.Expression,
  resolver: Resolver,
  source: ts.SourceFile,
): { entity: EntityId; fn?: FunctionNode } | undefined {
  const given: readonly ts.Expression[] = call.arguments ?? [];
  const index = given.indexOf(use);
  if (index < 0) return undefined;
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  const symbol = resolver.symbol(name);
  if (symbol === undefined) return undefined;
  if (ts.isNewExpression(call)) {
    const cls = symbol.valueDeclaration;
    if (cls === undefined || !ts.isClassLike(cls) || cls.getSourceFile() !== source) return undefined;
    const maker = cls.members.find(ts.isConstructorDeclaration);
    const parameter = maker?.parameters[index];
    if (maker === undefined || parameter === undefined || !ts.isParameterPropertyDeclaration(parameter, maker))
      return undefined;
    const hidden = (ts.getCombinedModifierFlags(parameter) & ts.ModifierFlags.Private) !== 0;
    const entity = entityOfSymbol(resolver.symbol(parameter.name));
    return hidden && entity !== undefined && staysHere(call, source, resolver) ? { entity } : undefined;
  }
  const fn = functionOfSymbol(symbol);
  const parameter = fn?.parameters[index];
  if (fn === undefined || parameter === undefined || fn.getSourceFile() !== source) return undefined;
  if (parameter.dotDotDotToken !== undefined || !ts.isIdentifier(parameter.name)) return undefined;
  const entity = entityOfSymbol(resolver.symbol(parameter.name));
  return entity === undefined ? undefined : { entity, fn };
}

/** A local constant of which only members are used. */
export function staysHere(made: ts.NewExpression, source: ts.SourceFile, resolver: Resolver): boolean {
  const holder = made.parent;
  if (!ts.isVariableDeclaration(holder) || !ts.isIdentifier(holder.name)) return false;
  const entity = entityOf(holder.name, resolver);
  return (
    entity?.includes("@") === true &&
    usesOf(entity, source, resolver).every(
      (use) => use === holder.name || (ts.isPropertyAccessExpression(use.parent) && use.parent.expression === use),
    )
  );
}

/** How deep calls are followed from a body to what happens in it. */
const MAX_DEPTH = 8;

/** Every way on which `owner` comes to the node; `undefined`: others may come there too, or it is not known who does. */
export function placingsIn(
  node: ts.Node,
  owner: FunctionNode,
  uses: Pick<Uses, "entries">,
  resolver: Resolver,
  depth = 0,
): Placing[] | undefined {
  const fn = functionAround(node);
  if (fn === owner)
    return [{ site: node, spawned: false, joined: false, task: undefined, many: isRepeated(node, owner) }];
  if (fn === undefined || depth > MAX_DEPTH) return undefined;
  const calls = uses.entries.get(fn)?.map((call) => siteOf(call, resolver)) ?? sitesOf(fn, resolver);
  if (calls === undefined || calls.length === 0) return undefined;
  const found: Placing[] = [];
  for (const call of calls) {
    const outer = placingsIn(call.node, owner, uses, resolver, depth + 1);
    if (outer === undefined) return undefined;
    for (const one of outer) {
      const spawned = one.spawned || call.spawned;
      found.push({
        site: one.site,
        spawned,
        joined: (one.spawned ? one.joined : true) && (call.spawned ? call.joined : true) && spawned,
        task: one.task ?? (call.spawned ? fn : undefined),
        many: one.many || call.many || isRepeated(node, fn),
      });
    }
  }
  return found;
}

export interface Site {
  readonly node: ts.Node;
  readonly spawned: boolean;
  readonly joined: boolean;
  readonly many: boolean;
}

/** Where a function is called, or handed to somebody who calls it; `undefined`: not known. */
export function sitesOf(fn: FunctionNode, resolver: Resolver): Site[] | undefined {
  let at: ts.Node = fn;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const holder = at.parent;
  if (ts.isCallExpression(holder) && holder.expression === at) return [siteOf(holder, resolver)];
  if (ts.isCallExpression(holder)) return [callback(holder, fn, resolver)];
  const name =
    ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder)
      ? holder.name
      : ts.isFunctionDeclaration(fn) || ts.isMethodDeclaration(fn)
        ? fn.name
        : undefined;
  if (name === undefined || !(ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) return undefined;
  const found: Site[] = [];
  let unknown = false;
  const visit = (node: ts.Node): void => {
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text === name.text && node !== name) {
      const symbol = resolver.symbol(node);
      if (symbol !== undefined && functionOfSymbol(symbol) === fn) {
        const whole = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
        const use = whole.parent;
        if (ts.isCallExpression(use) && use.expression === whole) found.push(siteOf(use, resolver));
        else if (ts.isCallExpression(use)) found.push(callback(use, fn, resolver));
        else unknown = true;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(fn.getSourceFile());
  return unknown ? undefined : found;
}

const SYNCHRONOUS = /^(map|forEach|filter|some|every|find|reduce|flatMap|sort|from)$/;

function callback(call: ts.CallExpression, fn: FunctionNode, resolver: Resolver): Site {
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : call.expression.getText();
  const inPlace = SYNCHRONOUS.test(name);
  const promise = resolver.returnsPromise(fn);
  return {
    node: call,
    spawned: !inPlace || promise,
    joined: inPlace && promise && isJoined(call),
    many: inPlace || !/^(setTimeout|then|once|nextTick|setImmediate)$/.test(name),
  };
}

function siteOf(call: ts.CallExpression, resolver: Resolver): Site {
  const inline = isWaitedFor(call) || ts.isYieldExpression(call.parent) || !givesPromise(call, resolver);
  return { node: call, spawned: !inline, joined: !inline && isJoined(call), many: false };
}

function givesPromise(call: ts.CallExpression, resolver: Resolver): boolean {
  const type = resolver.checker.getTypeAtLocation(call);
  return type.getProperty("then") !== undefined;
}

/** `await Promise.all([...])` around it. */
function isJoined(node: ts.Expression): boolean {
  let at: ts.Node = node.parent;
  while (ts.isArrayLiteralExpression(at) || ts.isSpreadElement(at) || ts.isParenthesizedExpression(at)) at = at.parent;
  return ts.isCallExpression(at) && /^Promise\.(all|allSettled)$/.test(at.expression.getText()) && isWaitedFor(at);
}

/** In a loop of the function. */
function isRepeated(node: ts.Node, fn: FunctionNode): boolean {
  for (let at = node.parent; at !== undefined && at !== fn; at = at.parent)
    if (ts.isIterationStatement(at, false)) return true;
  return false;
}

/** Its promise is waited for on the spot. */
export function isWait(operation: Operation): boolean {
  return ts.isForOfStatement(operation.node) || isWaitedFor(operation.node);
}

/** A signal or time limit is given along. */
export function isBounded({ node }: Operation, resolver: Resolver): boolean {
  if (!ts.isCallExpression(node)) return false;
  return node.arguments.some((argument) => {
    const inner = bare(argument);
    if (isFunctionNode(inner)) return false;
    if (ts.isObjectLiteralExpression(inner)) return /\b(signal|timeout)/.test(inner.getText());
    const type = resolver.checker.getTypeAtLocation(inner);
    return type.getProperty("aborted") !== undefined || /time_?out/i.test(inner.getText());
  });
}
