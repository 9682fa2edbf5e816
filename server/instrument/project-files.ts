// The source files of the program that a file belongs to, and how they refer to one another.

import type { Problem } from "#protocol/finding";
import { ts } from "ts-morph";
import type { SourceHost } from "../workspace/source-host";
import { rangeOf } from "./file-sites";
import { directoryOf, isUserFile, normalPath } from "./paths";
import { packageDirectory, resolveSource } from "./resolve-source";

/** More files than this are not searched for an entry. */
const MOST_FILES = 5000;

export interface ProjectFiles {
  readonly paths: readonly string[];
  readonly options: ts.CompilerOptions;
}

/** Files that one file loads: by import, or as another thread's entry. */
export interface References {
  readonly imports: readonly string[];
  readonly threads: readonly string[];
}

/** The nearest tsconfig.json at or above a file. */
export function findTsconfig(path: string, host: SourceHost): string | undefined {
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    const candidate = `${directory === "/" ? "" : directory}/tsconfig.json`;
    if (host.exists(candidate)) return candidate;
    if (directory === "/" || !directory.includes("/")) return undefined;
  }
}

/** What is wrong with the configuration of a TypeScript program; everything goes on with what can be read of it. */
export function tsconfigProblems(path: string, host: SourceHost): readonly Problem[] {
  if (!/\.[cm]?tsx?$/.test(path)) return [];
  const config = findTsconfig(path, host);
  if (config === undefined) {
    const message = "There is no tsconfig.json at or above this file; the compiler's defaults are used.";
    return [{ severity: "information", message, file: path }];
  }
  const text = host.read(config) ?? "";
  const syntax = ts.parseConfigFileTextToJson(config, text).error;
  if (syntax !== undefined) return [configProblem(config, text, syntax)];
  const reader = {
    useCaseSensitiveFileNames: true,
    fileExists: (file: string) => host.exists(normalPath(file)),
    readFile: (file: string) => host.read(normalPath(file)),
    // Which files there are is another question, and a slow one.
    readDirectory: () => [path],
  };
  const { errors } = ts.parseJsonSourceFileConfigFileContent(
    ts.parseJsonText(config, text),
    reader,
    directoryOf(config),
  );
  return errors.map((error) => configProblem(config, text, error));
}

function configProblem(config: string, text: string, error: ts.Diagnostic): Problem {
  const message = ts.flattenDiagnosticMessageText(error.messageText, "\n");
  const start = error.file === undefined || error.file.fileName === config ? (error.start ?? 0) : 0;
  const source = ts.createSourceFile(config, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JSON);
  return { severity: "warning", message, file: config, range: rangeOf(source, start, start + (error.length ?? 1)) };
}

export function projectFiles(path: string, host: SourceHost): ProjectFiles {
  const config = findTsconfig(path, host);
  const inRoot = config !== undefined && isUserFile(host.root, config);
  const base = inRoot && config !== undefined ? directoryOf(config) : packageDirectory(path, host);
  const text = config === undefined ? "{}" : (host.read(config) ?? "{}");
  const { config: raw } = ts.parseConfigFileTextToJson(config ?? "tsconfig.json", text);
  const parsed = ts.parseJsonConfigFileContent(
    inRoot ? (raw ?? {}) : { include: ["**/*"] },
    {
      useCaseSensitiveFileNames: true,
      fileExists: (file) => host.exists(normalPath(file)),
      readFile: (file) => host.read(normalPath(file)),
      readDirectory: (...args) => ts.sys.readDirectory(...args),
    },
    base,
    { allowJs: true },
  );
  const paths = parsed.fileNames
    .map(normalPath)
    .filter((file) => isUserFile(host.root, file) && !/\.d\.[cm]?ts$/.test(file));
  return { paths: [...new Set([path, ...paths])].slice(0, MOST_FILES), options: parsed.options };
}

export function referencesOf(path: string, text: string, options: ts.CompilerOptions, host: SourceHost): References {
  const directories = [directoryOf(path), packageDirectory(path, host), host.root];
  const imports = ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => resolveImport(fileName, path, options, host))
    .filter((found) => found !== undefined);
  const threads: string[] = [];
  if (/\bWorker\b|\bfork\b/.test(text)) {
    for (const [, literal = ""] of text.matchAll(/["'`]([^"'`\n]+\.[cm]?[jt]sx?)["'`]/g)) {
      const found = resolveSource(literal, directories, host);
      if (found !== undefined && !imports.includes(found)) threads.push(found);
    }
  }
  return { imports, threads };
}

function resolveImport(
  specifier: string,
  from: string,
  options: ts.CompilerOptions,
  host: SourceHost,
): string | undefined {
  if (specifier.startsWith(".")) return resolveSource(specifier, [directoryOf(from)], host);
  if (options.paths === undefined && options.baseUrl === undefined) return undefined;
  const { resolvedModule } = ts.resolveModuleName(specifier, from, options, {
    fileExists: (file) => host.read(normalPath(file)) !== undefined,
    readFile: (file) => host.read(normalPath(file)),
  });
  const found = resolvedModule === undefined ? undefined : normalPath(resolvedModule.resolvedFileName);
  return found !== undefined && isUserFile(host.root, found) ? found : undefined;
}
