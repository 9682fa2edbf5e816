// Promise chains that serialise work: the tail is replaced by itself with one more link.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare } from "./entity";
import type { FunctionId } from "./facts";
import type { Lowering } from "./lower";
import { functionAround, functionId, type FunctionNode, isFunctionNode, outerName } from "./names";
import { functionOfSymbol } from "./resolve";
import { entryName, type SharedName, sharedName } from "./shared-names";

/** A chain that a rejected link would stop: nothing in it catches. */
export interface OpenChain {
  readonly text: string;
  readonly fn: FunctionId;
  readonly in: string;
  /** The link that is added. */
  readonly at: Range;
  /** The job, as written, and the function that it is where that is known. */
  readonly job: string;
  readonly callee?: FunctionId;
  /** Where `.catch(() => undefined)` may go. */
  readonly fix?: Range;
}

interface Link {
  readonly name: SharedName;
  readonly value: ts.Expression;
  readonly at: ts.Node;
  readonly fn: FunctionNode;
}

export function openChains(source: ts.SourceFile, low: Lowering): OpenChain[] {
  if (!/\.then\s*\(/.test(source.text)) return [];
  const links: Link[] = [];
  const visit = (node: ts.Node): void => {
    const fn = functionAround(node);
    if (fn !== undefined && ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const name = sharedName(node.left, fn, low);
      if (name !== undefined) links.push({ name, value: node.right, at: node, fn });
    }
    if (fn !== undefined && ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [key, value] = node.arguments;
      if (node.expression.name.text === "set" && key !== undefined && value !== undefined) {
        const name = entryName(node.expression.expression, key, fn, low);
        if (name !== undefined) links.push({ name, value, at: node, fn });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return links.flatMap((link) => {
    const open = openLink(link, low);
    // Somewhere else the tail is mended, or begins anew.
    const mended = links.some((other) => other !== link && other.name.key === link.name.key && mends(other, low));
    return open === undefined || mended ? [] : [open];
  });
}

function openLink(link: Link, low: Lowering): OpenChain | undefined {
  const { fn, name } = link;
  if (ts.isConstructorDeclaration(fn) || returnsThis(fn)) return undefined;
  const chain = chainOf(link.value, fn, low);
  if (chain === undefined || chain.catches || baseName(chain.base, fn, low) !== name.key) return undefined;
  const [job] = chain.job.arguments;
  if (job === undefined) return undefined;
  const known = functionOf(job, low);
  return {
    text: name.text,
    fn: functionId(fn),
    in: outerName(fn),
    at: low.range(link.at),
    job: isFunctionNode(job) ? "the job" : job.getText(low.source).slice(0, 40),
    ...(known ? { callee: functionId(known) } : {}),
    ...(isFunctionNode(job) && job.parameters.length === 0 ? { fix: endOf(chain.base, low) } : {}),
  };
}

interface Chain {
  readonly base: ts.Expression;
  /** The innermost `.then(...)`. */
  readonly job: ts.CallExpression;
  readonly catches: boolean;
}

/** `base.then(job).finally(...)`; a variable that holds one is followed. */
function chainOf(value: ts.Expression, fn: FunctionNode, low: Lowering): Chain | undefined {
  let at = bare(value);
  if (ts.isIdentifier(at)) {
    const initializer = localInitializer(at, fn, low);
    if (initializer === undefined) return undefined;
    at = bare(initializer);
  }
  let job: ts.CallExpression | undefined;
  let catches = false;
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    const member = at.expression.name.text;
    if (member === "catch" || (member === "then" && at.arguments.length > 1)) catches = true;
    else if (member === "then") job = at;
    else if (member !== "finally") break;
    at = bare(at.expression.expression);
  }
  return job === undefined ? undefined : { base: at, job, catches };
}

/** The state that the chain begins with: `tail`, `tail ?? Promise.resolve()`, a variable that was read from it. */
function baseName(base: ts.Expression, fn: FunctionNode, low: Lowering): string | undefined {
  const inner = bare(base);
  if (ts.isBinaryExpression(inner)) return baseName(inner.left, fn, low);
  const own = sharedName(inner, fn, low);
  if (own !== undefined || !ts.isIdentifier(inner)) return own?.key;
  const initializer = localInitializer(inner, fn, low);
  return initializer === undefined ? undefined : baseName(initializer, fn, low);
}

function localInitializer(node: ts.Identifier, fn: FunctionNode, low: Lowering): ts.Expression | undefined {
  const declaration = low.resolver.symbol(node)?.valueDeclaration;
  return declaration !== undefined && ts.isVariableDeclaration(declaration) && functionAround(declaration) === fn
    ? declaration.initializer
    : undefined;
}

/** It gives the state a promise that does not depend on the old one, or that does not reject. */
function mends(link: Link, low: Lowering): boolean {
  const value = bare(link.value);
  if (chainOf(value, link.fn, low)?.catches === true) return true;
  if (ts.isCallExpression(value) && /\.catch$/.test(value.expression.getText(low.source))) return true;
  return !ts.isConstructorDeclaration(link.fn) && chainOf(value, link.fn, low) === undefined;
}

function functionOf(job: ts.Expression, low: Lowering): FunctionNode | undefined {
  if (isFunctionNode(job)) return job;
  const symbol = ts.isIdentifier(job)
    ? low.resolver.symbol(job)
    : ts.isPropertyAccessExpression(job)
      ? low.resolver.symbol(job.name)
      : undefined;
  return symbol === undefined ? undefined : functionOfSymbol(symbol);
}

/** A fluent interface, where the first error is meant to reach the end. */
function returnsThis(fn: FunctionNode): boolean {
  return /\breturn this\s*[;}]/.test(fn.getText());
}

function endOf(node: ts.Expression, low: Lowering): Range {
  const { end } = low.range(node);
  return { start: end, end };
}
