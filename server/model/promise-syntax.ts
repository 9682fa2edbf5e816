// What the form of a function or a call says about promises, before types are asked: they are dear.

import { ts } from "ts-morph";
import { type FunctionNode, isFunctionNode } from "./names";

/** Whether a type as written is a promise; `undefined` where it depends on what a name means. */
export function promiseByNode(node: ts.TypeNode): boolean | undefined {
  if (ts.isParenthesizedTypeNode(node)) return promiseByNode(node.type);
  if (ts.isTypeReferenceNode(node))
    return ts.isIdentifier(node.typeName) && node.typeName.text === "Promise" ? true : undefined;
  if (ts.isUnionTypeNode(node)) {
    const parts = node.types.map(promiseByNode);
    return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
  }
  return ts.isToken(node) ||
    ts.isArrayTypeNode(node) ||
    ts.isTupleTypeNode(node) ||
    ts.isFunctionTypeNode(node) ||
    ts.isLiteralTypeNode(node) ||
    ts.isTypePredicateNode(node)
    ? false
    : undefined;
}

/**
 * Whether the values that a function without a declared type gives are promises, where their form says so.
 * @param givesPlain the call gives something that is no promise, by what its callee declares
 */
export function givenBack(node: FunctionNode, givesPlain: (call: ts.CallExpression) => boolean): boolean | undefined {
  if (node.body === undefined) return undefined;
  // What it gives is an iterator.
  if (node.asteriskToken !== undefined) return false;
  const isPlainValue = (value: ts.Expression): boolean => isPlain(value, givesPlain);
  if (!ts.isBlock(node.body)) return isPlainValue(node.body) ? false : undefined;
  let plain = true;
  const visit = (child: ts.Node): void => {
    if (!plain || isFunctionNode(child) || ts.isClassLike(child)) return;
    if (ts.isReturnStatement(child) && child.expression !== undefined && !isPlainValue(child.expression)) plain = false;
    else ts.forEachChild(child, visit);
  };
  visit(node.body);
  return plain ? false : undefined;
}

/** A value that is no promise, whatever the names in it mean. */
function isPlain(node: ts.Expression, givesPlain: (call: ts.CallExpression) => boolean): boolean {
  const isPlainValue = (inner: ts.Expression): boolean => isPlain(inner, givesPlain);
  if (ts.isParenthesizedExpression(node)) return isPlainValue(node.expression);
  if (ts.isCallExpression(node)) return givesPlain(node);
  if (ts.isObjectLiteralExpression(node))
    return !node.properties.some(({ name }) => name !== undefined && ts.isIdentifier(name) && name.text === "then");
  if (ts.isConditionalExpression(node)) return isPlainValue(node.whenTrue) && isPlainValue(node.whenFalse);
  if (ts.isBinaryExpression(node)) {
    const { operatorToken, left, right } = node;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.EqualsToken:
      case ts.SyntaxKind.CommaToken:
        return isPlainValue(right);
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
        return isPlainValue(left) && isPlainValue(right);
      case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
      case ts.SyntaxKind.BarBarEqualsToken:
      case ts.SyntaxKind.QuestionQuestionEqualsToken:
        return false;
      default:
        return true;
    }
  }
  return (
    ts.isLiteralExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isPrefixUnaryExpression(node) ||
    ts.isPostfixUnaryExpression(node) ||
    ts.isTypeOfExpression(node) ||
    ts.isVoidExpression(node) ||
    ts.isDeleteExpression(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  );
}

/** Its value is put somewhere from where somebody may wait for it: it is not dropped, tested or computed with. */
export function mayBeAwaited(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent))
    return mayBeAwaited(parent);
  if (ts.isPropertyAccessExpression(parent)) return /^(?:then|catch|finally)$/.test(parent.name.text);
  if (ts.isBinaryExpression(parent)) {
    const kind = parent.operatorToken.kind;
    return (
      kind === ts.SyntaxKind.EqualsToken ||
      kind === ts.SyntaxKind.CommaToken ||
      kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      kind === ts.SyntaxKind.BarBarToken ||
      kind === ts.SyntaxKind.QuestionQuestionToken ||
      kind === ts.SyntaxKind.BarBarEqualsToken ||
      kind === ts.SyntaxKind.QuestionQuestionEqualsToken
    );
  }
  return !(
    ts.isExpressionStatement(parent) ||
    ts.isIfStatement(parent) ||
    ts.isWhileStatement(parent) ||
    ts.isDoStatement(parent) ||
    ts.isTemplateSpan(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isTypeOfExpression(parent) ||
    ts.isElementAccessExpression(parent)
  );
}
