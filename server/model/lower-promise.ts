// `new Promise(executor)` whose resolver is only kept somewhere: whoever waits for it waits for a call of what is kept.

import { ts } from "ts-morph";
import type { Expr, Target } from "./facts";
import type { Lowering } from "./lower";
import { isFunctionNode } from "./names";

/** How expressions and targets of the function around it become facts. */
export interface Lowerers {
  expression(node: ts.Expression): Expr;
  target(node: ts.Expression): Target;
}

/** The places where the executor puts its resolver; `undefined` where something else may settle the promise. */
export function keptResolver(node: ts.NewExpression, low: Lowering, lower: Lowerers): readonly Target[] | undefined {
  const [executor] = node.arguments ?? [];
  if (node.expression.getText(low.source) !== "Promise" || executor === undefined || !isFunctionNode(executor))
    return undefined;
  const [resolve, reject] = executor.parameters;
  if (resolve === undefined || !ts.isIdentifier(resolve.name) || executor.body === undefined) return undefined;
  const names = new Set([resolve.name.text]);
  if (reject !== undefined && ts.isIdentifier(reject.name)) names.add(reject.name.text);
  const into: Target[] = [];
  let escapes = false;
  const visit = (child: ts.Node): void => {
    if (!ts.isIdentifier(child) || !names.has(child.text)) {
      ts.forEachChild(child, visit);
      return;
    }
    if (ts.isParameter(child.parent) || (ts.isPropertyAccessExpression(child.parent) && child.parent.name === child))
      return;
    const kept = placeOf(child, low, lower);
    if (kept === undefined) escapes = true;
    else if (child.text === resolve.name.getText(low.source)) into.push(kept);
  };
  visit(executor.body);
  return escapes || into.length === 0 ? undefined : into;
}

/** `this.wake = resolve`, `list.push(resolve)`, `map.set(key, { resolve })`: where it is kept. */
function placeOf(use: ts.Identifier, low: Lowering, lower: Lowerers): Target | undefined {
  let at: ts.Node = use;
  const names: string[] = [];
  while (
    ts.isPropertyAssignment(at.parent) ||
    ts.isShorthandPropertyAssignment(at.parent) ||
    ts.isObjectLiteralExpression(at.parent)
  ) {
    if (!ts.isObjectLiteralExpression(at.parent)) names.unshift(at.parent.name.getText(low.source));
    at = at.parent;
  }
  const holder = at.parent;
  let place: Target | undefined;
  if (ts.isBinaryExpression(holder) && holder.operatorToken.kind === ts.SyntaxKind.EqualsToken && holder.right === at) {
    place = lower.target(holder.left);
  } else if (ts.isCallExpression(holder) && ts.isPropertyAccessExpression(holder.expression)) {
    const member = holder.expression.name.text;
    const stores =
      /^(push|unshift|add|set|enqueue)$/.test(member) && holder.arguments.some((argument) => argument === at);
    if (!stores || low.resolver.callee(holder) === "value") return undefined;
    const list: Expr = lower.expression(holder.expression.expression);
    place = { l: "element", of: list, key: { k: "unknown" } };
  }
  if (place === undefined || place.l === "var" || place.l === "none") return undefined;
  for (const name of names) {
    const of = expressionOf(place);
    if (of === undefined) return undefined;
    place = { l: "field", of, name };
  }
  return place;
}

function expressionOf(target: Target): Expr | undefined {
  switch (target.l) {
    case "field":
      return {
        k: "field",
        of: target.of,
        name: target.name,
        ...(target.slot === undefined ? {} : { slot: target.slot }),
      };
    case "element":
      return { k: "element", of: target.of, key: target.key };
    case "module":
      return { k: "module", file: target.file, name: target.name };
    default:
      return undefined;
  }
}
