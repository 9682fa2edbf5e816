// Whether the first to call a waiting method of a new object has to wait: its conditions, evaluated on the fields as they begin.

import { ts } from "ts-morph";
import { bare } from "./entity";
import { isFunctionNode } from "./names";
import { methodsOf, type Monitor, type MonitorWait, ownField } from "./monitors";

/** `full`: only when others have filled it before. */
export type FirstCall = "waits" | "full" | "passes" | "unknown";

type Value = { readonly is: number | string | boolean | undefined } | "empty" | "unknown";

interface Fresh {
  readonly fields: ReadonlyMap<string, Value>;
  readonly wait: MonitorWait;
}

/** @param args what the object is made with */
export function firstCall(monitor: Monitor, wait: MonitorWait, args: readonly ts.Expression[]): FirstCall {
  const fresh: Fresh = { fields: fieldsOf(monitor.node, args), wait };
  let result: FirstCall = "waits";
  for (const { test, holds } of conditionsOf(wait)) {
    const value = truth(evaluate(test, fresh));
    if (value === undefined) result = result === "waits" ? "unknown" : result;
    else if (value !== holds) result = /\.(length|size)\b/.test(test.getText()) ? "full" : "passes";
    if (result === "full" || result === "passes") return result;
  }
  return result;
}

/** Conditions on the way from the start of the method to where the caller waits. */
function conditionsOf({ promise, method }: MonitorWait): { test: ts.Expression; holds: boolean }[] {
  const found: { test: ts.Expression; holds: boolean }[] = [];
  for (let at: ts.Node = promise; at !== method; at = at.parent) {
    const holder = at.parent;
    if (ts.isIfStatement(holder)) {
      if (at === holder.thenStatement) found.push({ test: holder.expression, holds: true });
      if (at === holder.elseStatement) found.push({ test: holder.expression, holds: false });
    }
    if (ts.isWhileStatement(holder) && at === holder.statement) found.push({ test: holder.expression, holds: true });
    if (ts.isConditionalExpression(holder) && at !== holder.condition)
      found.push({ test: holder.condition, holds: at === holder.whenTrue });
    if (ts.isBlock(holder))
      for (const before of holder.statements) {
        if (before === at) break;
        if (ts.isIfStatement(before) && before.elseStatement === undefined && leaves(before.thenStatement))
          found.push({ test: before.expression, holds: false });
      }
  }
  return found.reverse();
}

function leaves(node: ts.Statement): boolean {
  const last = ts.isBlock(node) ? node.statements.at(-1) : node;
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last));
}

function fieldsOf(node: ts.ClassLikeDeclaration, args: readonly ts.Expression[]): Map<string, Value> {
  const fields = new Map<string, Value>();
  for (const member of node.members) {
    if (ts.isPropertyDeclaration(member))
      fields.set(
        member.name.getText(),
        member.initializer === undefined ? { is: undefined } : initial(member.initializer),
      );
    if (!ts.isConstructorDeclaration(member)) continue;
    member.parameters.forEach((parameter, index) => {
      if (!ts.isParameterPropertyDeclaration(parameter, member)) return;
      const given = args[index] ?? parameter.initializer;
      fields.set(parameter.name.getText(), given === undefined ? "unknown" : initial(given));
    });
    for (const statement of member.body?.statements ?? []) {
      if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
      const { left, right } = statement.expression;
      const name = ownField(left);
      if (name === undefined) continue;
      const index = member.parameters.findIndex((parameter) => parameter.name.getText() === right.getText());
      const given = args[index] ?? member.parameters[index]?.initializer;
      fields.set(name, index < 0 ? initial(right) : given === undefined ? "unknown" : initial(given));
    }
  }
  for (const [name] of methodsOf(node)) fields.delete(name);
  return fields;
}

function initial(node: ts.Expression): Value {
  const inner = bare(node);
  if (ts.isArrayLiteralExpression(inner) && inner.elements.length === 0) return "empty";
  if (ts.isNewExpression(inner) && /^(Map|Set|Array)$/.test(inner.expression.getText()))
    return (inner.arguments ?? []).length === 0 ? "empty" : "unknown";
  return literal(inner);
}

function literal(node: ts.Expression): Value {
  if (ts.isNumericLiteral(node)) return { is: Number(node.text) };
  if (ts.isStringLiteral(node)) return { is: node.text };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { is: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { is: false };
  if (ts.isIdentifier(node) && node.text === "undefined") return { is: undefined };
  if (ts.isIdentifier(node) && node.text === "Infinity") return { is: Number.POSITIVE_INFINITY };
  return "unknown";
}

function evaluate(node: ts.Expression, fresh: Fresh): Value {
  const inner = bare(node);
  const field = ownField(inner);
  if (field !== undefined) return fresh.fields.get(field) ?? "unknown";
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    const value = truth(evaluate(inner.operand, fresh));
    return value === undefined ? "unknown" : { is: !value };
  }
  if (ts.isPropertyAccessExpression(inner) && /^(length|size)$/.test(inner.name.text))
    return evaluate(inner.expression, fresh) === "empty" ? { is: addedBefore(inner, fresh) } : "unknown";
  if (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)) {
    const takes = /^(shift|pop|get|at)$/.test(inner.expression.name.text);
    return takes && evaluate(inner.expression.expression, fresh) === "empty" ? { is: undefined } : "unknown";
  }
  if (ts.isIdentifier(inner) && inner.text !== "undefined") return local(inner, fresh);
  if (ts.isBinaryExpression(inner)) return compare(inner, fresh);
  return literal(inner);
}

/** How often the method itself has added to the list, on every way to the place where its length is asked for. */
function addedBefore(length: ts.PropertyAccessExpression, { wait }: Fresh): number {
  const list = ownField(bare(length.expression));
  let count = 0;
  for (let at: ts.Node = length; at !== wait.method; at = at.parent) {
    const holder = at.parent;
    if (!ts.isBlock(holder)) continue;
    for (const before of holder.statements) {
      if (before === at) break;
      const call = ts.isExpressionStatement(before) ? before.expression : undefined;
      if (call === undefined || !ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) continue;
      const { name, expression } = call.expression;
      if (name.text === "push" && list !== undefined && ownField(bare(expression)) === list)
        count += call.arguments.length;
    }
  }
  return count;
}

function compare({ left, right, operatorToken }: ts.BinaryExpression, fresh: Fresh): Value {
  const [a, b] = [evaluate(left, fresh), evaluate(right, fresh)];
  const [yes, no] = [truth(a), truth(b)];
  switch (operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return yes === false || no === false ? { is: false } : yes === true && no === true ? { is: true } : "unknown";
    case ts.SyntaxKind.BarBarToken:
      return yes === true || no === true ? { is: true } : yes === false && no === false ? { is: false } : "unknown";
    default:
  }
  if (a === "unknown" || b === "unknown" || a === "empty" || b === "empty") return "unknown";
  const [x, y] = [a.is, b.is];
  switch (operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsToken:
      return { is: x === y };
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
      return { is: x !== y };
    default:
  }
  if (typeof x !== "number" || typeof y !== "number") return "unknown";
  switch (operatorToken.kind) {
    case ts.SyntaxKind.LessThanToken:
      return { is: x < y };
    case ts.SyntaxKind.LessThanEqualsToken:
      return { is: x <= y };
    case ts.SyntaxKind.GreaterThanToken:
      return { is: x > y };
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return { is: x >= y };
    default:
      return "unknown";
  }
}

/** A variable of the method that was read from a field: `const taker = this.takers.shift()`. */
function local(name: ts.Identifier, fresh: Fresh): Value {
  let found: Value = "unknown";
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) && node !== fresh.wait.method) return;
    if (
      ts.isVariableDeclaration(node) &&
      node.initializer !== undefined &&
      (node.parent.flags & ts.NodeFlags.Const) !== 0
    ) {
      if (ts.isIdentifier(node.name) && node.name.text === name.text) found = evaluate(node.initializer, fresh);
      // `const [first] = this.items.splice(0, 1)`
      const first = ts.isArrayBindingPattern(node.name) ? node.name.elements[0] : undefined;
      if (first !== undefined && first.getText() === name.text && ts.isCallExpression(node.initializer)) {
        const { expression } = node.initializer;
        if (ts.isPropertyAccessExpression(expression) && expression.name.text === "splice")
          found = evaluate(expression.expression, fresh) === "empty" ? { is: undefined } : "unknown";
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(fresh.wait.method);
  return found;
}

function truth(value: Value): boolean | undefined {
  if (value === "unknown") return undefined;
  return value === "empty" ? true : Boolean(value.is);
}
