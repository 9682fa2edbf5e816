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
  if (!/\bnew\s+(?:[\w$]+\.)?Worker\(|\bworker_threads\b/.test(text)) return undefined;
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

/** `resolve(__dirname, "worker.js")`, in a file that knows threads: who starts it may be elsewhere. */
function ownFile(node: ts.Node): ts.Expression | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [first, second] = node.arguments;
  const isOwn = first !== undefined && ts.isIdentifier(first) && first.text === "__dirname" && second !== undefined;
  return isOwn && /\b(?:resolve|join)\)?$/.test(node.expression.getText()) ? node : undefined;
}

/** The file that the literals of an expression name together, seen from the library's own: `resolve(__dirname, "..", "worker.js")`. */
function fileOf(target: ts.Expression, path: string, host: SourceHost): string | undefined {
  const parts: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) parts.push(node.text);
    else ts.forEachChild(node, collect);
  };
  collect(target);
  if (!/\.[cm]?js$/.test(parts.at(-1) ?? "")) return undefined;
  const said = parts.join("/");
  // `import.meta.url + "/../worker.js"` begins at the file, everything else at its directory.
  const from = said.startsWith("/") ? path : directoryOf(path);
  const file = posix.join(from, said);
  return host.read(file) === undefined ? undefined : file;
}
