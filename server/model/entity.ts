// What a variable or member is called across the program, so that facts about the same thing in several files meet.

import { ts } from "ts-morph";
import { classId } from "./names";
import { isUserCode, type Resolver } from "./resolve";

/** `<file>#name` of a module variable, `<file>#Class.name` of a member, `<file>#name@<position>` of a local variable. */
export type EntityId = string;

/** The variable or member that an expression names; `undefined` where it names none of the user's. */
export function entityOf(expression: ts.Expression, resolver: Resolver): EntityId | undefined {
  const inner = bare(expression);
  if (ts.isIdentifier(inner)) return entityOfSymbol(resolver.symbol(inner));
  if (ts.isPropertyAccessExpression(inner)) return entityOfSymbol(resolver.symbol(inner.name));
  return undefined;
}

export function entityOfSymbol(symbol: ts.Symbol | undefined): EntityId | undefined {
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !isUserCode(declaration)) return undefined;
  const { fileName } = declaration.getSourceFile();
  const holder = ts.isParameter(declaration) ? declaration.parent.parent : declaration.parent;
  const member =
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertySignature(declaration) ||
    (ts.isParameter(declaration) && ts.isParameterPropertyDeclaration(declaration, declaration.parent));
  if (member)
    return ts.isClassLike(holder) || ts.isInterfaceDeclaration(holder) || ts.isTypeLiteralNode(holder)
      ? `${classId(holder)}.${ts.isPrivateIdentifier(declaration.name) ? declaration.name.text : symbol.name}`
      : undefined;
  if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration) && !ts.isBindingElement(declaration))
    return undefined;
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : undefined;
  const top = statement !== undefined && ts.isVariableStatement(statement) && ts.isSourceFile(statement.parent);
  return top ? `${fileName}#${symbol.name}` : `${fileName}#${symbol.name}@${declaration.pos}`;
}

/** Without parentheses, `!` and type assertions. */
export function bare(expression: ts.Expression): ts.Expression {
  let at = expression;
  while (
    ts.isParenthesizedExpression(at) ||
    ts.isNonNullExpression(at) ||
    ts.isAsExpression(at) ||
    ts.isSatisfiesExpression(at) ||
    ts.isTypeAssertionExpression(at)
  )
    at = at.expression;
  return at;
}

/** `const { waiters } = this`: the member that the name stands for. */
function takenApart(node: ts.Identifier, resolver: Resolver): ts.Symbol | undefined {
  const { parent } = node;
  if (!ts.isBindingElement(parent) || !ts.isObjectBindingPattern(parent.parent)) return undefined;
  if ((parent.propertyName ?? parent.name) !== node) return undefined;
  return resolver.checker.getTypeAtLocation(parent.parent).getProperty(node.text);
}

/** Where a file names the variable or member, without parentheses and `!` around it. */
export function usesOf(entity: EntityId, source: ts.SourceFile, resolver: Resolver): ts.Expression[] {
  const found: ts.Expression[] = [];
  const name = /[.#](#?[\w$]+)(?:@\d+)?$/.exec(entity)?.[1];
  const visit = (node: ts.Node): void => {
    if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text === name) {
      const whole = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
      if (
        entityOf(whole, resolver) === entity ||
        (ts.isIdentifier(node) && entityOfSymbol(takenApart(node, resolver)) === entity)
      ) {
        let at: ts.Expression = whole;
        while (ts.isNonNullExpression(at.parent) || ts.isParenthesizedExpression(at.parent)) at = at.parent;
        found.push(at);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
