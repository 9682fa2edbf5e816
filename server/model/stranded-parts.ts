// What the searches for stranded waits have in common: the facts that come out, and how they are put together.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare, type EntityId } from "./entity";
import type { FunctionId } from "./facts";
import type { WayOut } from "./leaving";
import { isBounded, isWait, type Operation, type Uses } from "./monitor-uses";
import type { Monitor, MonitorWait } from "./monitors";
import { functionAround, functionId, type FunctionNode, isFunctionNode, nodeRange, outerName } from "./names";
import type { Resolver } from "./resolve";

export interface StrandedWait {
  /** Where somebody waits, in which function. */
  readonly at: Range;
  readonly fn: FunctionId;
  readonly in: string;
  /** The wait, as written, and what it waits in. */
  readonly text: string;
  readonly thing: string;
  readonly why: StrandedWhy;
  /** Something is still to be done after the wait, or somebody waits for it in turn. */
  readonly matters: boolean;
}

export type StrandedWhy =
  /** Who would end it may leave here without. */
  | { readonly kind: "left"; readonly at: Range; readonly in: string; readonly how: WayOut["how"] }
  /** The only one who ends it comes here only after the wait, in the same task. */
  | { readonly kind: "after"; readonly at: Range; readonly in: string; readonly full: boolean }
  /** Nobody ends it: there is no such call, or what would lead to one is thrown away here. */
  | { readonly kind: "nobody"; readonly at: Range | undefined; readonly in: string }
  /** A closing method does not reach who waits here. */
  | { readonly kind: "closed"; readonly at: Range; readonly in: string; readonly flag: string };

/** An object in which tasks wait, by the place that makes it. */
export interface Made {
  readonly entity: EntityId;
  readonly monitor: Monitor;
  readonly name: ts.Identifier | ts.PrivateIdentifier;
  readonly made: ts.NewExpression;
}

export interface Looking {
  readonly source: ts.SourceFile;
  readonly resolver: Resolver;
}

/** A wait, and the operations that could end it. */
export interface Waiting {
  readonly operation: Operation;
  readonly wait: MonitorWait;
  readonly enders: readonly Operation[];
}

export function waitingIn({ monitor }: Made, uses: Uses, { resolver }: Looking): Waiting[] {
  return uses.operations.flatMap((operation) => {
    const wait = monitor.waits.get(operation.method);
    if (wait === undefined || !isWait(operation) || isBounded(operation, resolver)) return [];
    const enders = uses.operations.filter(
      (other) => other !== operation && monitor.ends.get(wait.list)?.has(other.method) === true,
    );
    return [{ operation, wait, enders }];
  });
}

export function leftBy({ at, how }: WayOut, fn: FunctionNode, { source }: Looking): StrandedWhy {
  const range = nodeRange(at, source);
  const end = { line: range.end.line, character: Math.max(0, range.end.character - 1) };
  return { kind: "left", at: how === "ends" ? { start: end, end } : range, in: nameOf(fn), how };
}

export function strandedAt({ node, method, text }: Operation, why: StrandedWhy, { source }: Looking): StrandedWait {
  const fn = functionAround(node);
  const target = ts.isForOfStatement(node) ? node.expression : node.expression;
  return {
    at: nodeRange(ts.isForOfStatement(node) ? node.expression : node, source),
    fn: functionId(fn ?? source),
    in: nameOf(node),
    text: method.startsWith("[") ? text : target.getText(source).replace(/\s+/g, ""),
    thing: text,
    why,
    matters: fn === undefined || hasMore(node, fn),
  };
}

/** Something follows in its function, or somebody waits for that. */
function hasMore(node: ts.Node, fn: FunctionNode): boolean {
  for (let at: ts.Node = node; at !== fn; at = at.parent) {
    const holder = at.parent;
    if (ts.isBlock(holder) && holder.statements.at(-1) !== at) return true;
    if (ts.isIterationStatement(holder, false)) return true;
    if (ts.isTryStatement(holder) && at === holder.tryBlock && holder.finallyBlock !== undefined) return true;
  }
  for (let at: ts.Node = fn.parent; at !== undefined && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isVoidExpression(at)) return false;
    if (ts.isStatement(at)) break;
  }
  return !isFunctionNode(fn.parent);
}

export function nameOf(node: ts.Node): string {
  const fn = isFunctionNode(node) ? node : functionAround(node);
  return outerName(fn ?? node.getSourceFile());
}

/** What is handed to an operation holds what settles a promise. */
export function argumentsOf({ node }: Operation): readonly ts.Expression[] {
  return ts.isCallExpression(node) ? node.arguments.map(bare) : [];
}

/** Names of what is taken out. */
export function itemsOf(operations: readonly Operation[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node } of operations) {
    const declaration = ts.isForOfStatement(node)
      ? ts.isVariableDeclarationList(node.initializer)
        ? node.initializer.declarations[0]
        : undefined
      : declarationAround(node);
    if (declaration === undefined) continue;
    const visit = (child: ts.Node): void => {
      if (ts.isIdentifier(child)) names.add(child.text);
      ts.forEachChild(child, visit);
    };
    visit(declaration.name);
  }
  return names;
}

function declarationAround(node: ts.Node): ts.VariableDeclaration | undefined {
  const holder = ts.isAwaitExpression(node.parent) ? node.parent.parent : node.parent;
  return ts.isVariableDeclaration(holder) ? holder : undefined;
}
