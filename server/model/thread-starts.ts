// Where a file starts threads and processes, and of which source file they are made.

import { posix } from "node:path";
import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare, type EntityId, entityOf } from "./entity";
import type { FunctionId } from "./facts";
import { functionAround, functionId, nodeRange, personName } from "./names";
import type { Resolver } from "./resolve";
import { loopAround } from "./syntax";

export interface ThreadStart {
  readonly kind: "worker" | "process";
  /** Node's worker threads buffer and report differently from the Web's. */
  readonly platform: "node" | "web";
  readonly at: Range;
  readonly fn: FunctionId;
  /** Name of the function, for people. */
  readonly in: string;
  /** Absolute path of its entry without extension; absent where it cannot be read off. */
  readonly target?: string;
  /** The variable or member that keeps it. */
  readonly holder?: EntityId;
  readonly many: boolean;
}

export function threadStartsOf(source: ts.SourceFile, resolver: Resolver): ThreadStart[] {
  if (!/\bnew\s+(Shared)?Worker\b|\bfork\s*\(/.test(source.text)) return [];
  const found: ThreadStart[] = [];
  const visit = (node: ts.Node): void => {
    const start = startAt(node, source, resolver);
    if (start !== undefined) found.push(start);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The file is what this path names, whichever extension either has. */
export function isTarget(file: string, target: string | undefined): boolean {
  return target !== undefined && withoutExtension(file) === target;
}

export function startAt(node: ts.Node, source: ts.SourceFile, resolver: Resolver): ThreadStart | undefined {
  const kind = kindOf(node, resolver);
  if (kind === undefined || (!ts.isNewExpression(node) && !ts.isCallExpression(node))) return undefined;
  const around = functionAround(node) ?? source;
  const [entry] = node.arguments ?? [];
  const target = entry === undefined || isEvaluated(node) ? undefined : pathOf(entry, source, resolver, 0);
  const holder = holderOf(node, resolver);
  return {
    ...kind,
    at: nodeRange(node, source),
    fn: functionId(around),
    in: personName(around),
    ...(target === undefined ? {} : { target: withoutExtension(target) }),
    ...(holder === undefined ? {} : { holder }),
    many: loopAround(node) !== undefined || /\.(map|from|forEach)\($/.test(callBefore(node)),
  };
}

function kindOf(node: ts.Node, resolver: Resolver): Pick<ThreadStart, "kind" | "platform"> | undefined {
  if (ts.isNewExpression(node)) {
    const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    if (!ts.isIdentifier(name) || name.text !== "Worker") return undefined;
    const file = resolver.symbol(name)?.declarations?.[0]?.getSourceFile().fileName ?? "";
    if (/worker_threads(\.d)?\.ts$/.test(file)) return { kind: "worker", platform: "node" };
    return file === "" || /\/lib\.[\w.]+\.d\.ts$/.test(file) ? { kind: "worker", platform: "web" } : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  if (!ts.isIdentifier(name) || name.text !== "fork") return undefined;
  const file = resolver.symbol(name)?.declarations?.[0]?.getSourceFile().fileName ?? "";
  return /child_process(\.d)?\.ts$/.test(file) ? { kind: "process", platform: "node" } : undefined;
}

function holderOf(node: ts.Expression, resolver: Resolver): EntityId | undefined {
  let at: ts.Node = node;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    ts.isAsExpression(at.parent) ||
    ts.isNonNullExpression(at.parent) ||
    ts.isAwaitExpression(at.parent)
  )
    at = at.parent;
  const { parent } = at;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return entityOf(parent.name, resolver);
  if (ts.isPropertyDeclaration(parent) && ts.isIdentifier(parent.name)) return entityOf(parent.name, resolver);
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return entityOf(parent.left, resolver);
  return undefined;
}

function isEvaluated(node: ts.NewExpression | ts.CallExpression): boolean {
  return /\beval\s*:\s*true\b/.test(node.arguments?.[1]?.getText() ?? "");
}

/** The source file that an expression names: relative to this file, or by a URL or path made from it. */
export function pathOf(
  node: ts.Expression,
  source: ts.SourceFile,
  resolver: Resolver,
  depth: number,
): string | undefined {
  const inner = bare(node);
  const text = inner.getText(source);
  if (depth > 4) return undefined;
  if (text === "__filename" || text === "import.meta.url" || text === "import.meta.filename") return source.fileName;
  if (ts.isStringLiteralLike(inner)) {
    return inner.text.startsWith(".") ? posix.join(posix.dirname(source.fileName), inner.text) : undefined;
  }
  if (ts.isIdentifier(inner)) {
    const declaration = resolver.symbol(inner)?.valueDeclaration;
    if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.initializer === undefined)
      return undefined;
    return pathOf(declaration.initializer, source, resolver, depth + 1);
  }
  if (ts.isPropertyAccessExpression(inner)) return pathOf(inner.expression, source, resolver, depth + 1);
  const args = ts.isNewExpression(inner) || ts.isCallExpression(inner) ? (inner.arguments ?? []) : [];
  const [first] = args;
  if (first === undefined) return undefined;
  const callee = ts.isNewExpression(inner) || ts.isCallExpression(inner) ? inner.expression.getText(source) : "";
  if (/(^|\.)(URL|fileURLToPath|String)$/.test(callee)) return pathOf(first, source, resolver, depth + 1);
  if (/(^|\.)(join|resolve)$/.test(callee)) {
    // The directory that it begins at is this file's, as far as anybody writes; all after it has to be literal.
    const rest = (args.length > 1 ? args.slice(1) : args).map((part) =>
      ts.isStringLiteralLike(part) ? part.text : undefined,
    );
    const parts = rest.filter((part) => part !== undefined);
    if (parts.length === 0 || parts.length < rest.length) return undefined;
    return posix.join(posix.dirname(source.fileName), ...parts);
  }
  return undefined;
}

export function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, "");
}

/** What stands before the function that the node is in: `Array.from(`, `names.map(`. */
function callBefore(node: ts.Node): string {
  const around = functionAround(node);
  const call = around?.parent;
  return call !== undefined && ts.isCallExpression(call) ? `${call.expression.getText()}(` : "";
}
