// The ways through an executor (and through callbacks that are called once) that neither settle the promise nor hand it on.

import { ts } from "ts-morph";
import { bare } from "./entity";
import type { FunctionId } from "./facts";
import { type FunctionNode, functionId, isFunctionNode, nodeRange } from "./names";
import { calleeText, functionOfSymbol, isUserCode, type Resolver } from "./resolve";
import type { Gap } from "./settling";
import { has } from "./syntax";

/** A way that has settled nothing so far, and the last decision that led to it. `undefined`: there is none. */
type Open = { readonly why: string } | undefined;

interface Walk {
  readonly resolver: Resolver;
  readonly source: ts.SourceFile;
  /** What settles: the parameters of the executor, and local functions that mention them. */
  readonly settlers: ReadonlySet<ts.Symbol>;
  readonly executor: FunctionNode;
  readonly gaps: Gap[];
  /** Inside the function that is walked now: `async` functions swallow what they throw. */
  readonly async: boolean;
  /** In the executor itself a synchronous throw rejects the promise. */
  readonly throwSettles: boolean;
  /** A way on which something throws inside the innermost `try`; `undefined` outside of one. */
  thrown: { open: Open; first: ts.Node | undefined } | undefined;
  /** Ways that leave the innermost loop or switch. */
  left: Open[];
}

export function gapsOf(executor: FunctionNode, resolver: Resolver): Gap[] {
  const [resolve, reject] = executor.parameters;
  const body = executor.body;
  if (resolve === undefined || body === undefined || !ts.isIdentifier(resolve.name)) return [];
  // `_resolve`, or an empty body: a promise that is meant to stay pending.
  if (resolve.name.text.startsWith("_") || (ts.isBlock(body) && body.statements.length === 0)) return [];
  const source = executor.getSourceFile();
  const settlers = new Set<ts.Symbol>();
  for (const parameter of [resolve, reject]) {
    const symbol = parameter === undefined ? undefined : resolver.symbol(parameter.name);
    if (symbol !== undefined) settlers.add(symbol);
  }
  addAliases(body, settlers, resolver);
  const throws = has(body, (node) => ts.isThrowStatement(node));
  const used = has(body, (node) => isSettler(node, settlers, resolver) || isArguments(node));
  if (!used) {
    if (throws) return [];
    return [{ kind: "never", at: nodeRange(resolve, source), why: `\`${resolve.name.text}\`` }];
  }
  const gaps: Gap[] = [];
  walkFunction(executor, { resolver, source, settlers, executor, gaps }, true);
  return gaps.slice(0, 1);
}

type Context = Pick<Walk, "resolver" | "source" | "settlers" | "executor" | "gaps">;

function walkFunction(fn: FunctionNode, context: Context, outermost: boolean): void {
  const { body } = fn;
  if (body === undefined || has(body, isArguments)) return;
  const isAsync = (ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async) !== 0;
  const walk: Walk = {
    ...context,
    async: isAsync,
    throwSettles: outermost && !isAsync,
    thrown: undefined,
    left: [],
  };
  const start: Open = { why: "" };
  const end = ts.isBlock(body) ? statements(body.statements, start, walk) : expression(body, start, walk);
  if (end !== undefined && end.why !== "") walk.gaps.push({ kind: "path", at: endOf(fn, walk.source), why: end.why });
  const only = onlyCallback(fn, walk);
  if (only !== undefined) walkFunction(only, context, false);
}

function statements(list: readonly ts.Statement[], open: Open, walk: Walk): Open {
  return list.reduce<Open>((now, statement) => (now === undefined ? undefined : step(statement, now, walk)), open);
}

function step(node: ts.Statement, open: Open, walk: Walk): Open {
  if (open === undefined) return undefined;
  if (ts.isBlock(node)) return statements(node.statements, open, walk);
  if (ts.isIfStatement(node)) {
    const after = expression(node.expression, open, walk);
    if (after === undefined) return undefined;
    const text = said(node.expression, walk);
    const yes = step(node.thenStatement, { why: `${text} holds` }, walk);
    // `if (signal) signal.addEventListener("abort", resolve)`: without a signal nothing is to end the wait.
    if (yes === undefined && node.elseStatement === undefined && isOptional(node, walk)) return undefined;
    const no =
      node.elseStatement === undefined
        ? { why: `${text} does not hold` }
        : step(node.elseStatement, { why: `${text} does not hold` }, walk);
    return merge(no, yes, open);
  }
  if (ts.isReturnStatement(node)) {
    const after = node.expression === undefined ? open : expression(node.expression, open, walk);
    if (after !== undefined && after.why !== "")
      walk.gaps.push({ kind: "path", at: nodeRange(node, walk.source), why: after.why });
    return undefined;
  }
  if (ts.isThrowStatement(node)) {
    if (walk.thrown !== undefined) throwsIn(walk.thrown, open, node);
    else if (walk.async) walk.gaps.push({ kind: "thrown", at: nodeRange(node, walk.source), why: "the `throw`" });
    return undefined;
  }
  if (ts.isTryStatement(node)) return tryStatement(node, open, walk);
  if (ts.isSwitchStatement(node)) return switchStatement(node, open, walk);
  if (ts.isIterationStatement(node, false)) return loop(node, open, walk);
  if (ts.isBreakStatement(node)) {
    walk.left.push(open);
    return undefined;
  }
  if (ts.isContinueStatement(node)) return undefined;
  if (ts.isLabeledStatement(node)) return step(node.statement, open, walk);
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return open;
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.reduce<Open>((now, { initializer }) => {
      if (now === undefined || initializer === undefined || isFunctionNode(initializer)) return now;
      return expression(initializer, now, walk);
    }, open);
  }
  if (ts.isExpressionStatement(node)) return expression(node.expression, open, walk);
  return touches(node, walk) ? undefined : open;
}

/** The condition asks whether there is something, and the branch registers with just that. */
function isOptional(node: ts.IfStatement, walk: Walk): boolean {
  const condition = bare(node.expression);
  const asked =
    ts.isBinaryExpression(condition) && condition.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken
      ? condition.left
      : condition;
  if (!ts.isIdentifier(asked) && !ts.isPropertyAccessExpression(asked)) return false;
  const text = asked.getText(walk.source);
  return has(
    node.thenStatement,
    (child) =>
      ts.isCallExpression(child) &&
      ts.isPropertyAccessExpression(child.expression) &&
      child.expression.expression.getText(walk.source) === text &&
      child.arguments.some((argument) => touches(argument, walk)),
  );
}

function expression(node: ts.Expression, open: Open, walk: Walk): Open {
  if (open === undefined) return undefined;
  const inner = bare(node);
  if (ts.isBinaryExpression(inner)) {
    const kind = inner.operatorToken.kind;
    const and = kind === ts.SyntaxKind.AmpersandAmpersandToken;
    if (and || kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken) {
      const after = expression(inner.left, open, walk);
      if (after === undefined || !touches(inner.right, walk)) return after;
      return { why: `${said(inner.left, walk)} ${and ? "does not hold" : "holds"}` };
    }
  }
  if (ts.isConditionalExpression(inner)) {
    const after = expression(inner.condition, open, walk);
    if (after === undefined) return undefined;
    const text = said(inner.condition, walk);
    const yes = expression(inner.whenTrue, { why: `${text} holds` }, walk);
    const no = expression(inner.whenFalse, { why: `${text} does not hold` }, walk);
    return merge(no, yes, open);
  }
  if (ts.isVoidExpression(inner)) return expression(inner.expression, open, walk);
  failures(inner, open, walk);
  if (touches(inner, walk)) return undefined;
  return ts.isCallExpression(inner) && isNever(inner, walk) ? undefined : open;
}

/** Notes what may throw in the expression before anything is settled. */
function failures(root: ts.Expression, open: Open, walk: Walk): void {
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node)) return;
    if (ts.isCallExpression(node)) {
      node.arguments.forEach(visit);
      visit(node.expression);
      const settles = isSettler(bare(node.expression), walk.settlers, walk.resolver);
      if (settles || node.arguments.some((argument) => touches(argument, walk)) || isHarmless(node)) return;
      if (walk.thrown !== undefined && !ts.isAwaitExpression(node.parent)) throwsIn(walk.thrown, open, node);
      return;
    }
    ts.forEachChild(node, visit);
    if (!ts.isAwaitExpression(node) || touches(node.expression, walk)) return;
    const awaited = bare(node.expression);
    if (ts.isCallExpression(awaited) && isHarmless(awaited)) return;
    if (walk.thrown !== undefined) throwsIn(walk.thrown, open, node);
    else if (walk.async) {
      const callee = calleeOf(awaited, walk);
      walk.gaps.push({
        kind: "thrown",
        at: nodeRange(node, walk.source),
        why: `\`${ts.isCallExpression(awaited) ? calleeText(awaited.expression) : awaited.getText(walk.source).slice(0, 60)}\``,
        ...(callee ? { callee } : {}),
      });
    }
  };
  visit(root);
  for (const gap of rejections(root, walk)) walk.gaps.push(gap);
}

/** `work().then(resolve)`: what happens when `work()` rejects. */
function rejections(root: ts.Expression, walk: Walk): Gap[] {
  const inner = bare(root);
  const links: ts.CallExpression[] = [];
  let at = inner;
  while (
    ts.isCallExpression(at) &&
    ts.isPropertyAccessExpression(at.expression) &&
    /^(then|catch|finally)$/.test(at.expression.name.text)
  ) {
    links.unshift(at);
    at = bare(at.expression.expression);
  }
  const [first] = links;
  if (first === undefined || !ts.isCallExpression(at) || isHarmless(at) || touches(at, walk)) return [];
  let pending = false;
  let missing: ts.CallExpression | undefined;
  let mayReject = true;
  for (const link of links) {
    const name = ts.isPropertyAccessExpression(link.expression) ? link.expression.name.text : "";
    const [onFulfilled, onRejected] = link.arguments;
    const handler = name === "catch" ? onFulfilled : name === "then" ? onRejected : undefined;
    if (name === "finally" && onFulfilled !== undefined && touches(onFulfilled, walk)) return [];
    if (handler !== undefined) {
      if (mayReject && touches(handler, walk)) return [];
      if (isFunctionNode(handler) && has(handler, ts.isThrowStatement)) continue;
      if (!pending) mayReject = false;
      else break;
    }
    if (name === "then" && onFulfilled !== undefined && touches(onFulfilled, walk) && mayReject) {
      pending = true;
      missing ??= link;
    }
  }
  if (!pending || missing === undefined) return [];
  const callee = calleeOf(at, walk);
  const fix = links.length === 1 ? rejectFix(missing, walk) : undefined;
  return [
    {
      kind: "rejected",
      at: nodeRange(at, walk.source),
      why: `\`${calleeText(at.expression)}\``,
      ...(callee ? { callee } : {}),
      ...(fix ? { fix } : {}),
    },
  ];
}

/** Hands the failure on as well: `.then(resolve, reject)`. */
function rejectFix(then: ts.CallExpression, walk: Walk): Gap["fix"] {
  const [resolve, reject] = walk.executor.parameters;
  const [handler] = then.arguments;
  if (handler === undefined || then.arguments.length !== 1 || resolve === undefined) return undefined;
  const text = walk.source.text;
  const end = nodeRange(handler, walk.source).end;
  if (reject !== undefined) {
    return ts.isIdentifier(reject.name) ? [{ at: { start: end, end }, newText: `, ${reject.name.text}` }] : undefined;
  }
  const bracketed = text.slice(walk.executor.getStart(walk.source), resolve.getStart(walk.source)).includes("(");
  if (!bracketed || has(walk.executor, (node) => ts.isIdentifier(node) && node.text === "reject")) return undefined;
  const after = nodeRange(resolve, walk.source).end;
  return [
    { at: { start: after, end: after }, newText: ", reject" },
    { at: { start: end, end }, newText: ", reject" },
  ];
}

function tryStatement(node: ts.TryStatement, open: Open, walk: Walk): Open {
  const { tryBlock, catchClause, finallyBlock } = node;
  if (finallyBlock !== undefined && statements(finallyBlock.statements, open, quiet(walk)) === undefined) {
    return undefined;
  }
  if (catchClause === undefined) return statements(tryBlock.statements, open, walk);
  const outer = walk.thrown;
  const thrown: { open: Open; first: ts.Node | undefined } = { open: undefined, first: undefined };
  walk.thrown = thrown;
  const after = statements(tryBlock.statements, open, walk);
  walk.thrown = outer;
  if (thrown.first === undefined) return after;
  const text = thrown.first.getText(walk.source).replace(/\s+/g, " ");
  const why = ts.isThrowStatement(thrown.first)
    ? `the \`catch\` is entered by \`${shorten(text)}\``
    : `\`${shorten(text)}\` throws`;
  const handled = statements(catchClause.block.statements, { why }, walk);
  return merge(handled, after, open);
}

function switchStatement(node: ts.SwitchStatement, open: Open, walk: Walk): Open {
  const outer = walk.left;
  walk.left = [];
  const start = expression(node.expression, open, walk);
  const text = said(node.expression, walk);
  let now: Open;
  let hasDefault = false;
  for (const clause of node.caseBlock.clauses) {
    const isDefault = ts.isDefaultClause(clause);
    hasDefault ||= isDefault;
    const why = isDefault ? `${text} is none of the cases` : `${text} is \`${clause.expression.getText(walk.source)}\``;
    if (start !== undefined) now = { why };
    now = statements(clause.statements, now, walk);
  }
  const exits = [now, ...walk.left];
  walk.left = outer;
  if (!hasDefault && start !== undefined && !isExhaustive(node, walk))
    exits.push({ why: `${text} is none of the cases` });
  return exits.find((exit) => exit !== undefined);
}

/** A loop is taken to run at least once. */
function loop(node: ts.IterationStatement, open: Open, walk: Walk): Open {
  const outer = walk.left;
  walk.left = [];
  const after = step(node.statement, open, walk);
  const breaks = walk.left;
  walk.left = outer;
  const condition = ts.isWhileStatement(node) || ts.isDoStatement(node) ? node.expression : undefined;
  const forEver =
    condition?.kind === ts.SyntaxKind.TrueKeyword || (ts.isForStatement(node) && node.condition === undefined);
  const exits = forEver ? breaks : [after, ...breaks];
  return exits.find((exit) => exit !== undefined);
}

/**
 * The only callback in which the promise is settled, where it is known to be called once: then its own ways count too.
 */
function onlyCallback(fn: FunctionNode, walk: Walk): FunctionNode | undefined {
  const callbacks = new Set<FunctionNode>();
  let other = 0;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) && node !== fn && touches(node, walk)) {
      const call = node.parent;
      const direct = ts.isCallExpression(call) && call.arguments.some((argument) => argument === node);
      if (direct && isOnce(call, node, walk)) callbacks.add(node);
      else other++;
      return;
    }
    if (isSettler(node, walk.settlers, walk.resolver)) other++;
    ts.forEachChild(node, visit);
  };
  if (fn.body !== undefined) visit(fn.body);
  const [only] = callbacks;
  return other === 0 && callbacks.size === 1 ? only : undefined;
}

const ONCE = /^(setTimeout|setImmediate|queueMicrotask|nextTick|requestAnimationFrame|once)$/;
const REPEATS =
  /^(on|on[A-Z]\w*|addListener|addEventListener|prependListener|subscribe|listen|watch|observe|use|each|forEach)$/;

function isOnce(call: ts.CallExpression, callback: FunctionNode, walk: Walk): boolean {
  const callee = call.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : "";
  if (ONCE.test(name) || name === "then" || name === "finally") return true;
  if (REPEATS.test(name) || call.arguments.at(-1) !== callback) return false;
  // Node's own style: the callback comes last, and its first parameter is the error.
  const [first] = callback.parameters;
  if (first === undefined || !ts.isIdentifier(first.name)) return false;
  // `e` is as often an event.
  const type = walk.resolver.checker.getNonNullableType(walk.resolver.checker.getTypeAtLocation(first));
  const failure = (type.flags & ts.TypeFlags.Any) !== 0 || /(Error|Exception)$/.test(type.symbol?.name ?? "");
  return /^_?(err|error)$/i.test(first.name.text) || (/^_?e$/i.test(first.name.text) && failure);
}

function addAliases(body: ts.Node, settlers: Set<ts.Symbol>, resolver: Resolver): void {
  for (let grew = true; grew; ) {
    grew = false;
    const add = (name: ts.Node, value: ts.Node): void => {
      const symbol = resolver.symbol(name);
      if (symbol === undefined || settlers.has(symbol)) return;
      if (!has(value, (node) => isSettler(node, settlers, resolver))) return;
      settlers.add(symbol);
      grew = true;
    };
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionDeclaration(node) && node.name !== undefined) add(node.name, node);
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined)
        add(node.name, node.initializer);
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        ts.isIdentifier(node.left) &&
        isFunctionNode(node.right)
      )
        add(node.left, node.right);
      ts.forEachChild(node, visit);
    };
    visit(body);
  }
}

function touches(root: ts.Node, walk: Pick<Walk, "settlers" | "resolver">): boolean {
  return has(root, (node) => isSettler(node, walk.settlers, walk.resolver));
}

function isSettler(node: ts.Node, settlers: ReadonlySet<ts.Symbol>, resolver: Resolver): boolean {
  if (!ts.isIdentifier(node)) return false;
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return false;
  if (ts.isPropertyAssignment(node.parent) && node.parent.name === node) return false;
  if (![...settlers].some((settler) => settler.name === node.text)) return false;
  const symbol = resolver.symbol(node);
  return symbol !== undefined && settlers.has(symbol);
}

function isArguments(node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text === "arguments";
}

const HARMLESS =
  /^(console\.\w+|clearTimeout|clearInterval|setTimeout|setInterval|setImmediate|queueMicrotask|process\.nextTick|Date\.now|performance\.now|Promise\.(resolve|allSettled)|String|Number|Boolean|Math\.\w+|.*\b(logger|log|debug)\.\w+|.*\.(push|unref|ref|clear|delete|has|get|set|off|removeListener|removeAllListeners|removeEventListener|toString|slice|trim))$/;
const SLEEPS =
  /(^|\.)(sleep|delay|wait|pause|tick|setTimeout|setImmediate|nextTick|scheduler\.(wait|yield)|allSettled|finished)$/i;

/** It does not throw, and the promise it gives does not reject. */
function isHarmless(call: ts.CallExpression): boolean {
  const text = calleeText(call.expression);
  if (HARMLESS.test(text) || SLEEPS.test(text)) return true;
  // What ends in `.catch(...)` does not reject.
  return ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === "catch";
}

function calleeOf(node: ts.Expression, walk: Walk): FunctionId | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  const symbol = walk.resolver.symbol(name);
  const declared = symbol === undefined ? undefined : functionOfSymbol(symbol);
  return declared !== undefined && isUserCode(declared) ? functionId(declared) : undefined;
}

function isNever(call: ts.CallExpression, walk: Walk): boolean {
  return (walk.resolver.checker.getTypeAtLocation(call).flags & ts.TypeFlags.Never) !== 0;
}

function isExhaustive(node: ts.SwitchStatement, walk: Walk): boolean {
  const type = walk.resolver.checker.getTypeAtLocation(node.expression);
  const members = type.isUnion() ? type.types : [type];
  return members.every((member) => member.isLiteral()) && node.caseBlock.clauses.length >= members.length;
}

function throwsIn(thrown: { open: Open; first: ts.Node | undefined }, open: Open, node: ts.Node): void {
  thrown.first ??= node;
  thrown.open ??= open;
}

/** The same walk without notes. */
function quiet(walk: Walk): Walk {
  return { ...walk, gaps: [], thrown: undefined, left: [] };
}

/** Of two ways the first that is open; one that says nothing says what the way before said. */
function merge(a: Open, b: Open, before: Open): Open {
  if (a !== undefined && b !== undefined) return before;
  return a ?? b;
}

function said(node: ts.Expression, walk: Walk): string {
  return `\`${shorten(bare(node).getText(walk.source).replace(/\s+/g, " "))}\``;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function endOf(fn: FunctionNode, source: ts.SourceFile): ReturnType<typeof nodeRange> {
  const { end } = nodeRange(fn, source);
  return { start: { line: end.line, character: Math.max(0, end.character - 1) }, end };
}
