// The projects of a workspace: one for each tsconfig, one with default options for files without.

import { dirname } from "node:path";
import type { Problem } from "#protocol/finding";
import { ts } from "ts-morph";
import { isSource, nearest, type Sources, walk } from "./file-system";
import { type Neighbours, withNeighbours } from "./neighbours";

export interface ProjectPlan {
  /** Absolute path of the tsconfig; absent for files without one. */
  readonly config: string | undefined;
  readonly options: ts.CompilerOptions;
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  /** What it takes from other projects of the workspace; absent where it needs none. */
  readonly neighbours?: Neighbours;
}

/** Which file belongs to which project. `only`: this tsconfig alone, or what it refers to where it has no files of its own. */
export function planProjects(sources: Sources, only: string | undefined): ProjectPlan[] {
  const found = walk(sources.root);
  const overlaid = [...sources.overlaid()].filter(isSource);
  const configs =
    only !== undefined
      ? [only]
      : [...new Set([...found.configs, ...[...sources.overlaid()].filter((path) => path.endsWith("/tsconfig.json"))])];
  const parsedConfigs = withReferences(configs, sources, only === undefined);
  const taken = new Set<string>();
  const plans: ProjectPlan[] = [];
  // The innermost first: a file belongs to the nearest project that includes it, and to a `tsconfig.json` before its variants.
  for (const [config, parsed] of [...parsedConfigs].sort(([a], [b]) => innermostFirst(a, b))) {
    const files = parsed.files.filter((path) => isSource(path) && !taken.has(path) && sources.exists(path));
    const open = overlaid.filter(
      (path) => !taken.has(path) && !files.includes(path) && nearest(path, configs) === config,
    );
    for (const path of [...files, ...open]) taken.add(path);
    plans.push({ config, options: parsed.options, files: [...files, ...open].sort(), problems: parsed.problems });
  }
  if (only === undefined) {
    const loose = [...new Set([...found.sources, ...overlaid])].filter(
      (path) => !taken.has(path) && sources.exists(path) && nearest(path, configs) === undefined,
    );
    if (loose.length > 0)
      plans.push({ config: undefined, options: adapted(DEFAULT_OPTIONS), files: loose.sort(), problems: [] });
  }
  plans.sort((a, b) => ((a.config ?? "") < (b.config ?? "") ? -1 : 1));
  return withNeighbours(plans, (config) => parsedConfigs.get(config)?.references ?? [], sources);
}

const DEFAULT_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  jsx: ts.JsxEmit.Preserve,
};

/** Names of packages' types are all visible unless the project says otherwise, as they are for TypeScript 5. */
function adapted(options: ts.CompilerOptions): ts.CompilerOptions {
  return {
    ...options,
    types: options.types ?? ["*"],
    noEmit: true,
    skipLibCheck: true,
    composite: false,
    incremental: false,
    declaration: false,
  };
}

/**
 * The tsconfigs and all that they refer to, whatever the files are called: an editor finds those the same way
 * (https://www.typescriptlang.org/docs/handbook/project-references.html). Cyclic references are read once.
 */
function withReferences(configs: readonly string[], sources: Sources, always: boolean): Map<string, ParsedConfig> {
  const parsed = new Map<string, ParsedConfig>();
  const pending = [...configs];
  for (let config = pending.shift(); config !== undefined; config = pending.shift()) {
    if (parsed.has(config)) continue;
    const own = parseConfig(config, sources);
    parsed.set(config, own);
    if (always || own.files.length === 0) pending.push(...own.references);
  }
  return parsed;
}

function innermostFirst(a: string, b: string): number {
  const deeper = b.split("/").length - a.split("/").length;
  const named = Number(b.endsWith("/tsconfig.json")) - Number(a.endsWith("/tsconfig.json"));
  return deeper || named || (a < b ? -1 : 1);
}

interface ParsedConfig {
  readonly options: ts.CompilerOptions;
  readonly files: readonly string[];
  /** Absolute paths of the tsconfigs that it refers to. */
  readonly references: readonly string[];
  readonly problems: readonly Problem[];
}

function parseConfig(config: string, sources: Sources): ParsedConfig {
  const text = sources.read(config);
  if (text === undefined) {
    return {
      options: adapted(DEFAULT_OPTIONS),
      files: [],
      references: [],
      problems: [{ severity: "error", message: `${config} is not there.`, file: config }],
    };
  }
  const json = ts.readJsonConfigFile(config, () => text);
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
    readDirectory: (...args) => ts.sys.readDirectory(...args),
    fileExists: (path) => sources.exists(path),
    readFile: (path) => sources.read(path),
  };
  const parsed = ts.parseJsonSourceFileConfigFileContent(json, host, dirname(config), undefined, config);
  // 18002, 18003: a project without files; usual for one that only refers to others.
  const broken = ts.parseConfigFileTextToJson(config, text).error;
  const errors = [...(broken === undefined ? [] : [broken]), ...parsed.errors].filter(
    (error) => error.code !== 18002 && error.code !== 18003,
  );
  return {
    options: adapted(parsed.options),
    files: parsed.fileNames,
    references: (parsed.projectReferences ?? []).map((reference) => ts.resolveProjectReferencePath(reference)),
    problems: errors.map((error) => problemOf(error, config)),
  };
}

export function problemOf(error: ts.Diagnostic, file: string): Problem {
  const message = ts.flattenDiagnosticMessageText(error.messageText, "\n");
  const { file: source, start, length = 0 } = error;
  if (source === undefined || start === undefined) return { severity: "warning", message, file };
  const range = {
    start: source.getLineAndCharacterOfPosition(start),
    end: source.getLineAndCharacterOfPosition(start + length),
  };
  return { severity: "warning", message, file: source.fileName, range };
}
