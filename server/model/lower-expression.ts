// Expressions to facts: what is called, awaited, assigned and stored; everything else becomes "unknown" around its parts.

import { ts } from "ts-morph";
import type { CallExpr, Cond, Expr, Target, VarId } from "./facts";
import type { FunctionScope, Lowering } from "./lower";
import { lowerEffect } from "./lower-effect";
import { keptResolver } from "./lower-promise";
import { classId, functionAround, functionId, isFunctionNode, variableId } from "./names";
import { tryFinally } from "./repair";
import { calleeText, functionOfSymbol, isUserCode } from "./resolve";
import { isAssignment, isModuleLevel, isNullish } from "./syntax";
import { isWellKnown, memberName } from "./well-known";

const UNKNOWN: Expr = { k: "unknown" };
const UNDEF: Expr = { k: "undef" };

export function lowerExpression(node: ts.Expression, scope: FunctionScope, low: Lowering): Expr {
  const go = (child: ts.Expression): Expr => lowerExpression(child, scope, low);
  const effect = low.effect ? lowerEffect(node, scope, low) : undefined;
  if (effect !== undefined) return effect;
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node))
    return go(node.expression);
  if (ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)) return go(node.expression);
  if (ts.isIdentifier(node)) return lowerIdentifier(node, scope, low);
  if (ts.isStringLiteralLike(node)) return { k: "const", value: node.text };
  if (ts.isNumericLiteral(node)) return { k: "const", value: Number(node.text) };
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { k: "const", value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { k: "const", value: false };
    case ts.SyntaxKind.NullKeyword:
      return UNDEF;
    case ts.SyntaxKind.ThisKeyword:
      return { k: "this" };
  }
  if (ts.isPropertyAccessExpression(node)) return lowerProperty(node, scope, low);
  if (isWellKnown(node)) return { k: "field", of: go(node.expression), name: memberName(node) };
  if (ts.isElementAccessExpression(node))
    return { k: "element", of: go(node.expression), key: go(node.argumentExpression) };
  if (ts.isAwaitExpression(node)) {
    return {
      k: "await",
      of: go(node.expression),
      at: low.range(node),
      rejects: low.resolver.isPromise(low.checker.getTypeAtLocation(node.expression)),
    };
  }
  if (ts.isYieldExpression(node)) {
    const of = node.expression === undefined ? UNDEF : go(node.expression);
    return { k: "yield", of, at: low.range(node), all: node.asteriskToken !== undefined };
  }
  if (ts.isCallExpression(node)) return lowerCall(node, scope, low);
  if (ts.isNewExpression(node)) return lowerNew(node, scope, low);
  if (isFunctionNode(node)) {
    low.lowerFunction(node);
    scope.mentions.add(functionId(node));
    return { k: "fn", id: functionId(node) };
  }
  if (ts.isObjectLiteralExpression(node)) return lowerObject(node, scope, low);
  if (ts.isArrayLiteralExpression(node)) {
    const spread = node.elements.some(ts.isSpreadElement);
    const items = node.elements.map((element) => go(ts.isSpreadElement(element) ? element.expression : element));
    return spread ? unknownOf(items) : { k: "array", items };
  }
  if (ts.isConditionalExpression(node)) {
    const cond = conditionOf(node.condition, scope, low);
    return {
      k: "choice",
      test: go(node.condition),
      ...(cond ? { cond } : {}),
      yes: go(node.whenTrue),
      no: go(node.whenFalse),
    };
  }
  if (ts.isBinaryExpression(node)) return lowerBinary(node, scope, low);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return { k: "not", of: go(node.operand) };
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return lowerCount(node, scope, low);
  if (ts.isVoidExpression(node)) return go(node.expression);
  return parts(node, scope, low);
}

/** Where an assignment, a declaration or a parameter puts its value. */
export function lowerTarget(
  node: ts.BindingName | ts.Expression | ts.OmittedExpression,
  scope: FunctionScope,
  low: Lowering,
): Target {
  if (ts.isIdentifier(node)) {
    const symbol = low.resolver.symbol(node);
    const declaration = symbol?.valueDeclaration;
    if (declaration === undefined) return { l: "none" };
    if (isModuleLevel(declaration)) return { l: "module", file: declaration.getSourceFile().fileName, name: node.text };
    const v = variable(declaration, node.text, scope);
    if (scope.captures.has(v)) scope.writes.add(v);
    return { l: "var", v };
  }
  if (ts.isObjectBindingPattern(node)) {
    return {
      l: "object",
      props: node.elements.map((element) => {
        const key = element.propertyName ?? element.name;
        return [
          ts.isIdentifier(key) || ts.isStringLiteral(key) ? key.text : "?",
          lowerTarget(element.name, scope, low),
        ] as const;
      }),
    };
  }
  if (ts.isArrayBindingPattern(node)) {
    return {
      l: "array",
      items: node.elements.map((element) =>
        ts.isOmittedExpression(element) ? { l: "none" } : lowerTarget(element.name, scope, low),
      ),
    };
  }
  if (ts.isPropertyAccessExpression(node)) {
    const slot = slotOf(node, low);
    if (slot !== undefined && !isConstruction(node)) low.reassigned.add(slot);
    return {
      l: "field",
      of: lowerExpression(node.expression, scope, low),
      name: node.name.text,
      ...(slot ? { slot } : {}),
    };
  }
  if (ts.isElementAccessExpression(node)) {
    return {
      l: "element",
      of: lowerExpression(node.expression, scope, low),
      key: lowerExpression(node.argumentExpression, scope, low),
    };
  }
  if (ts.isArrayLiteralExpression(node)) {
    return { l: "array", items: node.elements.map((element) => lowerTarget(element, scope, low)) };
  }
  return { l: "none" };
}

/** A condition without side effects whose outcome is the same as long as its local variables are. */
export function conditionOf(node: ts.Expression, scope: FunctionScope, low: Lowering): Cond | undefined {
  const vars: VarId[] = [];
  let pure = true;
  const visit = (child: ts.Node): void => {
    if (ts.isCallExpression(child) && !/(?:localeCompare|compare|isLocked|has)$/.test(calleeText(child.expression)))
      pure = false;
    if (
      ts.isAwaitExpression(child) ||
      ts.isNewExpression(child) ||
      isFunctionNode(child) ||
      ts.isYieldExpression(child)
    )
      pure = false;
    if (ts.isBinaryExpression(child) && isAssignment(child.operatorToken.kind)) pure = false;
    if (ts.isIdentifier(child) && !(ts.isPropertyAccessExpression(child.parent) && child.parent.name === child)) {
      const declaration = low.resolver.symbol(child)?.valueDeclaration;
      if (declaration !== undefined && !isModuleLevel(declaration)) vars.push(variable(declaration, child.text, scope));
    }
    if (pure) ts.forEachChild(child, visit);
  };
  visit(node);
  if (!pure) return undefined;
  const inner = ts.isParenthesizedExpression(node) ? node.expression : node;
  return { key: inner.getText(low.source).replace(/\s+/g, " ").slice(0, 200), vars, ordering: isOrdering(inner, low) };
}

/** `a.id < b.id`, or two parameters compared, or a comparing call: the mark of an agreed order, unlike `balance < amount`. */
function isOrdering(node: ts.Expression, low: Lowering): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const kind = node.operatorToken.kind;
  const compares =
    kind === ts.SyntaxKind.LessThanToken ||
    kind === ts.SyntaxKind.GreaterThanToken ||
    kind === ts.SyntaxKind.LessThanEqualsToken ||
    kind === ts.SyntaxKind.GreaterThanEqualsToken;
  if (!compares) return false;
  const { left, right } = node;
  if (ts.isCallExpression(left)) return /(?:localeCompare|compare)$/i.test(calleeText(left.expression));
  if (ts.isPropertyAccessExpression(left) && ts.isPropertyAccessExpression(right))
    return left.name.text === right.name.text;
  const isParameter = (side: ts.Expression): boolean => {
    const declaration = ts.isIdentifier(side) ? low.resolver.symbol(side)?.valueDeclaration : undefined;
    return declaration !== undefined && ts.isParameter(declaration);
  };
  return isParameter(left) && isParameter(right);
}

function lowerIdentifier(node: ts.Identifier, scope: FunctionScope, low: Lowering): Expr {
  if (node.text === "undefined") return UNDEF;
  const symbol = low.resolver.symbol(node);
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !isUserCode(declaration)) return UNKNOWN;
  const declared = functionOfSymbol(symbol);
  if (declared !== undefined) {
    scope.mentions.add(functionId(declared));
    return { k: "fn", id: functionId(declared) };
  }
  if (isModuleLevel(declaration)) return { k: "module", file: declaration.getSourceFile().fileName, name: symbol.name };
  if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration) && !ts.isBindingElement(declaration))
    return UNKNOWN;
  return { k: "var", v: variable(declaration, node.text, scope), name: node.text };
}

function lowerProperty(node: ts.PropertyAccessExpression, scope: FunctionScope, low: Lowering): Expr {
  const symbol = low.resolver.symbol(node.name);
  const declaration = symbol?.valueDeclaration;
  if (symbol !== undefined && declaration !== undefined && isUserCode(declaration)) {
    const variable = ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration);
    if ((variable || ts.isExportAssignment(declaration)) && isModuleLevel(declaration))
      return { k: "module", file: declaration.getSourceFile().fileName, name: symbol.name };
    if (ts.isFunctionDeclaration(declaration)) {
      scope.mentions.add(functionId(declaration));
      return { k: "fn", id: functionId(declaration) };
    }
  }
  const slot = slotOf(node, low);
  return {
    k: "field",
    of: lowerExpression(node.expression, scope, low),
    name: node.name.text,
    ...(slot ? { slot } : {}),
  };
}

/** The class member that declares the property: `<file>#Account.mutex`. */
function slotOf(node: ts.PropertyAccessExpression, low: Lowering): string | undefined {
  const declaration = low.resolver.symbol(node.name)?.valueDeclaration;
  // A module that is a member of another one is declared by its whole file, which is inside of nothing.
  if (declaration === undefined || ts.isSourceFile(declaration) || !isUserCode(declaration)) return undefined;
  const holder = ts.isParameter(declaration) ? declaration.parent.parent : declaration.parent;
  if (!ts.isClassLike(holder) && !ts.isInterfaceDeclaration(holder) && !ts.isTypeLiteralNode(holder)) return undefined;
  return `${classId(holder)}.${node.name.text}`;
}

function lowerCall(node: ts.CallExpression, scope: FunctionScope, low: Lowering): Expr {
  const resource = low.resolver.constructed(node);
  if (resource !== undefined) {
    scope.concurrent = true;
    low.concurrent = true;
    const args = node.arguments.map((argument) =>
      lowerExpression(ts.isSpreadElement(argument) ? argument.expression : argument, scope, low),
    );
    return { k: "new", resource, args, at: low.range(node) };
  }
  const callee = low.resolver.callee(node);
  const { expression } = node;
  const method = ts.isPropertyAccessExpression(expression) || isWellKnown(expression) ? expression : undefined;
  const spread = node.arguments.some(ts.isSpreadElement);
  const args = node.arguments.map((argument) =>
    lowerExpression(ts.isSpreadElement(argument) ? argument.expression : argument, scope, low),
  );
  const base = {
    k: "call" as const,
    args: spread ? [unknownOf(args)] : args,
    at: low.range(node),
    text: calleeText(expression),
  };
  const optional = node.questionDotToken !== undefined || method?.questionDotToken !== undefined;
  const more = optional ? { optional: true } : {};
  if (callee === "value") {
    const closure = low.resolver.signatureOf(node);
    const declared = closure === undefined ? {} : { declared: closure };
    if (closure !== undefined) scope.mentions.add(closure);
    const promise = low.resolver.givesPromise(node) ? { promise: true } : {};
    const call: CallExpr = {
      ...base,
      ...more,
      ...promise,
      callee: { t: "value", of: lowerExpression(expression, scope, low), ...declared },
    };
    return call;
  }
  if (callee.t === "function") scope.mentions.add(callee.id);
  if (callee.t === "method") scope.mentions.add(callee.slot);
  if (callee.t === "op") {
    scope.concurrent = true;
    low.concurrent = true;
    const found = low.resolver.catalog.operationOf(callee.module, callee.type, callee.member);
    const repair = found?.operation.effect === "ACQ" ? tryFinally(node, low.source) : undefined;
    if (repair !== undefined) scope.repairs.push(repair);
    const on = subjectOf(expression, callee.member);
    const position = found?.type.worker?.argument;
    const worker = position === undefined ? undefined : low.resolver.worker(on, position);
    const receiver = lowerExpression(on, scope, low);
    const key = found?.operation.key?.list === "in-order" ? node.arguments[found.operation.key.argument] : undefined;
    if (key !== undefined && low.checker.isArrayType(low.checker.getTypeAtLocation(key)))
      return { ...base, ...more, callee: { ...callee, list: true }, receiver };
    if (worker === undefined) return { ...base, ...more, callee, receiver };
    scope.mentions.add(functionId(worker));
    return { ...base, ...more, callee: { ...callee, worker: functionId(worker) }, receiver };
  }
  if (method === undefined) return { ...base, ...more, callee };
  return {
    ...base,
    ...more,
    callee,
    receiver: lowerExpression(method.expression, scope, low),
    member: memberName(method),
  };
}

/** What an operation is called on: all of `limit`, the `lock` of `lock.async.readLock`. */
function subjectOf(expression: ts.Expression, member: string): ts.Expression {
  if (member === "") return expression;
  return member
    .split(".")
    .reduce<ts.Expression>((at) => (ts.isPropertyAccessExpression(at) ? at.expression : at), expression);
}

function lowerNew(node: ts.NewExpression, scope: FunctionScope, low: Lowering): Expr {
  const args = (node.arguments ?? []).map((argument) => lowerExpression(argument, scope, low));
  const resource = low.resolver.constructed(node);
  if (resource !== undefined) {
    scope.concurrent = true;
    low.concurrent = true;
    return { k: "new", resource, args, at: low.range(node) };
  }
  const cls = low.resolver.constructedClass(node);
  if (cls !== undefined) {
    scope.mentions.add(`${cls}.constructor`);
    return { k: "new", cls, args, at: low.range(node) };
  }
  const kept = keptResolver(node, low, {
    expression: (inner) => lowerExpression(inner, scope, low),
    target: (inner) => lowerTarget(inner, scope, low),
  });
  if (kept !== undefined) return { k: "pending", into: kept, args, at: low.range(node) };
  const text = calleeText(node.expression);
  if (/^(?:Async)?DisposableStack$/.test(text)) return { k: "new", stack: true, args: [], at: low.range(node) };
  const [executor] = node.arguments ?? [];
  const rejects =
    text !== "Promise" || executor === undefined || !isFunctionNode(executor) || executor.parameters.length > 1;
  if (/^(Map|Set|WeakMap|WeakSet|Array|Error|\w+Error|Date|AbortController)$/.test(text)) {
    return /Map|Set|Array/.test(text) ? { k: "new", args, at: low.range(node) } : unknownOf(args);
  }
  return {
    k: "call",
    callee: { t: "external", name: `new ${text}`, throws: /^(URL|RegExp)$/.test(text), rejects },
    args,
    at: low.range(node),
    text: `new ${text}`,
  };
}

function lowerObject(node: ts.ObjectLiteralExpression, scope: FunctionScope, low: Lowering): Expr {
  const props: (readonly [string, Expr])[] = [];
  for (const property of node.properties) {
    const name =
      property.name === undefined
        ? "?"
        : ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)
          ? property.name.text
          : property.name.getText(low.source);
    if (ts.isPropertyAssignment(property)) props.push([name, lowerExpression(property.initializer, scope, low)]);
    else if (ts.isShorthandPropertyAssignment(property)) props.push([name, lowerIdentifier(property.name, scope, low)]);
    else if (ts.isSpreadAssignment(property)) props.push(["...", lowerExpression(property.expression, scope, low)]);
    else if (isFunctionNode(property)) {
      low.lowerFunction(property);
      scope.mentions.add(functionId(property));
      props.push([name, { k: "fn", id: functionId(property) }]);
    }
  }
  return { k: "object", props };
}

function lowerBinary(node: ts.BinaryExpression, scope: FunctionScope, low: Lowering): Expr {
  const kind = node.operatorToken.kind;
  const left = (): Expr => lowerExpression(node.left, scope, low);
  const right = (): Expr => lowerExpression(node.right, scope, low);
  switch (kind) {
    case ts.SyntaxKind.EqualsToken:
      return { k: "assign", to: lowerTarget(node.left, scope, low), value: right() };
    case ts.SyntaxKind.AmpersandAmpersandToken: {
      const cond = conditionOf(node.left, scope, low);
      return { k: "choice", test: left(), ...(cond ? { cond } : {}), yes: right() };
    }
    case ts.SyntaxKind.BarBarToken: {
      const cond = conditionOf(node.left, scope, low);
      return { k: "choice", test: left(), ...(cond ? { cond } : {}), no: right() };
    }
    case ts.SyntaxKind.QuestionQuestionToken:
      return { k: "choice", test: left(), nullish: true, no: right() };
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken: {
      const to = lowerTarget(node.left, scope, low);
      return {
        k: "choice",
        test: left(),
        nullish: kind === ts.SyntaxKind.QuestionQuestionEqualsToken,
        no: { k: "assign", to, value: right() },
      };
    }
    case ts.SyntaxKind.CommaToken:
      return { k: "choice", test: unknownOf([left()]), yes: right(), no: UNDEF };
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken: {
      const negated =
        kind === ts.SyntaxKind.ExclamationEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsToken;
      const other = isNullish(node.right) ? node.left : isNullish(node.left) ? node.right : undefined;
      if (other === undefined) return unknownOf([left(), right()]);
      const test: Expr = { k: "nullish", of: lowerExpression(other, scope, low) };
      return negated ? { k: "not", of: test } : test;
    }
  }
  if (isAssignment(kind)) return { k: "assign", to: lowerTarget(node.left, scope, low), value: unknownOf([right()]) };
  const parts = [left(), right()];
  return isReckoned(node) ? { k: "number", parts: parts.filter((part) => !isPure(part)) } : unknownOf(parts);
}

/** `(i + 1) % n`: a number in any case; `a + b` may join texts, but for a number that is written there. */
function isReckoned({ operatorToken, left, right }: ts.BinaryExpression): boolean {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.MinusToken:
    case ts.SyntaxKind.AsteriskToken:
    case ts.SyntaxKind.SlashToken:
    case ts.SyntaxKind.PercentToken:
      return true;
    case ts.SyntaxKind.PlusToken:
      return ts.isNumericLiteral(left) || ts.isNumericLiteral(right);
    default:
      return false;
  }
}

/** `i++` changes a variable, so conditions on it are new. */
function lowerCount(
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  scope: FunctionScope,
  low: Lowering,
): Expr {
  const counts = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
  if (!counts) return unknownOf([lowerExpression(node.operand, scope, low)]);
  return { k: "assign", to: lowerTarget(node.operand, scope, low), value: UNKNOWN };
}

function parts(node: ts.Node, scope: FunctionScope, low: Lowering): Expr {
  const found: Expr[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isExpression(child)) found.push(lowerExpression(child, scope, low));
    else if (!ts.isTypeNode(child)) ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return unknownOf(found);
}

function unknownOf(items: readonly Expr[]): Expr {
  const kept = items.filter((item) => !isPure(item));
  return kept.length === 0 ? UNKNOWN : { k: "unknown", parts: kept };
}

/** Evaluating it changes nothing and its value is not asked for. */
export function isPure(e: Expr): boolean {
  switch (e.k) {
    case "unknown":
    case "number":
      return e.parts === undefined || e.parts.length === 0;
    case "undef":
    case "const":
    case "module":
    case "this":
      return true;
    case "field":
      return isPure(e.of);
    case "element":
      return isPure(e.of) && isPure(e.key);
    case "not":
    case "nullish":
      return isPure(e.of);
    default:
      return false;
  }
}

function isConstruction(node: ts.Node): boolean {
  const around = functionAround(node);
  return around !== undefined && ts.isConstructorDeclaration(around);
}

function variable(declaration: ts.Node, name: string, scope: FunctionScope): VarId {
  const id = variableId(declaration, name);
  const owner = ts.isParameter(declaration) ? declaration.parent : functionAround(declaration);
  // Every function between the mention and the owner captures it.
  for (let at: FunctionScope | undefined = scope; at !== undefined && at.node !== owner; at = at.outer) {
    if (at.outer !== undefined) at.captures.add(id);
  }
  return id;
}
