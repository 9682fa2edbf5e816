// What in an installed package cannot run as it stands on a machine that compiles nothing, and the text that does the same.

import { ts } from "ts-morph";
import { createEdits } from "./edits";

/** The package's text as it is bundled; the same text where there is nothing to change. */
export function libraryText(path: string, text: string): string {
  const adapted = ADAPTED.filter((one) => one.file.test(path));
  const own = adapted.reduce((changed, { from, to }) => changed.replace(from, to), text);
  return /\beval\s*\(/.test(own) ? withoutEvals(path, own) : own;
}

/** Places that ask the host's engine for what only the bundler knows. */
const ADAPTED: readonly { readonly file: RegExp; readonly from: RegExp; readonly to: string }[] = [
  {
    // depd 1 makes a wrapper by `eval` so that it declares as many parameters as the function that it stands for.
    file: /\/node_modules\/depd\/index\.js$/,
    from: /eval\('\(function \(' \+ args \+ '\) \{\\n' \+[\s\S]*?'\}\)'\)/,
    to:
      "Object.defineProperty(function () { log.call(deprecate, message, site); return fn.apply(this, arguments) }, " +
      "'length', { value: fn.length })",
  },
  {
    // The file of whoever makes the worker is read off the stack; it is named in full already.
    file: /\/node_modules\/threads\/dist(?:-esm)?\/master\/implementation\.node\.js$/,
    from: /(?<=function rebaseScriptPath\(scriptPath, ignoreRegex\) \{)/,
    to: " return scriptPath;",
  },
  {
    // A TypeScript file is understood without it.
    file: /\/node_modules\/threads\/dist(?:-esm)?\/master\/implementation\.node\.js$/,
    from: /(?<=function detectTsNode\(\) \{)/,
    to: " return false;",
  },
];

/**
 * A direct `eval` of a text that stands there and is one expression is that expression: it sees the same scope. Packages write
 * `eval("require")` to hide something from a bundler.
 */
function withoutEvals(path: string, text: string): string {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const edits = createEdits(text);
  const visit = (node: ts.Node): void => {
    const expression = ts.isCallExpression(node) ? evaluated(node) : undefined;
    if (expression !== undefined) edits.replace(node.getStart(source), node.getEnd(), `(${expression})`);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.apply();
}

function evaluated({ expression, arguments: [given, more] }: ts.CallExpression): string | undefined {
  if (!ts.isIdentifier(expression) || expression.text !== "eval" || given === undefined || more !== undefined) return;
  const text = constantText(given);
  if (text === undefined) return undefined;
  const program = ts.createSourceFile("eval.js", text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const [statement, second] = program.statements;
  if (statement === undefined || second !== undefined || !ts.isExpressionStatement(statement)) return undefined;
  const broken: unknown = Reflect.get(program, "parseDiagnostics");
  return Array.isArray(broken) && broken.length === 0 ? text.replace(/;\s*$/, "") : undefined;
}

/** Literals, and what `+` makes of them. */
function constantText(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return constantText(node.expression);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [constantText(node.left), constantText(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}
