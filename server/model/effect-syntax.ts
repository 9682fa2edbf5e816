// Which functions of the package `effect` an expression names, and what gives an effect: a description of work that somebody runs.

import { ts } from "ts-morph";
import { effectName, MODULE, namespaceOf } from "./effect-names";
import { bare } from "./entity";
import { type FunctionNode, isFunctionNode } from "./names";
import { functionOfSymbol, type Resolver } from "./resolve";

/** How far a function that only calls another one is followed. */
const MAX_DEPTH = 3;

/** Some import of the file is of it, so that its calls are worth a look. */
export function importsEffect(source: ts.SourceFile): boolean {
  return source.statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) &&
      ts.isStringLiteral(statement.moduleSpecifier) &&
      MODULE.test(statement.moduleSpecifier.text),
  );
}

/** `Effect.gen(function* () {})`, `Effect.fn("name")(function* () {})`: each `yield*` in it waits for an effect. */
export function isEffectGenerator(node: ts.Node | undefined, resolver: Resolver): boolean {
  if (node === undefined || !ts.isFunctionExpression(node) || node.asteriskToken === undefined) return false;
  if ((ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async) !== 0) return false;
  const call = node.parent;
  if (!ts.isCallExpression(call) || !call.arguments.some((argument) => argument === node)) return false;
  const maker = ts.isCallExpression(call.expression) ? call.expression.expression : call.expression;
  const name = effectName(maker, resolver);
  return name === "Effect.gen" || name === "Effect.fn" || name === "Effect.fnUntraced";
}

const CARES =
  /^Effect\.(?:ensuring|on(?:Exit|Error|Interrupt)|catch\w*|tap(?:Error|Cause|Defect)\w*|acquireUseRelease)$/;

/** Whoever puts the generator's effect together says what happens where it fails. */
export function isEnsured(node: FunctionNode, resolver: Resolver): boolean {
  if (!isEffectGenerator(node, resolver)) return false;
  const cares = (one: ts.Expression): boolean =>
    CARES.test(effectName(ts.isCallExpression(one) ? one.expression : one, resolver) ?? "");
  for (let at: ts.Node = node.parent; ts.isCallExpression(at) || ts.isPropertyAccessExpression(at); at = at.parent)
    if (ts.isCallExpression(at) && (cares(at) || at.arguments.some(cares))) return true;
  return false;
}

/** What the function gives is an effect. */
export function returnsEffect(node: FunctionNode, resolver: Resolver, depth = 0): boolean {
  if (isEffectGenerator(node, resolver)) return true;
  if (node.body === undefined || ts.isConstructorDeclaration(node) || depth > MAX_DEPTH) return false;
  if ("asteriskToken" in node && node.asteriskToken !== undefined) return false;
  if ((ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Async) !== 0) return false;
  if (node.type !== undefined) return isEffectType(node.type, resolver);
  if (!ts.isBlock(node.body)) return isEffect(node.body, resolver, depth);
  let found = false;
  const visit = (child: ts.Node): void => {
    if (found || isFunctionNode(child) || ts.isClassLike(child)) return;
    if (ts.isReturnStatement(child) && child.expression !== undefined)
      found = isEffect(child.expression, resolver, depth);
    else ts.forEachChild(child, visit);
  };
  visit(node.body);
  return found;
}

function isEffectType(node: ts.TypeNode, resolver: Resolver): boolean {
  if (!ts.isTypeReferenceNode(node) || !ts.isQualifiedName(node.typeName)) return false;
  const { left, right } = node.typeName;
  return ts.isIdentifier(left) && right.text === "Effect" && namespaceOf(left, resolver) === "Effect";
}

/** The value of the expression is an effect, by its form, or by its type where the package is there. */
export function isEffect(expression: ts.Expression, resolver: Resolver, depth = 0): boolean {
  const node = bare(expression);
  if (ts.isConditionalExpression(node))
    return isEffect(node.whenTrue, resolver, depth) || isEffect(node.whenFalse, resolver, depth);
  if (ts.isCallExpression(node)) {
    const name = effectName(node.expression, resolver);
    if (name === "pipe") return isPiped(node.arguments, node.arguments[0], resolver, depth);
    if (name !== undefined) return GIVES_EFFECT.test(name);
    const { expression: callee } = node;
    if (ts.isPropertyAccessExpression(callee) && callee.name.text === "pipe")
      return isPiped(node.arguments, callee.expression, resolver, depth);
    const symbol = resolver.symbol(ts.isPropertyAccessExpression(callee) ? callee.name : callee);
    const declared = symbol === undefined ? undefined : functionOfSymbol(symbol);
    if (declared !== undefined) return returnsEffect(declared, resolver, depth + 1);
  }
  if (!ts.isCallExpression(node) && !ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return false;
  const symbol = resolver.checker.getTypeAtLocation(node).getSymbol();
  return symbol?.name === "Effect" && isOfPackage(symbol);
}

const GIVES_EFFECT =
  /^(?:Effect\.(?!run|is|fn|unsafe|make|makeSemaphore|Service|Tag)|(?:Queue|Deferred|Fiber|Semaphore|Latch)\.(?!is|unsafe))\w+(?<!Unsafe)$/;

/** What goes through a pipe is still one at its end, but where it is run there. */
function isPiped(
  steps: readonly ts.Expression[],
  from: ts.Expression | undefined,
  resolver: Resolver,
  depth: number,
): boolean {
  const last = steps.at(-1);
  const runs =
    last === undefined ? undefined : effectName(ts.isCallExpression(last) ? last.expression : last, resolver);
  if (runs !== undefined && /^Effect\.run/.test(runs)) return false;
  return from !== undefined && isEffect(from, resolver, depth);
}

function isOfPackage(symbol: ts.Symbol): boolean {
  return (symbol.declarations?.[0]?.getSourceFile().fileName ?? "").includes("/node_modules/effect/");
}

/** By its type it may fail: the second of an effect's parameters is not `never`. */
export function mayFail(expression: ts.Expression, resolver: Resolver): boolean {
  const type = resolver.checker.getTypeAtLocation(expression);
  const symbol = type.getSymbol();
  if (symbol?.name !== "Effect" || !isOfPackage(symbol)) return false;
  const [, error] = isReference(type) ? resolver.checker.getTypeArguments(type) : [];
  return error !== undefined && (error.flags & ts.TypeFlags.Never) === 0;
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return "target" in type;
}
