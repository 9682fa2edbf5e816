// Names for state that several tasks can see: members of `this`, variables outside the function, entries of maps there.

import { ts } from "ts-morph";
import { bare } from "./entity";
import type { Lowering } from "./lower";
import { classId, type FunctionNode, functionAround, variableId } from "./names";

/** A piece of state that outlives the call. */
export interface SharedName {
  /** Equal for the same member of one class, the same variable, the same map and key, within a file. */
  readonly key: string;
  /** As it is written. */
  readonly text: string;
  /** An entry of a map, object or array. */
  readonly entry: boolean;
}

/** The shared state that an expression reads: `this.client`, `current`, `cache.get(id)`, `cache[id]`. */
export function sharedName(node: ts.Expression, fn: FunctionNode, low: Lowering): SharedName | undefined {
  const inner = bare(node);
  if (ts.isCallExpression(inner)) {
    const { expression } = inner;
    const [key] = inner.arguments;
    if (!ts.isPropertyAccessExpression(expression) || key === undefined || inner.arguments.length !== 1)
      return undefined;
    if (expression.name.text !== "get" && expression.name.text !== "has") return undefined;
    return entryName(expression.expression, key, fn, low);
  }
  if (ts.isElementAccessExpression(inner)) return entryName(inner.expression, inner.argumentExpression, fn, low);
  return ownName(inner, fn, low, false);
}

/** The entry that `map.set(key, value)` or `map.delete(key)` changes. */
export function entryName(
  map: ts.Expression,
  key: ts.Expression,
  fn: FunctionNode,
  low: Lowering,
): SharedName | undefined {
  const of = ownName(bare(map), fn, low, true);
  const named = keyText(bare(key));
  if (of === undefined || named === undefined) return undefined;
  return { key: `${of.key}[${named}]`, text: `${of.text}[${named}]`, entry: true };
}

/** A member of `this`, or a variable of an outer function or of the module; a constant one only as what holds entries. */
export function ownName(
  node: ts.Expression,
  fn: FunctionNode,
  low: Lowering,
  constant: boolean,
): SharedName | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const of = bare(node.expression);
    const base =
      of.kind === ts.SyntaxKind.ThisKeyword
        ? { key: ownerOfThis(node), text: "this" }
        : ts.isPropertyAccessExpression(of) || ts.isIdentifier(of)
          ? ownName(of, fn, low, true)
          : undefined;
    if (base?.key === undefined) return undefined;
    return { key: `${base.key}.${node.name.text}`, text: `${base.text}.${node.name.text}`, entry: false };
  }
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = low.checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  if (declaration.getSourceFile() !== low.source || functionAround(declaration) === fn) return undefined;
  const fixed = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  if (fixed && !constant) return undefined;
  return { key: variableId(declaration, node.text), text: node.text, entry: false };
}

/** A key that names the same entry wherever it is said in the function. */
function keyText(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return node.getText();
  return ts.isPropertyAccessExpression(node) && /^[\w.#]+$/.test(node.getText()) ? node.getText() : undefined;
}

function ownerOfThis(node: ts.Node): string | undefined {
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
    if (ts.isClassLike(at)) return classId(at);
    if (ts.isFunctionDeclaration(at) || ts.isFunctionExpression(at)) return undefined;
    if (ts.isObjectLiteralExpression(at) && !ts.isArrowFunction(node)) {
      const method = functionAround(node);
      if (method !== undefined && ts.isMethodDeclaration(method) && method.parent === at) return undefined;
    }
  }
  return undefined;
}
