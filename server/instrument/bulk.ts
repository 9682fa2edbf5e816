// Expressions that take much memory at once: `w(...)` around what makes long arrays, buffers and texts, so that the run can bound them.

import { ts } from "ts-morph";
import { probe, type Walk, wrap } from "./walk";

const CLASSES = /^(?:Array|(?:Shared)?ArrayBuffer|(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array)$/;
const METHODS: ReadonlySet<string> = new Set(
  "from fill repeat padStart padEnd concat alloc allocUnsafe join".split(" "),
);

export function isBulk(node: ts.NewExpression | ts.CallExpression): boolean {
  if (node.arguments === undefined || node.arguments.length === 0 || ts.isOptionalChain(node)) return false;
  const callee = node.expression;
  if (ts.isNewExpression(node.parent) && node.parent.expression === node) return false;
  if (ts.isIdentifier(callee)) return CLASSES.test(callee.text);
  return ts.isPropertyAccessExpression(callee) && METHODS.has(callee.name.text);
}

export function visitBulk(node: ts.Expression, walk: Walk, inside: () => void): void {
  wrap(walk, node, probe("w").slice(0, -1), ")", inside);
}
