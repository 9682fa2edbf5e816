// Calls of the package `effect` to facts: what they give only describes work, which begins where somebody waits for it or runs it.

import { ts } from "ts-morph";
import { bare } from "./entity";
import { effectName, isMaker } from "./effect-names";
import { isEffect, isEffectGenerator, mayFail } from "./effect-syntax";
import type { CallExpr, EffectExpr, Expr } from "./facts";
import type { FunctionScope, Lowering } from "./lower";
import { functionAround, functionId, isFunctionNode } from "./names";
import { calleeText, type ResourceRef } from "./resolve";

const UNDEF: Expr = { k: "undef" };
const SEMAPHORE: ResourceRef = { module: "effect", type: "Semaphore" };

/** One does after the other. */
const STEPS = /^(?:andThen|flatMap|tap|zip(?:Right|Left|With)?|map|as)$/;
/** What is given runs only where the work before it failed. */
const CATCH = /^(?:catch\w*|orElse\w*|match(?:Effect|Cause|CauseEffect)?)$/;
/** What is given runs however the work before it ends. */
const ENSURE = /^(?:ensuring|onExit)$/;
/** The same work in other surroundings. */
const SAME =
  /^(?:scoped|provide\w*|withSpan|withLogSpan|annotate\w*|uninterruptible|interruptible|asVoid|exit|either|option|ignore\w*|orDie\w*|retry\w*|repeat\w*|forever|delay|sandbox|flip|mapError|eventually|withConcurrency)$/;
/** What is given runs at some end of the work, in which other fiber ever. */
const LATER = /^(?:acquireRelease|onError|onInterrupt|tapError\w*|tapCause\w*|tapDefect)$/;
const MAYBE = /^(?:when|unless)(?:Effect)?$/;
/** Somebody else may come to an end first, so that the wait is not for ever. */
const BOUNDED = /^(?:timeout\w*|race\w*|disconnect)$/;
const FORK = /^fork(?:Child|Daemon|Detach|In|Scoped)?$/;
const CALLS = /^(?:sync|promise|suspend|try|tryPromise)$/;
const RUN = /^run(?:Promise|PromiseExit|Fork|Callback)$/;
const RUN_NOW = /^runSync(?:Exit)?$/;

/** An expression that makes, joins, runs, guards or waits for effects; `undefined`: any other one. */
export function lowerEffect(node: ts.Expression, scope: FunctionScope, low: Lowering): Expr | undefined {
  if (ts.isCallExpression(node)) return lowerCall(node, scope, low);
  if (ts.isYieldExpression(node)) return lowerYield(node, scope, low);
  if (ts.isPropertyAccessExpression(node)) return lowerReleaseAll(node, scope, low);
  if (ts.isIdentifier(node)) mention(node, scope, low);
  return undefined;
}

function lowerCall(node: ts.CallExpression, scope: FunctionScope, low: Lowering): Expr | undefined {
  const { expression } = node;
  const [first] = node.arguments;
  // `semaphore.withPermits(1)(effect)`
  if (ts.isCallExpression(expression)) {
    if (first === undefined) return undefined;
    const wrapper = effectName(expression.expression, low.resolver);
    if (wrapper === "Effect.fn") return generatorIn(node, scope, low);
    return sectionOf(expression, low.expression(first, scope), scope, low);
  }
  const name = effectName(expression, low.resolver);
  if (name === "pipe") return first === undefined ? undefined : piped(first, node.arguments.slice(1), scope, low);
  if (name === undefined) {
    if (!ts.isPropertyAccessExpression(expression)) return undefined;
    if (expression.name.text === "pipe") return piped(expression.expression, node.arguments, scope, low);
    return operationOf(expression, node, scope, low);
  }
  if (isMaker(name)) return made(node, scope, low);
  const [namespace, operation = ""] = name.split(".");
  if (namespace === "Fiber" && /^(?:join|await)$/.test(operation) && first !== undefined)
    return described("join", low.expression(first, scope), [], node, low);
  return namespace === "Effect" ? called(operation, undefined, node.arguments, node, scope, low) : undefined;
}

/** `yield* effect` in the generator of an effect: what is waited for. */
function lowerYield(node: ts.YieldExpression, scope: FunctionScope, low: Lowering): Expr | undefined {
  if (node.asteriskToken === undefined || node.expression === undefined) return undefined;
  const around = functionAround(node);
  if (around === undefined || !isEffectGenerator(around, low.resolver)) return undefined;
  // `yield* $(effect)`, as older programs write it.
  const inner = bare(node.expression);
  const [adaptor] = around.parameters;
  const adapted =
    ts.isCallExpression(inner) && adaptor !== undefined && inner.expression.getText() === adaptor.name.getText()
      ? inner.arguments[0]
      : undefined;
  const of = adapted ?? inner;
  return {
    k: "await",
    of: low.expression(of, scope),
    at: low.range(node),
    rejects: mayFail(of, low.resolver),
  };
}

/** Whoever names an effect of the module may run it, and with it the functions that are written in it. */
function mention(name: ts.Identifier, scope: FunctionScope, low: Lowering): void {
  const declaration = low.resolver.symbol(name)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.getSourceFile() !== low.source)
    return;
  if (!ts.isSourceFile(declaration.parent.parent.parent)) return;
  const { initializer } = declaration;
  if (initializer === undefined || !ts.isCallExpression(initializer)) return;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node)) scope.mentions.add(functionId(node));
    else ts.forEachChild(node, visit);
  };
  visit(initializer);
}

function made(node: ts.CallExpression, scope: FunctionScope, low: Lowering): Expr {
  touch(scope, low);
  const args = node.arguments.map((argument) => low.expression(argument, scope));
  return { k: "new", resource: SEMAPHORE, args, at: low.range(node) };
}

function touch(scope: FunctionScope, low: Lowering): void {
  scope.concurrent = true;
  low.concurrent = true;
}

/** `Effect.operation(self, ...rest)`, or with `self` from the pipe that it stands in. */
function called(
  operation: string,
  piped: Expr | undefined,
  given: readonly ts.Expression[],
  node: ts.Expression,
  scope: FunctionScope,
  low: Lowering,
): Expr | undefined {
  const go = (child: ts.Expression): Expr => low.expression(child, scope);
  const [head] = given;
  if (piped === undefined) {
    if (head === undefined) return undefined;
    if (operation === "gen") return generated(node, given, scope, low);
    if (operation === "fn" || operation === "fnUntraced") return generatorIn(node, scope, low);
    if (CALLS.test(operation)) {
      const fn = bare(head);
      const work = ts.isObjectLiteralExpression(fn)
        ? fn.properties.find((one) => one.name?.getText(low.source) === "try")
        : undefined;
      const body = work !== undefined && ts.isPropertyAssignment(work) ? work.initializer : fn;
      return described("steps", UNDEF, [go(body)], node, low, operation.startsWith("try"));
    }
    if (operation === "all") return together(given, node, scope, low);
    if (operation === "acquireUseRelease") {
      const [, use, release] = given;
      if (use === undefined || release === undefined) return undefined;
      const used = described("ensure", described("steps", UNDEF, [go(use)], node, low), [go(release)], node, low);
      return described("steps", go(head), [used], node, low);
    }
    if (operation === "addFinalizer") return described("scoped", UNDEF, [go(head)], node, low);
  }
  if (operation === "forEach") {
    const [work, options] = piped === undefined ? given.slice(1) : given;
    if (work === undefined) return undefined;
    const items = piped ?? (head === undefined ? UNDEF : go(head));
    if (!isConcurrent(options)) return described("steps", UNDEF, [go(work)], node, low);
    const each = builtin("map", items, [go(work)], node, low);
    return described("describe", builtin("promise-all", undefined, [each], node, low), [], node, low);
  }
  // With too few arguments it stands for a function, which a pipe would call.
  const needsMore = STEPS.test(operation) || CATCH.test(operation) || ENSURE.test(operation);
  if (piped === undefined && needsMore && given.length < 2) return undefined;
  const self = (): Expr => piped ?? (head === undefined ? UNDEF : go(head));
  const rest = (): Expr[] => (piped === undefined ? given.slice(1) : given).map(go);
  if (STEPS.test(operation)) return described("steps", self(), rest().slice(0, 1), node, low);
  if (CATCH.test(operation)) return described("catch", self(), rest(), node, low);
  if (ENSURE.test(operation)) return described("ensure", self(), rest(), node, low);
  if (LATER.test(operation)) return described("scoped", self(), rest(), node, low);
  if (FORK.test(operation)) return described("fork", self(), [], node, low);
  if (RUN.test(operation)) return described("run", self(), [], node, low);
  if (RUN_NOW.test(operation)) return described("now", self(), [], node, low);
  if (MAYBE.test(operation)) return described("maybe", self(), [], node, low);
  if (BOUNDED.test(operation))
    return described("describe", builtin("promise-race", undefined, [self(), ...rest()], node, low), [], node, low);
  if (SAME.test(operation) && (piped !== undefined || (head !== undefined && isEffect(head, low.resolver))))
    return described("steps", self(), [{ k: "unknown", parts: rest() }], node, low);
  return undefined;
}

/** `effect.pipe(f, g)`: what goes in, step by step. `undefined` where nothing of it is known to be an effect. */
function piped(
  from: ts.Expression,
  steps: readonly ts.Expression[],
  scope: FunctionScope,
  low: Lowering,
): Expr | undefined {
  const known = steps.some((step) => {
    const name = effectName(ts.isCallExpression(step) ? step.expression : step, low.resolver);
    return name?.startsWith("Effect.") === true || isSection(step, low);
  });
  if (!known && !isEffect(from, low.resolver)) return undefined;
  return steps.reduce((value, step) => through(value, step, scope, low), low.expression(from, scope));
}

function through(value: Expr, step: ts.Expression, scope: FunctionScope, low: Lowering): Expr {
  const call = ts.isCallExpression(step) ? step : undefined;
  const [namespace, operation = ""] = effectName(call?.expression ?? step, low.resolver)?.split(".") ?? [];
  const known = namespace === "Effect" ? called(operation, value, call?.arguments ?? [], step, scope, low) : undefined;
  if (known !== undefined) return known;
  const section = call === undefined ? guarded(step, [], value, scope, low) : sectionOf(call, value, scope, low);
  if (section !== undefined) return section;
  const fn = low.expression(step, scope);
  return isFunctionNode(step)
    ? { k: "call", callee: { t: "value", of: fn }, args: [value], at: low.range(step), text: "the step" }
    : described("steps", value, [{ k: "unknown", parts: [fn] }], step, low);
}

/** `semaphore.withPermits(n)`, for what it is called with then. */
function sectionOf(call: ts.CallExpression, value: Expr, scope: FunctionScope, low: Lowering): Expr | undefined {
  return guarded(call.expression, call.arguments, value, scope, low);
}

function isSection(step: ts.Expression, low: Lowering): boolean {
  const member = ts.isCallExpression(step) ? step.expression : step;
  return (
    ts.isPropertyAccessExpression(member) &&
    /^withPermits?$/.test(member.name.text) &&
    low.resolver.resource(member.expression)?.module === "effect"
  );
}

function guarded(
  member: ts.Expression,
  permits: readonly ts.Expression[],
  value: Expr,
  scope: FunctionScope,
  low: Lowering,
): Expr | undefined {
  if (!ts.isPropertyAccessExpression(member) || !/^withPermits?$/.test(member.name.text)) return undefined;
  if (low.resolver.resource(member.expression)?.module !== "effect") return undefined;
  const args = [...permits.map((one) => low.expression(one, scope)), value];
  return onSemaphore(member, args, scope, low);
}

/** `semaphore.releaseAll`, an effect by itself. */
function lowerReleaseAll(node: ts.PropertyAccessExpression, scope: FunctionScope, low: Lowering): Expr | undefined {
  if (node.name.text !== "releaseAll") return undefined;
  if (low.resolver.resource(node.expression)?.module !== "effect") return undefined;
  return onSemaphore(node, [], scope, low);
}

/** `semaphore.take(1)`, `semaphore.release(1)`, `semaphore.withPermit(effect)`. */
function operationOf(
  member: ts.PropertyAccessExpression,
  node: ts.CallExpression,
  scope: FunctionScope,
  low: Lowering,
): Expr | undefined {
  if (!/^(?:take|release|withPermits?)$/.test(member.name.text)) return undefined;
  if (low.resolver.resource(member.expression)?.module !== "effect") return undefined;
  // By itself it is a function that waits for its effect.
  if (member.name.text === "withPermits")
    return { k: "unknown", parts: node.arguments.map((one) => low.expression(one, scope)) };
  const args = node.arguments.map((one) => low.expression(one, scope));
  return onSemaphore(member, args, scope, low, node);
}

function onSemaphore(
  member: ts.PropertyAccessExpression,
  args: readonly Expr[],
  scope: FunctionScope,
  low: Lowering,
  node: ts.Expression = member,
): Expr {
  touch(scope, low);
  const call: CallExpr = {
    k: "call",
    callee: { t: "op", ...SEMAPHORE, member: member.name.text },
    receiver: low.expression(member.expression, scope),
    args,
    at: low.range(ts.isCallExpression(member.parent) ? member.parent : node),
    text: calleeText(member),
  };
  return described("describe", call, [], node, low);
}

/** `Effect.gen(function* () {})`, with `this` where it is handed in. */
function generated(
  node: ts.Expression,
  given: readonly ts.Expression[],
  scope: FunctionScope,
  low: Lowering,
): Expr | undefined {
  const body = given.find((one) => ts.isFunctionExpression(one));
  if (body === undefined || !ts.isFunctionExpression(body)) return undefined;
  low.lowerFunction(body);
  scope.mentions.add(functionId(body));
  const [head] = given;
  const own =
    head !== undefined && ts.isObjectLiteralExpression(head)
      ? head.properties.find((one) => one.name?.getText(low.source) === "self")
      : undefined;
  const self = own !== undefined && ts.isPropertyAssignment(own) ? own.initializer : head;
  const receiver = self === undefined || self === body ? {} : { receiver: low.expression(self, scope) };
  const callee = { t: "function" as const, id: functionId(body) };
  const at = low.range(ts.isCallExpression(node) ? node.expression : node);
  return { k: "call", callee, ...receiver, args: [], at, text: "Effect.gen" };
}

/** `Effect.fn("name")(function* () {})`: the function itself. */
function generatorIn(node: ts.Expression, scope: FunctionScope, low: Lowering): Expr | undefined {
  const body = ts.isCallExpression(node)
    ? node.arguments.find((one) => isEffectGenerator(one, low.resolver))
    : undefined;
  if (body === undefined || !isFunctionNode(body)) return undefined;
  low.lowerFunction(body);
  scope.mentions.add(functionId(body));
  return { k: "fn", id: functionId(body) };
}

/** `Effect.all(list, { concurrency })`: side by side, or one after the other. */
function together(given: readonly ts.Expression[], node: ts.Expression, scope: FunctionScope, low: Lowering): Expr {
  const [list, options] = given;
  const go = (child: ts.Expression): Expr => low.expression(child, scope);
  const inner = list === undefined ? undefined : bare(list);
  const items =
    inner !== undefined && ts.isObjectLiteralExpression(inner)
      ? inner.properties.flatMap((one) => (ts.isPropertyAssignment(one) ? [go(one.initializer)] : []))
      : inner !== undefined && ts.isArrayLiteralExpression(inner) && !inner.elements.some(ts.isSpreadElement)
        ? inner.elements.map(go)
        : undefined;
  const whole: Expr = items === undefined ? (inner === undefined ? UNDEF : go(inner)) : { k: "array", items };
  if (isConcurrent(options))
    return described("describe", builtin("promise-all", undefined, [whole], node, low), [], node, low);
  return described("steps", UNDEF, items ?? [whole], node, low);
}

/** The options ask for more than one at a time. */
function isConcurrent(options: ts.Expression | undefined): boolean {
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return false;
  const said = options.properties.find((one) => one.name?.getText() === "concurrency");
  return said !== undefined && !(ts.isPropertyAssignment(said) && said.initializer.getText() === "1");
}

function builtin(
  name: "map" | "promise-all" | "promise-race",
  receiver: Expr | undefined,
  args: readonly Expr[],
  node: ts.Expression,
  low: Lowering,
): CallExpr {
  const text = ts.isCallExpression(node) ? calleeText(node.expression) : calleeText(node);
  const on = receiver === undefined ? {} : { receiver };
  return { k: "call", callee: { t: "builtin", name }, ...on, args, at: low.range(node), text };
}

function described(
  does: EffectExpr["does"],
  of: Expr,
  then: readonly Expr[],
  node: ts.Expression,
  low: Lowering,
  fails = false,
): EffectExpr {
  return { k: "effect", does, of, then, at: low.range(node), ...(fails ? { fails } : {}) };
}
