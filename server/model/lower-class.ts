// What a class declares about itself: the interfaces it implements, and the fields that its constructor fills from parameters.

import { ts } from "ts-morph";
import type { ClassId } from "./facts";
import { classId } from "./names";
import { isUserCode, type Resolver } from "./resolve";

/** Interfaces of the user's code that the class names, and all that those extend. */
export function interfacesOf(node: ts.ClassLikeDeclaration, resolver: Resolver): ClassId[] {
  const found = new Set<ClassId>();
  const visit = (clauses: readonly ts.HeritageClause[] | undefined): void => {
    for (const clause of clauses ?? []) {
      for (const type of clause.types) {
        for (const declaration of resolver.symbol(type.expression)?.declarations ?? []) {
          if (!ts.isInterfaceDeclaration(declaration) || !isUserCode(declaration)) continue;
          const id = classId(declaration);
          if (found.has(id)) continue;
          found.add(id);
          visit(declaration.heritageClauses);
        }
      }
    }
  };
  visit(node.heritageClauses);
  return [...found];
}

/** `constructor(private readonly store: Store)`, and `this.store = store` in the constructor's body. */
export function givenFields(node: ts.ClassLikeDeclaration): (readonly [string, number])[] {
  const built = node.members.find(ts.isConstructorDeclaration);
  if (built === undefined) return [];
  const positions = new Map<string, number>();
  const found: (readonly [string, number])[] = [];
  for (const [index, parameter] of built.parameters.entries()) {
    if (!ts.isIdentifier(parameter.name)) continue;
    positions.set(parameter.name.text, index);
    if (ts.isParameterPropertyDeclaration(parameter, built)) found.push([parameter.name.text, index]);
  }
  for (const statement of built.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, right, operatorToken } = statement.expression;
    const position = ts.isIdentifier(right) ? positions.get(right.text) : undefined;
    if (
      position !== undefined &&
      operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(left) &&
      left.expression.kind === ts.SyntaxKind.ThisKeyword
    )
      found.push([left.name.text, position]);
  }
  return found;
}
