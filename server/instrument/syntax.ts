// Parses one file and says, in the compiler's words, where its syntax is broken.

import type { Problem } from "#protocol/finding";
import { ts } from "ts-morph";
import { rangeOf } from "./file-sites";

export interface Parsed {
  readonly source: ts.SourceFile;
  readonly problems: readonly Problem[];
}

export function parse(path: string, text: string): Parsed {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, scriptKind(path));
  // A program of this one file: the public way to its syntax errors.
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === path ? source : undefined),
    getDefaultLibFileName: () => "lib.d.ts",
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => name === path,
    readFile: () => undefined,
  };
  const options: ts.CompilerOptions = { noResolve: true, noLib: true, allowJs: true, types: [] };
  const program = ts.createProgram({ rootNames: [path], options, host });
  const problems = program.getSyntacticDiagnostics(source).map(
    (diagnostic): Problem => ({
      severity: "error",
      message: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
      file: path,
      range: rangeOf(source, diagnostic.start, diagnostic.start + diagnostic.length),
    }),
  );
  return { source, problems };
}

function scriptKind(path: string): ts.ScriptKind {
  if (path.endsWith(".tsx")) return ts.ScriptKind.TSX;
  if (/\.[cm]?ts$/.test(path)) return ts.ScriptKind.TS;
  // JSX is allowed in every JavaScript file, as bundlers do.
  return ts.ScriptKind.JSX;
}
