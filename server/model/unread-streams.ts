// Streams that are written to, or waited for, while nobody reads what comes out: their buffers fill, and the writer waits for ever.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { type EntityId, entityOf, usesOf } from "./entity";
import type { FunctionId } from "./facts";
import { functionAround, functionId, nodeRange, outerName } from "./names";
import type { Resolver } from "./resolve";
import { loopAround } from "./syntax";

export interface UnreadStream {
  /** `transform`: of the web; `pass-through`: of Node; `output`: of a child process. */
  readonly kind: "transform" | "pass-through" | "output";
  /** The stream, or the process, as written; empty where only its two sides have names. */
  readonly text: string;
  readonly fn: FunctionId;
  readonly in: string;
  /** Where it is waited for, or piped to. */
  readonly at: Range;
  readonly made: Range;
  /** Where it is read afterwards. */
  readonly read?: Range;
  /** The first turn goes through, a later one waits. */
  readonly later: boolean;
}

export function unreadStreamsOf(source: ts.SourceFile, resolver: Resolver): UnreadStream[] {
  if (!/\b(?:TransformStream|PassThrough|spawn)\b/.test(source.text)) return [];
  const found: UnreadStream[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      const { initializer } = node;
      if (isNew(initializer, "TransformStream") && (initializer.arguments?.length ?? 0) < 3)
        found.push(...unreadTransform(node, source, resolver));
      if (isNew(initializer, "PassThrough")) found.push(...unreadPassThrough(node, source, resolver));
      if (isSpawn(initializer, resolver)) found.push(...unreadOutput(node, source, resolver));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isNew(node: ts.Expression, name: string): node is ts.NewExpression {
  return ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name;
}

/** `await writer.write(x)` before anybody has been given the readable side. */
function unreadTransform(made: ts.VariableDeclaration, source: ts.SourceFile, resolver: Resolver): UnreadStream[] {
  const sides = sidesOf(made, source, resolver);
  if (sides === undefined) return [];
  const around = functionAround(made);
  const writers = sides.writable.flatMap((use) => {
    const call = methodCall(use);
    const holder = call?.name === "getWriter" ? call.node.parent : undefined;
    return holder !== undefined && ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name)
      ? [holder.name]
      : [];
  });
  const first = Math.min(...sides.readable.map(({ pos }) => pos), Number.POSITIVE_INFINITY);
  for (const name of writers) {
    const entity = entityOf(name, resolver);
    for (const use of entity === undefined ? [] : usesOf(entity, source, resolver)) {
      const call = methodCall(use);
      const member = call?.name ?? (ts.isPropertyAccessExpression(use.parent) ? use.parent.name.text : "");
      const waited = call?.node ?? use.parent;
      if (!/^(write|close|ready)$/.test(member) || !ts.isAwaitExpression(waited.parent)) continue;
      const loop = loopAround(waited);
      const later = member === "ready";
      if (functionAround(waited) !== around || (later && loop === undefined)) continue;
      // Reached by every way to the first reader, in a loop by that of a later turn.
      if (first < (loop ?? waited).end) continue;
      return [unread("transform", made, waited.parent, source, sides.readable[0], later)];
    }
  }
  return [];
}

interface Sides {
  readonly writable: readonly ts.Expression[];
  readonly readable: readonly ts.Expression[];
}

/** What is said of `stream.writable` and `stream.readable`, or of the two variables; `undefined` where the stream goes elsewhere whole. */
function sidesOf(made: ts.VariableDeclaration, source: ts.SourceFile, resolver: Resolver): Sides | undefined {
  if (ts.isObjectBindingPattern(made.name)) {
    const side = (wanted: string): readonly ts.Expression[] => {
      const element = ts.isObjectBindingPattern(made.name)
        ? made.name.elements.find((one) => (one.propertyName ?? one.name).getText(source) === wanted)
        : undefined;
      const entity =
        element !== undefined && ts.isIdentifier(element.name) ? entityOf(element.name, resolver) : undefined;
      return entity === undefined ? [] : usesOf(entity, source, resolver).filter((use) => !isDeclared(use));
    };
    return { writable: side("writable"), readable: side("readable") };
  }
  const uses = usesIn(made, source, resolver);
  if (uses === undefined) return undefined;
  const sides: { writable: ts.Expression[]; readable: ts.Expression[] } = { writable: [], readable: [] };
  for (const use of uses) {
    const { parent } = use;
    if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use) return undefined;
    if (parent.name.text === "writable") sides.writable.push(parent);
    else if (parent.name.text === "readable") sides.readable.push(parent);
    else return undefined;
  }
  return sides;
}

/** Piped to, or waited for until it drains, before anybody reads it. */
function unreadPassThrough(made: ts.VariableDeclaration, source: ts.SourceFile, resolver: Resolver): UnreadStream[] {
  const uses = usesIn(made, source, resolver);
  if (uses === undefined || uses.length === 0) return [];
  const around = functionAround(made);
  const fills: ts.Node[] = [];
  let drained: ts.Node | undefined;
  const reads: ts.Expression[] = [];
  for (const use of uses) {
    const call = methodCall(use);
    const given = ts.isCallExpression(use.parent) && use.parent.expression !== use ? use.parent : undefined;
    const target = given === undefined ? "" : given.expression.getText(source);
    if (/\.pipe$/.test(target)) fills.push(use);
    else if (
      /^(?:events\.)?once$/.test(target) &&
      given !== undefined &&
      given.arguments[1]?.getText(source) === '"drain"'
    ) {
      if (ts.isAwaitExpression(given.parent) && functionAround(given) === around) drained ??= given.parent;
    } else if (call !== undefined && /^(write|end|cork|uncork|setMaxListeners)$/.test(call.name)) continue;
    else if (
      call !== undefined &&
      /^(on|once)$/.test(call.name) &&
      /^["'](?:error|finish|close|drain)["']$/.test(call.node.arguments[0]?.getText(source) ?? "")
    )
      continue;
    else reads.push(use);
  }
  const [first] = reads;
  if (drained !== undefined) {
    const whole = loopAround(drained) ?? drained;
    if (reads.every((read) => read.pos >= whole.end && functionAround(read) === around))
      return [unread("pass-through", made, drained, source, first, true)];
  }
  const [fill] = fills;
  return fill !== undefined && reads.length === 0
    ? [unread("pass-through", made, fill.parent, source, undefined, true)]
    : [];
}

/** The end of a process is waited for, and its output goes into a pipe that nobody reads. */
function unreadOutput(made: ts.VariableDeclaration, source: ts.SourceFile, resolver: Resolver): UnreadStream[] {
  const uses = usesIn(made, source, resolver);
  const around = functionAround(made);
  if (uses === undefined) return [];
  let ended: ts.Node | undefined;
  for (const use of uses) {
    const call = methodCall(use);
    if (call !== undefined && /^(on|once|addListener|kill|unref|ref|off)$/.test(call.name)) {
      const event = call.node.arguments[0]?.getText(source) ?? "";
      if (call.name !== "kill" && /^["'](exit|close)["']$/.test(event)) ended ??= promiseAround(call.node);
    } else if (ts.isCallExpression(use.parent) && /^(?:events\.)?once$/.test(use.parent.expression.getText(source))) {
      const event = use.parent.arguments[1]?.getText(source) ?? "";
      if (/^["'](exit|close)["']$/.test(event) && ts.isAwaitExpression(use.parent.parent)) ended ??= use.parent.parent;
    } else if (ts.isPropertyAccessExpression(use.parent) && use.parent.expression === use) {
      if (!/^(pid|exitCode|signalCode|killed|connected|stdin|stderr)$/.test(use.parent.name.text)) return [];
    } else return [];
  }
  return ended === undefined || functionAround(made) !== around
    ? []
    : [unread("output", made, ended, source, undefined, true)];
}

/** The `new Promise(…)` whose executor this stands in, where it is awaited or returned. */
function promiseAround(node: ts.Node): ts.Node | undefined {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isNewExpression(at) || at.expression.getText() !== "Promise") continue;
    const { parent } = at;
    return ts.isAwaitExpression(parent) || ts.isReturnStatement(parent) ? at : undefined;
  }
  return undefined;
}

/** `spawn` of Node with pipes: no `stdio` is said, and all options are written here. */
function isSpawn(node: ts.Expression, resolver: Resolver): node is ts.CallExpression {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  if (!ts.isIdentifier(name) || name.text !== "spawn") return false;
  const declared = resolver.symbol(name)?.declarations?.[0]?.getSourceFile().fileName ?? "";
  if (!/child_process(\.d)?\.ts$/.test(declared)) return false;
  return node.arguments.slice(1).every((argument) => {
    if (ts.isArrayLiteralExpression(argument)) return true;
    if (ts.isObjectLiteralExpression(argument))
      return argument.properties.every(
        (property) => !ts.isSpreadAssignment(property) && !/^(stdio|detached)$/.test(property.name.getText()),
      );
    return ts.isIdentifier(argument) && /arg|param/i.test(argument.text);
  });
}

/** Where a local constant is named; `undefined` where it is not one, or where a function inside may use it at another time. */
function usesIn(made: ts.VariableDeclaration, source: ts.SourceFile, resolver: Resolver): ts.Expression[] | undefined {
  if (!ts.isIdentifier(made.name)) return undefined;
  const entity: EntityId | undefined = entityOf(made.name, resolver);
  if (entity === undefined || functionAround(made) === undefined) return undefined;
  return usesOf(entity, source, resolver).filter((use) => !isDeclared(use));
}

function isDeclared(use: ts.Expression): boolean {
  const { parent } = use;
  return (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent)) && parent.name === use;
}

function methodCall(use: ts.Expression): { readonly name: string; readonly node: ts.CallExpression } | undefined {
  const { parent } = use;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use) return undefined;
  const call = parent.parent;
  return ts.isCallExpression(call) && call.expression === parent ? { name: parent.name.text, node: call } : undefined;
}

function unread(
  kind: UnreadStream["kind"],
  made: ts.VariableDeclaration,
  at: ts.Node,
  source: ts.SourceFile,
  read: ts.Node | undefined,
  later: boolean,
): UnreadStream {
  const fn = functionAround(made) ?? source;
  return {
    kind,
    text: ts.isIdentifier(made.name) ? made.name.text : "",
    fn: functionId(fn),
    in: outerName(fn),
    at: nodeRange(at, source),
    made: nodeRange(made.name, source),
    ...(read === undefined ? {} : { read: nodeRange(read, source) }),
    later,
  };
}
