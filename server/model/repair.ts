// Ready-made repairs of an acquire whose release can be skipped: the rest of its block goes into `try`, the release into `finally`.

import type { Range } from "#protocol/finding";
import { ts } from "ts-morph";
import { isFunctionNode, nodeRange, rangeOf } from "./names";

export interface Repair {
  /** The acquire, as the call's range. */
  readonly acquire: Range;
  readonly range: Range;
  readonly newText: string;
}

/** The repair for one acquiring call, where the shape around it is simple; `lock` releases where no releaser is kept. */
export function tryFinally(call: ts.CallExpression, source: ts.SourceFile): Repair | undefined {
  const statement = statementOf(call);
  if (statement === undefined || !ts.isBlock(statement.parent)) return undefined;
  const block = statement.parent;
  const release = releaseText(call, statement, source);
  const rest = block.statements.slice(block.statements.indexOf(statement) + 1);
  const [last] = rest.slice(-1);
  if (release === undefined || last === undefined) return undefined;
  const released = rest.flatMap((node) => releases(node, release, source));
  if (released.includes(undefined)) return undefined;

  const indent = /[ \t]*$/.exec(source.text.slice(0, statement.getStart(source)))?.[0] ?? "";
  const start = statement.end;
  const end = last.end;
  let text = "";
  let from = start;
  for (const node of released) {
    if (node === undefined) continue;
    // The whole line goes where nothing else is on it.
    const lineStart = source.text.lastIndexOf("\n", node.getStart(source)) + 1;
    const alone =
      source.text.slice(lineStart, node.getStart(source)).trim() === "" &&
      /^[ \t]*(\r?\n|$)/.test(source.text.slice(node.end, end));
    const stop = alone && lineStart > from ? lineStart - 1 : node.getStart(source);
    text += source.text.slice(from, Math.max(from, stop));
    from = node.end;
  }
  text += source.text.slice(from, end);
  // Lines inside a template or a comment keep their place.
  const movable = !rest.some((node) => hasLongText(node, source));
  const body = movable ? text.replace(/\n(?=[ \t]*\S)/g, "\n  ") : text;
  const newText = `\n${indent}try {${body.startsWith("\n") ? "" : "\n"}${body.trimEnd()}\n${indent}} finally {\n${indent}  ${release};\n${indent}}`;
  return { acquire: nodeRange(call, source), range: rangeOf(source, start, end), newText };
}

/** `const release = await lock.acquire();` or `await lock.acquire();` around the call. */
function statementOf(call: ts.CallExpression): ts.VariableStatement | ts.ExpressionStatement | undefined {
  const awaited = call.parent;
  if (!ts.isAwaitExpression(awaited)) return undefined;
  if (ts.isExpressionStatement(awaited.parent)) return awaited.parent;
  const list = awaited.parent.parent;
  if (
    !ts.isVariableDeclaration(awaited.parent) ||
    !ts.isVariableDeclarationList(list) ||
    list.declarations.length !== 1
  )
    return undefined;
  const constant = (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
  return constant && ts.isVariableStatement(list.parent) ? list.parent : undefined;
}

function releaseText(call: ts.CallExpression, statement: ts.Statement, source: ts.SourceFile): string | undefined {
  if (ts.isVariableStatement(statement)) {
    const [declaration] = statement.declarationList.declarations;
    if (declaration === undefined) return undefined;
    if (ts.isIdentifier(declaration.name)) return `${declaration.name.text}()`;
    const named = ts.isArrayBindingPattern(declaration.name) ? declaration.name.elements.at(-1) : undefined;
    return named !== undefined && ts.isBindingElement(named) && ts.isIdentifier(named.name)
      ? `${named.name.text}()`
      : undefined;
  }
  return ts.isPropertyAccessExpression(call.expression)
    ? `${call.expression.expression.getText(source)}.release()`
    : undefined;
}

/** The statements that release; `undefined` among them: released in a way that this repair does not understand. */
function releases(node: ts.Node, release: string, source: ts.SourceFile): (ts.Statement | undefined)[] {
  if (ts.isExpressionStatement(node) && node.expression.getText(source) === release) {
    const { parent } = node;
    const only = !ts.isBlock(parent) || (parent.statements.length === 1 && ts.isTryStatement(parent.parent));
    return [only ? undefined : node];
  }
  const name = release.slice(0, -2);
  if (isFunctionNode(node)) return node.getText(source).includes(name) ? [undefined] : [];
  if ((ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) && node.getText(source) === name)
    return [undefined];
  const found: (ts.Statement | undefined)[] = [];
  ts.forEachChild(node, (child) => {
    found.push(...releases(child, release, source));
  });
  return found;
}

function hasLongText(node: ts.Node, source: ts.SourceFile): boolean {
  if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node))
    return node.getText(source).includes("\n");
  return ts.forEachChild(node, (child) => hasLongText(child, source) || undefined) ?? false;
}
