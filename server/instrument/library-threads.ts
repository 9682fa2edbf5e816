// Threads that a library starts from files of its own, as pools do: where those files are, and the path by which the simulated program names them.

import { posix } from "node:path";
import { ts } from "ts-morph";
import type { SourceHost } from "../workspace/source-host";
import { createEdits } from "./edits";
import { directoryOf, virtualPath } from "./paths";

export interface LibraryStarts {
  /** The library's text, with its workers' files named as the simulated machine knows them. */
  readonly code: string;
  /** Absolute paths of those files. */
  readonly workers: readonly string[];
}

/** `undefined` where the file starts no thread whose file can be found. */
export function libraryStarts(path: string, text: string, host: SourceHost): LibraryStarts | undefined {
  if (!/\bnew\s+(?:[\w$]+\.)?Worker\(|\bworker_threads\b|\bchild_process\b/.test(text)) return undefined;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const edits = createEdits(text);
  const workers: string[] = [];
  const visit = (node: ts.Node): void => {
    const target = ts.isNewExpression(node) && isWorker(node.expression) ? node.arguments?.[0] : ownFile(node);
    const file = target === undefined ? undefined : fileOf(target, path, host);
    if (target !== undefined && file !== undefined) {
      workers.push(file);
      edits.replace(target.getStart(source), target.getEnd(), JSON.stringify(virtualPath(host.root, file)));
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return workers.length === 0 ? undefined : { code: edits.apply(), workers };
}

function isWorker(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === "Worker";
  return ts.isPropertyAccessExpression(callee) && callee.name.text === "Worker";
}

/**
 * `resolve(__dirname, "worker.js")`, `__dirname + "/worker.js"` and `require.resolve("./worker")`, in a file that knows threads or
 * processes: who starts it may be elsewhere.
 */
function ownFile(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node)) {
    const isOwn = isDirname(node.left) && ts.isStringLiteralLike(node.right) && node.right.text.startsWith("/");
    return isOwn && node.operatorToken.kind === ts.SyntaxKind.PlusToken ? node : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const [first, second] = node.arguments;
  if (first === undefined) return undefined;
  const called = node.expression.getText();
  if (called === "require.resolve")
    return ts.isStringLiteralLike(first) && first.text.startsWith(".") ? node : undefined;
  return isDirname(first) && second !== undefined && /\b(?:resolve|join)\)?$/.test(called) ? node : undefined;
}

function isDirname(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === "__dirname";
}

/** The file that the literals of an expression name together, seen from the library's own: `resolve(__dirname, "..", "worker.js")`. */
function fileOf(target: ts.Expression, path: string, host: SourceHost): string | undefined {
  const parts: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) parts.push(node.text);
    else ts.forEachChild(node, collect);
  };
  collect(target);
  const said = parts.join("/");
  // `import.meta.url + "/../worker.js"` begins at the file, everything else at its directory.
  const isDirectory = ts.isBinaryExpression(target) && isDirname(target.left);
  const file = posix.join(said.startsWith("/") && !isDirectory ? path : directoryOf(path), said);
  const extended = ts.isCallExpression(target) && target.expression.getText() === "require.resolve";
  const names = /\.[cm]?js$/.test(said) ? [file] : extended ? EXTENSIONS.map((extension) => file + extension) : [];
  return names.find((name) => host.read(name) !== undefined);
}

/** As `require` adds them. */
const EXTENSIONS = [".js", ".cjs", ".mjs"];
