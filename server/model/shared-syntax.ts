// Small questions about syntax that the walk over shared state asks.

import { ts } from "ts-morph";
import { bare } from "./entity";
import type { Lowering } from "./lower";
import { type FunctionNode, isFunctionNode } from "./names";
import { calleeText, type Resolver } from "./resolve";
import { isAssignment } from "./syntax";

/** Its body runs while something keeps others out: the callback of a lock, a queue or a transaction, or of one kept run. */
export function isExclusive(fn: FunctionNode, low: Lowering): boolean {
  if (isSerialised(fn)) return true;
  for (let at: ts.Node = fn; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isCallExpression(parent) && parent.expression !== at) {
      const callee = low.resolver.callee(parent);
      if (callee !== "value" && callee.t === "op") return true;
      if (
        /(?:lock|exclusive|mutex|synchroni|serial|critical|transact|atomic|queue|schedule|once|single|memo|dedup)/i.test(
          calleeText(parent.expression),
        )
      )
        return true;
    }
    // `this.ready ??= (async () => { ... })()`
    if (
      ts.isBinaryExpression(parent) &&
      isAssignment(parent.operatorToken.kind) &&
      parent.right === at &&
      !ts.isFunctionLike(at)
    )
      return true;
    if (
      ts.isMethodDeclaration(at) &&
      (ts.getDecorators(at) ?? []).some((one) => /lock|mutex|synchron|serial|once|queue/i.test(one.getText()))
    )
      return true;
  }
  return false;
}

/** A callback that `map`, or a loop that does not wait, starts several times side by side. */
export function isManyTimes(fn: FunctionNode): boolean {
  const call = fn.parent;
  return (
    ts.isCallExpression(call) &&
    call.arguments[0] === fn &&
    ts.isPropertyAccessExpression(call.expression) &&
    /^(?:map|forEach|flatMap)$/.test(call.expression.name.text)
  );
}

export function valueKind(value: ts.Expression | undefined): "empty" | "true" | "other" {
  if (value === undefined) return "empty";
  const inner = bare(value);
  if (isEmpty(inner)) return "empty";
  return inner.kind === ts.SyntaxKind.TrueKeyword ? "true" : "other";
}

const SERIALISES = /^@?(?:synchroni[sz]ed|serialized?|locked|withLock|exclusive|mutex)\b/i;

/** A decorator in front of the method lets one call after the other in. By its name, as its code is mostly elsewhere. */
function isSerialised(fn: FunctionNode): boolean {
  return (
    ts.isMethodDeclaration(fn) &&
    (ts.getDecorators(fn) ?? []).some(({ expression }) => SERIALISES.test(expression.getText()))
  );
}

/** A call of a variable that holds `() => new Promise((resolve) => ...)`: nobody can reject that promise. */
export function isTimer(call: ts.CallExpression, resolver: Resolver): boolean {
  const declaration = resolver.symbol(call.expression)?.valueDeclaration;
  const init = declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  if (init === undefined || !ts.isArrowFunction(init) || !ts.isNewExpression(init.body)) return false;
  const [executor] = init.body.arguments ?? [];
  return (
    init.body.expression.getText() === "Promise" &&
    executor !== undefined &&
    isFunctionNode(executor) &&
    executor.parameters.length === 1
  );
}

/** What is assigned to holds a number or a boolean. */
export function isPlain(assignment: ts.Node, checker: ts.TypeChecker): boolean {
  if (!ts.isBinaryExpression(assignment)) return false;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(assignment.left));
  const parts = type.isUnion() ? type.types : [type];
  return parts.every(({ flags }) => (flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike)) !== 0);
}

export function isEmpty(node: ts.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(node) && node.text === "undefined")
  );
}

export function containsAwait(node: ts.Node): boolean {
  if (isFunctionNode(node)) return false;
  if (ts.isAwaitExpression(node)) return true;
  return ts.forEachChild(node, (child) => containsAwait(child) || undefined) ?? false;
}

export function isChoice(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

export function isEquality(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken
  );
}

export function isMemberName(node: ts.Identifier): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}

/** Calls that are taken not to throw although their function is a value. */
export function isSilent(text: string): boolean {
  return /(?:^|\.)(?:resolve|reject|log|debug|info|warn|error|trace|emit|push|set|delete|clear\w*|next)$/.test(text);
}

export function outside(node: ts.Expression): ts.Expression {
  const { parent } = node;
  return ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent)
    ? outside(parent)
    : node;
}

export function shorten(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 60);
}
