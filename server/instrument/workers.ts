// Finds the entry files of further threads and processes: `new Worker(...)` and `fork(...)` with a path that can be read off.

import { ts } from "ts-morph";
import type { Walk } from "./walk";

/** Looks at a `new` expression or call; notes the entry that it names and makes the path that of the source file. */
export function visitThreadStart(node: ts.NewExpression | ts.CallExpression, walk: Walk): void {
  const [target] = node.arguments ?? [];
  if (target === undefined || !startsThread(node, walk)) return;
  if (ts.isNewExpression(node) && isEvaluated(node)) {
    noteSource(target, walk);
    return;
  }
  const literal = pathLiteral(target, walk, 0);
  if (literal === "self") {
    walk.file.workers.found({ kind: "file", path: walk.file.workers.self });
    return;
  }
  if (literal === undefined) {
    walk.file.workers.found({
      kind: "unresolved",
      text: target.getText(walk.source),
      start: target.getStart(walk.source),
      end: target.getEnd(),
    });
    return;
  }
  const { text, node: said } = literal;
  const resolved = walk.file.workers.resolve(text);
  const start = said.getStart(walk.source);
  if (resolved === undefined) {
    walk.file.workers.found({ kind: "unresolved", text, start, end: said.getEnd() });
    return;
  }
  walk.file.workers.found({ kind: "file", path: resolved.path });
  walk.edits.replace(start, said.getEnd(), JSON.stringify(resolved.virtualPath));
}

function startsThread(node: ts.NewExpression | ts.CallExpression, walk: Walk): boolean {
  const callee = node.expression;
  const name = ts.isIdentifier(callee) ? callee.text : ts.isPropertyAccessExpression(callee) ? callee.name.text : "";
  if (ts.isNewExpression(node)) {
    const own = walk.file.declares.has(name) && !walk.file.imported.has(name);
    return (name === "Worker" || name === "SharedWorker") && !own;
  }
  if (name !== "fork") return false;
  const root = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  if (!ts.isIdentifier(root)) return false;
  return /^(node:)?child_process$/.test(walk.file.imported.get(root.text) ?? "");
}

/** `{ eval: true }` among the options. */
function isEvaluated(node: ts.NewExpression): boolean {
  const options = node.arguments?.[1];
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return false;
  return options.properties.some(
    (property) =>
      ts.isPropertyAssignment(property) &&
      ts.isIdentifier(property.name) &&
      property.name.text === "eval" &&
      property.initializer.kind === ts.SyntaxKind.TrueKeyword,
  );
}

function noteSource(target: ts.Expression, walk: Walk): void {
  const literal = ts.isIdentifier(target) ? constantOf(target, walk) : target;
  if (literal !== undefined && ts.isStringLiteralLike(literal)) {
    const start = literal.getStart(walk.source);
    walk.file.workers.found({ kind: "eval", source: literal.text, start, end: literal.getEnd() });
  } else {
    walk.file.workers.found({
      kind: "unresolved",
      text: target.getText(walk.source),
      start: target.getStart(walk.source),
      end: target.getEnd(),
    });
  }
}

/** A path that can be read off, and the expression that the path of the source file can take the place of. */
interface PathLiteral {
  readonly text: string;
  readonly node: ts.Expression;
}

/** What decides a path expression; `self` for this very file. */
function pathLiteral(node: ts.Expression, walk: Walk, depth: number): PathLiteral | "self" | undefined {
  if (depth > 4) return undefined;
  const again = (inner: ts.Expression | undefined) =>
    inner === undefined ? undefined : pathLiteral(inner, walk, depth + 1);
  if (ts.isStringLiteralLike(node)) return { text: node.text, node };
  if (isSelf(node, walk)) return "self";
  if (ts.isIdentifier(node)) return again(constantOf(node, walk));
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)) {
    return again(node.expression);
  }
  if (ts.isPropertyAccessExpression(node) && ["href", "pathname"].includes(node.name.text))
    return again(node.expression);
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "URL") {
    return again(node.arguments?.[0]);
  }
  if (!ts.isCallExpression(node)) return undefined;
  const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  if (!ts.isIdentifier(callee)) return undefined;
  if (callee.text === "fileURLToPath" || (callee.text === "resolve" && node.arguments.length === 1))
    return again(node.arguments[0]);
  if (callee.text === "String" || callee.text === "toString") return again(node.arguments[0]);
  // `path.join(__dirname, "x.js")`: the directory is this file's where it can be read off at all.
  if (callee.text === "join" || callee.text === "resolve") {
    const last = node.arguments.at(-1);
    const inner = node.arguments.length === 2 && isDirectory(node.arguments[0]) ? again(last) : undefined;
    return inner === undefined || inner === "self" ? undefined : { text: inner.text, node };
  }
  return undefined;
}

function isSelf(node: ts.Expression, walk: Walk): boolean {
  const text = node.getText(walk.source);
  return (
    text === "__filename" || text === "import.meta.url" || text === "import.meta.filename" || text === "process.argv[1]"
  );
}

function isDirectory(node: ts.Expression | undefined): boolean {
  if (node === undefined) return false;
  if (ts.isIdentifier(node)) return node.text === "__dirname";
  return ts.isPropertyAccessExpression(node) && node.name.text === "dirname";
}

/** Initialiser of a `const` of this file. */
function constantOf(name: ts.Identifier, walk: Walk): ts.Expression | undefined {
  for (const statement of walk.source.statements) {
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) continue;
    for (const declaration of statement.declarationList.declarations) {
      if (ts.isIdentifier(declaration.name) && declaration.name.text === name.text) return declaration.initializer;
    }
  }
  return undefined;
}
