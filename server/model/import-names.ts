// What a name stands for in another module, by the import as it is written: packages that are not installed have no types.

import { ts } from "ts-morph";

/** What an expression names in another module: an import, or a part of a default or whole import (`fastq.promise`). */
export function exportOf(
  expression: ts.Expression,
  checker: ts.TypeChecker,
): { module: string; name: string } | undefined {
  if (ts.isIdentifier(expression)) return importedName(checker.getSymbolAtLocation(expression));
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) return undefined;
  const whole = importedName(checker.getSymbolAtLocation(expression.expression));
  return whole !== undefined && whole.name === "default"
    ? { module: whole.module, name: expression.name.text }
    : undefined;
}

/** Module specifier and exported name of an imported symbol, as written. */
export function importedName(symbol: ts.Symbol | undefined): { module: string; name: string } | undefined {
  for (const declaration of symbol?.declarations ?? []) {
    if (ts.isImportSpecifier(declaration)) {
      const { moduleSpecifier } = declaration.parent.parent.parent;
      if (ts.isStringLiteral(moduleSpecifier))
        return { module: moduleSpecifier.text, name: (declaration.propertyName ?? declaration.name).text };
    }
    if (ts.isImportClause(declaration) && ts.isStringLiteral(declaration.parent.moduleSpecifier)) {
      return { module: declaration.parent.moduleSpecifier.text, name: "default" };
    }
    if (ts.isNamespaceImport(declaration) && ts.isStringLiteral(declaration.parent.parent.moduleSpecifier)) {
      return { module: declaration.parent.parent.moduleSpecifier.text, name: "default" };
    }
    const required = requiredModule(declaration);
    if (required !== undefined) return { module: required, name: "default" };
    if (ts.isBindingElement(declaration) && ts.isObjectBindingPattern(declaration.parent)) {
      const from = requiredModule(declaration.parent.parent);
      const key = declaration.propertyName ?? declaration.name;
      if (from !== undefined && ts.isIdentifier(key)) return { module: from, name: key.text };
    }
  }
  return undefined;
}

/** `import x = require("module")`, `const x = require("module")`. */
function requiredModule(declaration: ts.Node): string | undefined {
  if (ts.isImportEqualsDeclaration(declaration)) {
    const { moduleReference } = declaration;
    return ts.isExternalModuleReference(moduleReference) && ts.isStringLiteral(moduleReference.expression)
      ? moduleReference.expression.text
      : undefined;
  }
  const call = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  if (call === undefined || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return undefined;
  const [argument] = call.arguments;
  return call.expression.text === "require" && argument !== undefined && ts.isStringLiteral(argument)
    ? argument.text
    : undefined;
}
