// Operations on shared memory: which cell of which array is waited on, woken, read and written, and how.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { bare, type EntityId, entityOf } from "./entity";
import type { FunctionId } from "./facts";
import { type FunctionNode, functionAround, functionId, isFunctionNode, nodeRange, personName } from "./names";
import { functionOfSymbol, type Resolver } from "./resolve";
import { loopAround } from "./syntax";

export interface CellOperation {
  readonly op: "wait" | "wait-async" | "notify" | "load" | "store" | "swap" | "read" | "write" | "update";
  readonly at: Range;
  readonly fn: FunctionId;
  /** Name of the function, for people. */
  readonly in: string;
  /** The array, where it is a variable or a member; a name stands for different arrays in different files. */
  readonly view?: EntityId;
  /** The array as written. */
  readonly text: string;
  /** The index, where it is a constant. */
  readonly cell?: number;
  /** The array is made on the spot: nobody else knows it. A way to sleep. */
  readonly own: boolean;
  /** The file makes the array and hands it to nobody. */
  readonly secret: boolean;
  /** The array is known to lie over shared memory. */
  readonly shared: boolean;
  /** The array was handed to the function. */
  readonly parameter: boolean;
  /** `wait`: it ends by itself. */
  readonly bounded: boolean;
  readonly inLoop: boolean;
  /** The result is looked at. */
  readonly used: boolean;
  /** Inside an `async` function. */
  readonly async: boolean;
  /** `wait`: a condition around it looks at the same cell, and the value waited on is read anew. */
  readonly rereads: boolean;
  /** Decided by `isMainThread` around it: on which side. */
  readonly side?: "main" | "worker";
  /** Functions that the same function calls earlier. */
  readonly after: readonly FunctionId[];
  /** The same function starts a thread, or posts something, earlier or not at all. */
  readonly published: boolean;
  /** `notify`, where the next statement is what changes the cell. */
  readonly early?: {
    readonly store: Range;
    readonly swap: readonly { readonly at: Range; readonly newText: string }[];
  };
}

const METHODS: Readonly<Record<string, CellOperation["op"]>> = {
  wait: "wait",
  waitAsync: "wait-async",
  notify: "notify",
  load: "load",
  store: "store",
  add: "swap",
  sub: "swap",
  and: "swap",
  or: "swap",
  xor: "swap",
  exchange: "swap",
  compareExchange: "swap",
};

export function atomicsOf(source: ts.SourceFile, resolver: Resolver): CellOperation[] {
  if (!/\bAtomics\b|\bSharedArrayBuffer\b/.test(source.text)) return [];
  const found: CellOperation[] = [];
  const visit = (node: ts.Node): void => {
    const operation = operationAt(node, source, resolver);
    if (operation !== undefined) found.push(operation);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function operationAt(node: ts.Node, source: ts.SourceFile, resolver: Resolver): CellOperation | undefined {
  if (ts.isCallExpression(node)) {
    const callee = node.expression;
    if (!ts.isPropertyAccessExpression(callee) || callee.expression.getText(source) !== "Atomics") return undefined;
    const op = METHODS[callee.name.text];
    const [view, index] = node.arguments;
    if (op === undefined || view === undefined || index === undefined) return undefined;
    return describe(op, node, view, index, source, resolver);
  }
  if (!ts.isElementAccessExpression(node) || !isSharedView(node.expression, resolver)) return undefined;
  return describe(accessOf(node), node, node.expression, node.argumentExpression, source, resolver);
}

function describe(
  op: CellOperation["op"],
  node: ts.CallExpression | ts.ElementAccessExpression,
  view: ts.Expression,
  index: ts.Expression,
  source: ts.SourceFile,
  resolver: Resolver,
): CellOperation {
  const around = functionAround(node);
  const entity = entityOf(view, resolver);
  const cell = constantOf(index, resolver);
  const inner = bare(view);
  const before = earlier(node, around ?? source, resolver);
  const early = op === "notify" ? earlyOf(node, view, index, source) : undefined;
  const side = sideOf(node, source);
  return {
    op,
    at: nodeRange(node, source),
    fn: functionId(around ?? source),
    in: personName(around ?? source),
    text: view.getText(source),
    ...(entity === undefined ? {} : { view: entity }),
    ...(cell === undefined ? {} : { cell }),
    own: isOwn(inner, resolver, /^Atomics\.wait(Async)?$/),
    secret: isOwn(inner, resolver, /^Atomics\.\w+$/),
    shared: isSharedView(view, resolver),
    parameter: isParameter(inner, resolver),
    bounded: ts.isCallExpression(node) && isBounded(node, op),
    inLoop: loopAround(node) !== undefined,
    used: !ts.isExpressionStatement(node.parent),
    async: around !== undefined && (ts.getCombinedModifierFlags(around) & ts.ModifierFlags.Async) !== 0,
    rereads: ts.isCallExpression(node) && op === "wait" && rereads(node, view, index, source),
    ...(side === undefined ? {} : { side }),
    after: before.calls,
    published: before.published,
    ...(early === undefined ? {} : { early }),
  };
}

function accessOf(node: ts.ElementAccessExpression): "read" | "write" | "update" {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const counts = parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
    return counts ? "update" : "read";
  }
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return "read";
  const kind = parent.operatorToken.kind;
  if (kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment) return "read";
  if (kind !== ts.SyntaxKind.EqualsToken) return "update";
  const text = node.getText();
  const again = (child: ts.Node): boolean =>
    (ts.isElementAccessExpression(child) && child.getText() === text) ||
    ts.forEachChild(child, (inner) => again(inner) || undefined) === true;
  return again(parent.right) ? "update" : "write";
}

/** A typed array over a `SharedArrayBuffer`, by its type or by how it was made. */
function isSharedView(expression: ts.Expression, resolver: Resolver): boolean {
  const type = resolver.checker.getTypeAtLocation(expression);
  const name = type.getSymbol()?.name ?? "";
  if (!/^(Big)?(Int|Uint|Float)\d+(Clamped)?Array$/.test(name)) return false;
  if (/SharedArrayBuffer/.test(resolver.checker.typeToString(type))) {
    return !/ArrayBufferLike|\| /.test(resolver.checker.typeToString(type));
  }
  const made = initializerOf(bare(expression), resolver);
  const buffer = made !== undefined && ts.isNewExpression(made) ? made.arguments?.[0] : undefined;
  return buffer !== undefined && resolver.checker.getTypeAtLocation(buffer).getSymbol()?.name === "SharedArrayBuffer";
}

function initializerOf(expression: ts.Expression, resolver: Resolver): ts.Expression | undefined {
  const symbol = ts.isIdentifier(expression)
    ? resolver.symbol(expression)
    : ts.isPropertyAccessExpression(expression)
      ? resolver.symbol(expression.name)
      : undefined;
  const declaration = symbol?.valueDeclaration;
  if (declaration === undefined) return undefined;
  return (ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)) && declaration.initializer
    ? bare(declaration.initializer)
    : undefined;
}

/** `new Int32Array(new SharedArrayBuffer(4))`, on the spot or in a variable that only such calls get to see. */
function isOwn(view: ts.Expression, resolver: Resolver, calls: RegExp): boolean {
  const made = ts.isNewExpression(view) ? view : initializerOf(view, resolver);
  if (made === undefined || !ts.isNewExpression(made)) return false;
  const buffer = made.arguments?.[0];
  if (buffer === undefined) return false;
  const inner = bare(buffer);
  const fresh = ts.isNewExpression(inner) || ts.isNumericLiteral(inner) ? inner : initializerOf(inner, resolver);
  if (fresh === undefined || (!ts.isNewExpression(fresh) && !ts.isNumericLiteral(fresh))) return false;
  const names = [view, inner].filter(ts.isIdentifier);
  return names.every((name) => {
    const symbol = resolver.symbol(name);
    const used = (node: ts.Node): boolean => {
      if (ts.isIdentifier(node) && node.text === name.text && resolver.symbol(node) === symbol) {
        const { parent } = node;
        const passed = ts.isCallExpression(parent) && calls.test(parent.expression.getText());
        const declared = ts.isVariableDeclaration(parent) && parent.name === node && !isExported(parent);
        return !passed && !declared && parent !== made && !ts.isElementAccessExpression(parent);
      }
      return ts.forEachChild(node, (child) => used(child) || undefined) === true;
    };
    return !used(name.getSourceFile());
  });
}

function isExported(declaration: ts.VariableDeclaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0;
}

function isParameter(view: ts.Expression, resolver: Resolver): boolean {
  let root = view;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = bare(root.expression);
  const declaration = ts.isIdentifier(root) ? resolver.symbol(root)?.valueDeclaration : undefined;
  return declaration !== undefined && ts.isParameter(declaration);
}

/** The value of a constant: a literal, a `const`, a member of an enum. */
export function constantOf(expression: ts.Expression, resolver: Resolver): number | undefined {
  const type = resolver.checker.getTypeAtLocation(expression);
  return type.isNumberLiteral() ? type.value : undefined;
}

function isBounded(node: ts.CallExpression, op: CellOperation["op"]): boolean {
  const timeout = op === "wait" || op === "wait-async" ? node.arguments[3] : undefined;
  return timeout !== undefined && !/^(undefined|Infinity|Number\.POSITIVE_INFINITY)$/.test(timeout.getText());
}

/** The condition of an `if` or loop around looks at the cell, and the value waited on is another reading of it. */
function rereads(node: ts.CallExpression, view: ts.Expression, index: ts.Expression, source: ts.SourceFile): boolean {
  const value = node.arguments[2] === undefined ? undefined : bare(node.arguments[2]);
  const load = `Atomics.load(${view.getText(source)}, ${index.getText(source)})`;
  const plain = `${view.getText(source)}[${index.getText(source)}]`;
  const text = value?.getText(source).replace(/\s+/g, " ");
  if (text !== load && text !== plain) return false;
  for (let at: ts.Node = node; at.parent !== undefined && !isFunctionNode(at.parent); at = at.parent) {
    const { parent } = at;
    const condition =
      (ts.isIfStatement(parent) && parent.thenStatement === at) ||
      ((ts.isWhileStatement(parent) || ts.isDoStatement(parent)) && parent.statement === at)
        ? parent.expression.getText(source).replace(/\s+/g, " ")
        : "";
    if (condition.includes(load) || condition.includes(plain)) return true;
  }
  return false;
}

function earlier(
  node: ts.Node,
  around: FunctionNode | ts.SourceFile,
  resolver: Resolver,
): { calls: FunctionId[]; published: boolean } {
  const calls: FunctionId[] = [];
  let publishes = false;
  let published = false;
  const visit = (child: ts.Node): void => {
    if (isFunctionNode(child) && child !== around) return;
    const start =
      ts.isNewExpression(child) && /^(Shared)?Worker$/.test(child.expression.getText())
        ? true
        : ts.isCallExpression(child) && /\b(postMessage|send|fork)$/.test(child.expression.getText());
    if (start) {
      publishes = true;
      if (child.pos < node.pos) published = true;
    }
    if (ts.isCallExpression(child) && child.pos < node.pos && child !== node) {
      const name = ts.isPropertyAccessExpression(child.expression) ? child.expression.name : child.expression;
      const symbol = resolver.symbol(name);
      const declared = symbol === undefined ? undefined : functionOfSymbol(symbol);
      if (declared !== undefined) calls.push(functionId(declared));
    }
    ts.forEachChild(child, visit);
  };
  visit(around);
  return { calls, published: published || !publishes };
}

/** `Atomics.notify(a, i); Atomics.store(a, i, v);`: those who are woken still find the old value. */
function earlyOf(
  node: ts.Node,
  view: ts.Expression,
  index: ts.Expression,
  source: ts.SourceFile,
): CellOperation["early"] {
  const statement = node.parent;
  if (!ts.isExpressionStatement(statement) || !ts.isBlock(statement.parent)) return undefined;
  const block = statement.parent;
  const cell = `${view.getText(source)}, ${index.getText(source)}`;
  const plain = `${view.getText(source)}[${index.getText(source)}]`;
  const changes = (child: ts.Statement): boolean => {
    const text = child.getText(source).replace(/\s+/g, " ");
    return (
      (/^Atomics\.(store|add|sub|and|or|xor|exchange|compareExchange)\(/.test(text) &&
        text.slice(text.indexOf("(") + 1).startsWith(`${cell},`)) ||
      text.startsWith(`${plain} =`)
    );
  };
  const at = block.statements.indexOf(statement);
  const around = functionAround(node) ?? source;
  const text = around.getText(source).slice(0, statement.getStart(source) - around.getStart(source));
  if (text.includes(`(${cell},`) && /Atomics\.(store|add|sub|and|or|xor|exchange|compareExchange)/.test(text))
    return undefined;
  const next = block.statements.slice(at + 1).find(changes);
  if (next === undefined) return undefined;
  const adjacent = block.statements[at + 1] === next;
  return {
    store: nodeRange(next, source),
    swap: adjacent
      ? [
          { at: nodeRange(statement, source), newText: next.getText(source) },
          { at: nodeRange(next, source), newText: statement.getText(source) },
        ]
      : [],
  };
}

/** `if (isMainThread) … else …` around it. */
function sideOf(node: ts.Node, source: ts.SourceFile): "main" | "worker" | undefined {
  for (let at: ts.Node = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (!ts.isIfStatement(parent) || at === parent.expression) continue;
    const text = parent.expression.getText(source);
    if (!/\bisMainThread\b/.test(text)) continue;
    const main = !text.startsWith("!") === (parent.thenStatement === at);
    return main ? "main" : "worker";
  }
  return undefined;
}
