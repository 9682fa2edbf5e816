// Plain reads and writes of elements that may lie in shared memory: other threads can see them, so the engine does them.

import { ts } from "ts-morph";
import { shortText } from "./names";
import type { ParsedFile } from "./suspendable";
import { probe, siteOf, type Walk } from "./walk";

const VIEW = /\b(?:Int|Uint|Float|BigInt|BigUint)\d+(?:Clamped)?Array\b/;

/** Names of variables, parameters and fields that may hold a view of shared memory, judged by how they are declared. */
export function viewNames(files: readonly ParsedFile[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { source } of files) {
    const visit = (node: ts.Node): void => {
      noteView(node, names, source);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return names;
}

function noteView(node: ts.Node, names: Set<string>, source: ts.SourceFile): void {
  if (ts.isImportSpecifier(node) && node.name.text === "workerData") names.add("workerData");
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const name = nameOf(node.left);
    if (name !== undefined && isView(node.right, names, source)) names.add(name);
    return;
  }
  const declares = ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node) || ts.isParameter(node);
  if (!declares && !ts.isPropertySignature(node)) return;
  const typed = node.type !== undefined && VIEW.test(node.type.getText(source));
  const value = "initializer" in node ? node.initializer : undefined;
  if (!typed && (value === undefined || !isView(value, names, source))) return;
  for (const name of namesIn(node.name)) names.add(name);
}

function namesIn(name: ts.Node): readonly string[] {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return [name.text];
  if (!ts.isObjectBindingPattern(name) && !ts.isArrayBindingPattern(name)) return [];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

function isView(value: ts.Expression, names: ReadonlySet<string>, source: ts.SourceFile): boolean {
  if (ts.isNewExpression(value)) {
    const [memory] = value.arguments ?? [];
    if (memory === undefined || ts.isNumericLiteral(memory) || ts.isArrayLiteralExpression(memory)) return false;
    return VIEW.test(value.expression.getText(source));
  }
  if (ts.isAsExpression(value) || ts.isParenthesizedExpression(value)) return isView(value.expression, names, source);
  for (let base: ts.Expression = value; ; base = base.expression) {
    const name = nameOf(base);
    if (name !== undefined && names.has(name)) return true;
    if (!ts.isPropertyAccessExpression(base)) return false;
  }
}

function nameOf(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

export function isSharedElement(node: ts.Node, views: ReadonlySet<string>): node is ts.ElementAccessExpression {
  if (!ts.isElementAccessExpression(node) || ts.isOptionalChain(node)) return false;
  if (ts.isStringLiteralLike(node.argumentExpression)) return false;
  const name = nameOf(node.expression);
  return name !== undefined && views.has(name);
}

/** Rewrites an access of such an element; `false` where the node is none, or is one that only the language can do. */
export function visitSharedAccess(node: ts.Node, walk: Walk): boolean {
  const views = walk.file.suspendable?.views;
  if (views === undefined || views.size === 0) return false;
  if (ts.isBinaryExpression(node)) {
    return isAssignment(node) && isSharedElement(node.left, views) && visitWrite(node, node.left, walk);
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { operator, operand } = node;
    const step = operator === ts.SyntaxKind.PlusPlusToken ? 1 : operator === ts.SyntaxKind.MinusMinusToken ? -1 : 0;
    if (step === 0 || !isSharedElement(operand, views)) return false;
    const end = operand.getEnd();
    const start = operand.getStart(walk.source);
    if (ts.isPrefixUnaryExpression(node)) walk.edits.replace(node.getStart(walk.source), start, "");
    else walk.edits.replace(end, node.getEnd(), "");
    visitElement(operand, walk, "inc", [String(step), String(ts.isPrefixUnaryExpression(node))], "");
    return true;
  }
  if (!isSharedElement(node, views) || !isRead(node)) return false;
  visitElement(node, walk, "ld", [], "");
  return true;
}

/** `a[i]` as `(await m(name(site, stops, ...more, a, i)))`. */
function visitElement(
  node: ts.ElementAccessExpression,
  walk: Walk,
  name: string,
  more: readonly string[],
  rest: string,
): void {
  const { edits, source } = walk;
  const [before, after] = around(node, walk, name, more);
  edits.insert(node.getStart(source), before);
  walk.visit(node.expression, walk);
  edits.replace(node.expression.getEnd(), node.argumentExpression.getStart(source), ",");
  walk.visit(node.argumentExpression, walk);
  edits.replace(node.getEnd() - 1, node.getEnd(), `${rest}${after}`);
}

function visitWrite(node: ts.BinaryExpression, left: ts.ElementAccessExpression, walk: Walk): boolean {
  const { edits, source } = walk;
  const { expression: array, argumentExpression: index } = left;
  const operator = node.operatorToken.getText(source).slice(0, -1);
  let value = ["", ""];
  if (operator !== "") {
    if (!isRepeatable(array) || !isRepeatable(index) || /^(?:&&|\|\||\?\?)$/.test(operator)) return false;
    const [read, end] = around(left, walk, "ld", []);
    value = [`${read}${array.getText(source)},${index.getText(source)}${end}${operator}(`, ")"];
  }
  const [before, after] = around(left, walk, "st", []);
  edits.insert(node.getStart(source), before);
  walk.visit(array, walk);
  edits.replace(array.getEnd(), index.getStart(source), ",");
  walk.visit(index, walk);
  edits.replace(index.getEnd(), node.right.getStart(source), `,${value[0]}`);
  walk.visit(node.right, walk);
  edits.insert(node.getEnd(), `${value[1]}${after}`);
  return true;
}

function around(node: ts.Node, walk: Walk, name: string, more: readonly string[]): readonly [string, string] {
  const stops = walk.fn.suspendable;
  const site = siteOf(walk, "statement", node, shortText(node, walk.source));
  const call = `${probe(name, site, String(stops), ...more).slice(0, -1)},`;
  return stops ? [`(await ${probe("m").slice(0, -1)}${call}`, ")))"] : [call, ")"];
}

function isAssignment(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Whether the element's value is asked for, rather than its place. */
function isRead(node: ts.ElementAccessExpression): boolean {
  let child: ts.Node = node;
  while (ts.isNonNullExpression(child.parent) || ts.isParenthesizedExpression(child.parent)) child = child.parent;
  const { parent } = child;
  if (ts.isBinaryExpression(parent)) return parent.left !== child || !isAssignment(parent);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator !== ts.SyntaxKind.PlusPlusToken && parent.operator !== ts.SyntaxKind.MinusMinusToken;
  }
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== child;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer !== child;
  // A pattern's targets: `[a[0], a[1]] = [1, 2]`.
  if (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent)) return !isPattern(parent);
  if (ts.isPropertyAssignment(parent)) return !isPattern(parent.parent);
  return !ts.isDeleteExpression(parent) && !ts.isTaggedTemplateExpression(parent) && !ts.isOptionalChain(parent);
}

function isPattern(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return parent.left === node && isAssignment(parent);
  if (ts.isForOfStatement(parent)) return parent.initializer === node;
  if (ts.isPropertyAssignment(parent)) return isPattern(parent.parent);
  return (ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent)) && isPattern(parent);
}

function isRepeatable(node: ts.Expression): boolean {
  if (ts.isIdentifier(node) || ts.isNumericLiteral(node) || node.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (ts.isPropertyAccessExpression(node) || ts.isParenthesizedExpression(node)) return isRepeatable(node.expression);
  return ts.isBinaryExpression(node) && !isAssignment(node) && isRepeatable(node.left) && isRepeatable(node.right);
}
