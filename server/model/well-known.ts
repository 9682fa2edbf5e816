// Members that are named by a symbol of the language, as `x[Symbol.dispose]`.

import { ts } from "ts-morph";

export type WellKnownAccess = ts.ElementAccessExpression & {
  readonly argumentExpression: ts.PropertyAccessExpression & { readonly name: ts.Identifier };
};

/** `x[Symbol.dispose]` */
export function isWellKnown(node: ts.Node): node is WellKnownAccess {
  if (!ts.isElementAccessExpression(node)) return false;
  const key = node.argumentExpression;
  return ts.isPropertyAccessExpression(key) && ts.isIdentifier(key.expression) && key.expression.text === "Symbol";
}

/** `release` of `x.release`, `[Symbol.dispose]` of `x[Symbol.dispose]`. */
export function memberName(node: ts.PropertyAccessExpression | WellKnownAccess): string {
  return ts.isPropertyAccessExpression(node) ? node.name.text : `[Symbol.${node.argumentExpression.name.text}]`;
}

/** The member of the node's type with such a name. The compiler writes these names as `__@dispose@12`. */
export function wellKnownMember(node: ts.Node, name: string, checker: ts.TypeChecker): ts.Symbol | undefined {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  return type.getProperties().find(({ escapedName }) => escapedName.toString().startsWith(`__@${name}@`));
}
