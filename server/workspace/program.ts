// The compiler's program over a project's files: files are parsed once and kept until they change, and so is what has not changed of the program.

import { Project, ts } from "ts-morph";
import type { Sources } from "./file-system";
import { type Check, NEVER } from "./give-up";
import { resolveIn } from "./neighbours";
import type { ProjectPlan } from "./projects";

export interface ProgramKeeper {
  /** The program with at least these files, as they are now. The same object as before where nothing changed. */
  program(wanted: Iterable<string>, check: Check): ts.Program;
  /** The text of the file may be another now. */
  changed(path: string): void;
  /** The file as the last program has it. */
  sourceFile(path: string): ts.SourceFile | undefined;
}

const LIBRARY = "/node_modules/typescript/lib";

export function keepProgram(plan: ProjectPlan, sources: Sources): ProgramKeeper {
  const library = libraryFiles();
  const files = new Map<string, ts.SourceFile>();
  const roots = new Set<string>();
  const dirty = new Set<string>();
  let program: ts.Program | undefined;
  /** The last program was not finished. */
  let givenUp = false;
  let interrupt: Check = NEVER;

  const read = (path: string): string | undefined =>
    path.startsWith(`${LIBRARY}/`) ? library.readFile(path) : sources.read(path);
  const host: ts.CompilerHost = {
    getSourceFile(path, options) {
      interrupt();
      const known = files.get(path);
      if (known !== undefined && !dirty.has(path)) return known;
      const text = read(path);
      if (text === undefined) {
        files.delete(path);
        return undefined;
      }
      if (known !== undefined && known.text === text) return known;
      const parsed = parse(path, text, options);
      files.set(path, parsed);
      return parsed;
    },
    getDefaultLibFileName: (options) => `${LIBRARY}/${ts.getDefaultLibFileName(options)}`,
    getDefaultLibLocation: () => LIBRARY,
    writeFile() {
      throw new Error("[interleave bug] the analysis writes no files");
    },
    getCurrentDirectory: () => sources.root,
    getCanonicalFileName: (path) => (isCaseSensitive() ? path : path.toLowerCase()),
    useCaseSensitiveFileNames: isCaseSensitive,
    getNewLine: () => "\n",
    fileExists: (path) => (path.startsWith(`${LIBRARY}/`) ? library.fileExists(path) : sources.exists(path)),
    readFile: read,
    directoryExists: (path) =>
      ts.sys.directoryExists(path) || [...sources.overlaid()].some((file) => file.startsWith(`${path}/`)),
    getDirectories: (path) => ts.sys.getDirectories(path),
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
  };
  const moduleCache = ts.createModuleResolutionCache(sources.root, host.getCanonicalFileName, plan.options);
  host.getModuleResolutionCache = () => moduleCache;
  if (plan.neighbours !== undefined)
    host.resolveModuleNameLiterals = (names, from, _, options, source) =>
      names.map((name) => {
        const mode = ts.getModeForUsageLocation(source, name, options);
        return { resolvedModule: resolveIn(name.text, from, plan, host, moduleCache, mode) };
      });

  return {
    program(wanted, check) {
      const before = roots.size;
      for (const path of wanted) if (sources.exists(path)) roots.add(path);
      const gone = [...dirty].filter((path) => roots.has(path) && !sources.exists(path));
      for (const path of gone) roots.delete(path);
      if (program !== undefined && !givenUp && dirty.size === 0 && roots.size === before) return program;
      const touched = [...dirty].some((path) => files.get(path)?.text !== sources.read(path));
      if (program === undefined || givenUp || touched || gone.length > 0 || roots.size !== before) {
        givenUp = true;
        interrupt = check;
        program = ts.createProgram({
          rootNames: [...roots],
          options: plan.options,
          host,
          ...(program === undefined ? {} : { oldProgram: program }),
        });
        // Whoever asks for a file later must get it.
        interrupt = NEVER;
        givenUp = false;
      }
      dirty.clear();
      return program;
    },
    changed(path) {
      dirty.add(path);
    },
    sourceFile: (path) => program?.getSourceFile(path),
  };
}

/** Comments are parsed only where somebody may have put a tag of ours into one. */
function parse(path: string, text: string, options: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile {
  const jsDocParsingMode = text.includes("@interleave") ? ts.JSDocParsingMode.ParseAll : ts.JSDocParsingMode.ParseNone;
  const given = typeof options === "object" ? options : { languageVersion: options };
  return ts.createSourceFile(path, text, { ...given, jsDocParsingMode });
}

/** The compiler's own declarations, which ts-morph carries with it as text. */
function libraryFiles(): { readFile(path: string): string | undefined; fileExists(path: string): boolean } {
  return new Project({ useInMemoryFileSystem: true, skipAddingFilesFromTsConfig: true }).getModuleResolutionHost();
}

function isCaseSensitive(): boolean {
  return process.platform !== "win32" && process.platform !== "darwin";
}
