// What of the package `effect` an expression names, through its modules and those that pass it on.

import { ts } from "ts-morph";
import { importedName } from "./import-names";

/** Whom to ask what a name stands for. */
interface Asked {
  readonly checker: ts.TypeChecker;
}

/** The package, and the modules by which others pass it on. */
export const MODULE = /(?:^|\/)effect(?:\/|$)/;
/** `Effect.gen`, `Queue.take`, and `pipe` by itself: what of the package the expression names, whatever it is called here. */
export function effectName(expression: ts.Expression, { checker }: Asked): string | undefined {
  if (ts.isIdentifier(expression)) {
    const imported = importedName(checker.getSymbolAtLocation(expression));
    return imported !== undefined && MODULE.test(imported.module) && imported.name === "pipe" ? "pipe" : undefined;
  }
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) return undefined;
  const namespace = namespaceOf(expression.expression, { checker });
  return namespace === undefined ? undefined : `${namespace}.${expression.name.text}`;
}

/** What makes a semaphore, at once or when it is waited for. */
export function isMaker(name: string): boolean {
  return /^(?:Semaphore\.make(?:Unsafe)?|Effect\.(?:unsafeM|m)akeSemaphore)$/.test(name);
}

export function namespaceOf(node: ts.Identifier, { checker }: Asked): string | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Alias) === 0) return undefined;
  const imported = importedName(symbol);
  if (imported !== undefined && MODULE.test(imported.module))
    return imported.name === "default" ? /[^/]+$/.exec(imported.module)?.[0] : imported.name;
  // Through a module of the program.
  const file = checker.getAliasedSymbol(symbol).declarations?.[0]?.getSourceFile().fileName ?? "";
  return /\/node_modules\/effect\/(?:\w+\/)*(\w+)\.d\.[cm]?ts$/.exec(file)?.[1];
}
