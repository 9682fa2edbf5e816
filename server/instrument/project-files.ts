// The source files of the program that a file belongs to, and how they refer to one another.

import type { Problem } from "#protocol/finding";
import { ts } from "ts-morph";
import type { SourceHost } from "../workspace/source-host";
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

/** That a TypeScript program has no configuration is worth a word, not more. */
export function missingTsconfig(path: string, host: SourceHost): readonly Problem[] {
  if (!/\.[cm]?tsx?$/.test(path) || findTsconfig(path, host) !== undefined) return [];
  const message = "There is no tsconfig.json at or above this file; the compiler's defaults are used.";
  return [{ severity: "information", message, file: path }];
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
