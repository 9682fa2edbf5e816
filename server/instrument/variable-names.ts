// Which identifiers of a syntax tree mean variables.

import { ts } from "ts-morph";

/** Whether the identifier names or declares a variable, and is no name of a member, a label or an export. */
export function isVariableName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) return parent.name !== node;
  if (ts.isPropertyAssignment(parent) || ts.isEnumMember(parent)) return parent.initializer === node;
  if (ts.isClassElement(parent) || ts.isMethodDeclaration(parent)) return parent.name !== node;
  if (ts.isAccessor(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  return !ts.isLabeledStatement(parent) && !ts.isBreakOrContinueStatement(parent);
}
