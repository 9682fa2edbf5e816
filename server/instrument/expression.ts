// Whether a text that stands in a comment is one expression.

import { ts } from "ts-morph";
import { parse } from "./syntax";

/** Why a text is not exactly one expression; `undefined` where it is. */
export function brokenBecause(expression: string): string | undefined {
  const { source, problems } = parse("/simulate.ts", `(${expression}\n);`);
  const [first] = problems;
  if (first !== undefined) return first.message;
  const [only] = source.statements;
  const whole = source.statements.length === 1 && only !== undefined && ts.isExpressionStatement(only);
  return whole && ts.isParenthesizedExpression(only.expression) ? undefined : "it is more than one expression.";
}
