// Makes the code of one virtual thread's entry: bundle, lower, and nothing of the host left in it.

import { resolve } from "node:path";
import type { BuildOptions, BuildResult, Message } from "esbuild";
import { PROBE_NAME } from "#engine/runtime/abi";
import type { CodeUnit } from "#engine/scenario";
import type { Problem } from "#protocol/finding";
import type { SourceHost } from "../workspace/source-host";
import { programPlugin } from "./bundle-plugin";
import type { Bundler } from "./bundler";
import { lower } from "./lower";
import { directoryOf, isUserFile, normalPath } from "./paths";
import { asksItself, CODE_MODULE, impliedModules, makesCode, TEST_RUNNER, testGlobals } from "./platform-modules";
import type { UserFile } from "./user-files";

/** Attempts to bundle: each may find more modules that cannot be resolved. */
const ATTEMPTS = 8;
const IMPORT_META = "__il_meta";

export interface UnitInput {
  readonly id: string;
  readonly kind: "esm" | "cjs";
  readonly entry: UserFile;
  /** The entry is a text inside another file. */
  readonly inline: boolean;
  readonly host: SourceHost;
  readonly load: (path: string) => UserFile | undefined;
  /** Files that the program may ask for by a path that only the run knows: absolute by virtual path. */
  readonly modules?: ReadonlyMap<string, string>;
}

/** A module that the bundle refers to and that is not in it. */
export interface MissingModule {
  readonly name: string;
  readonly reason: string;
  /** Absolute path of the file that imports it. */
  readonly importer: string;
  /** What to say instead of "is not simulated". */
  readonly said?: string;
}

export interface BuiltUnit {
  /** Absent where the bundle failed; `problems` then says why. Its code still carries placeholders. */
  readonly unit: CodeUnit | undefined;
  readonly files: readonly UserFile[];
  readonly missing: readonly MissingModule[];
  /** Files from which libraries in it start threads. */
  readonly threads: readonly string[];
  readonly problems: readonly Problem[];
}

export async function buildUnit(input: UnitInput, bundler: Bundler): Promise<BuiltUnit> {
  const files = new Map<string, UserFile>();
  if (input.inline) files.set(input.entry.path, input.entry);
  const missing = new Map<string, MissingModule>();
  const threads = new Set<string>();
  const bundled = await bundle(input, bundler, files, missing, threads);
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const syntax = sorted.flatMap((file) => file.problems);
  const made = { files: sorted, missing: [...missing.values()].sort(byName), threads: [...threads].sort() };
  if (syntax.length > 0) return { ...made, unit: undefined, problems: syntax };
  if (bundled.code === undefined) return { ...made, unit: undefined, problems: bundled.problems };

  const lowering = {
    bundle: bundled.code,
    kind: input.kind,
    strict: input.entry.shape.esm || input.kind === "esm",
    topLevelAwait: sorted.some((file) => file.shape.topLevelAwait),
    suspendable: sorted.some((file) => file.suspendable !== undefined),
    suspendsAtTop: sorted.some((file) => file.suspendable?.module === true),
  };
  let lowered = await lower(lowering, bundler);
  if (lowered.kind === "awaits") lowered = await lower({ ...lowering, topLevelAwait: true }, bundler);
  if (lowered.kind !== "lowered") {
    const message = lowered.kind === "failed" ? lowered.message : "top-level `await` was not understood";
    const problem: Problem = {
      severity: "error",
      message: `[instrument bug] ${input.id}: ${message}`,
      file: input.entry.path,
    };
    return { ...made, unit: undefined, problems: [problem] };
  }
  return { ...made, unit: { id: input.id, kind: input.kind, code: lowered.code }, problems: bundled.problems };
}

interface Bundled {
  readonly code: string | undefined;
  readonly problems: readonly Problem[];
}

async function bundle(
  input: UnitInput,
  bundler: Bundler,
  files: Map<string, UserFile>,
  missing: Map<string, MissingModule>,
  threads: Set<string>,
): Promise<Bundled> {
  const unresolved = new Set<string>();
  const problems: Problem[] = [];
  let raw: BuildOptions["tsconfigRaw"];
  let implied: readonly string[] | undefined;
  let own = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const plugin = programPlugin({
      host: input.host,
      bundler,
      entry: input.entry.path,
      load(path) {
        const file = input.load(path);
        if (file !== undefined) files.set(path, file);
        return file;
      },
      missing: unresolved,
      asksItself: own,
      thread: (path) => void threads.add(path),
      opaque: (name, reason, importer, said) =>
        missing.set(`${name}\n${importer}`, { name, reason, importer: normalPath(importer), ...(said && { said }) }),
    });
    const outcome = await attemptBundle(
      { ...options(input, implied ?? []), plugins: [plugin], ...(raw && { tsconfigRaw: raw }) },
      bundler,
    );
    if (outcome.kind === "built" && implied === undefined) {
      implied = impliedModules([...files.values()]);
      own = asksItself([...files.values()]);
      if (own) missing.clear();
      if (implied.length > 0 || own) continue;
    }
    if (outcome.kind === "built" && !implied?.includes(CODE_MODULE) && makesCode(outcome.code)) {
      implied = [...(implied ?? []), CODE_MODULE];
      continue;
    }
    if (outcome.kind === "built")
      return { code: outcome.code, problems: [...problems, ...tsconfigProblems(outcome.warnings, input)] };
    const before = unresolved.size;
    for (const error of outcome.errors) {
      const name = /^Could not resolve "(.+)"$/.exec(error.text)?.[1];
      if (name !== undefined) unresolved.add(name);
    }
    if (unresolved.size > before) continue;
    const broken = outcome.errors.filter(isTsconfig);
    if (broken.length > 0 && raw === undefined) {
      raw = {};
      problems.push(...broken.map((error) => ({ ...problemOf(error, input, files), severity: "warning" as const })));
      continue;
    }
    return {
      code: undefined,
      problems: [...problems, ...outcome.errors.map((error) => problemOf(error, input, files))],
    };
  }
  return {
    code: undefined,
    problems: [{ severity: "error", message: "The program's modules could not be resolved.", file: input.entry.path }],
  };
}

function options({ host, entry, inline, modules }: UnitInput, implied: readonly string[]): BuildOptions {
  // Importing the entry, rather than naming it, leaves no exports.
  const program = inline ? (entry.instrumented?.code ?? "") : `import ${JSON.stringify(entry.path)};`;
  const contents =
    implied.map((module) => `import ${JSON.stringify(module)};`).join("") + program + provided(modules ?? new Map());
  return {
    stdin: { contents, loader: "js", resolveDir: directoryOf(entry.path) },
    absWorkingDir: host.root,
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "es2022",
    // Async syntax is for the second pass, which sees top-level `await` inside a function.
    supported: { using: true, decorators: false },
    // A package's own claim to be free of side effects must not drop what its entry does.
    ignoreAnnotations: true,
    define: { "import.meta": IMPORT_META, ...(implied.includes(TEST_RUNNER) ? testGlobals() : {}) },
    legalComments: "none",
    charset: "utf8",
    logLevel: "silent",
    logLimit: 0,
  };
}

/** Each is evaluated when it is first asked for. */
function provided(modules: ReadonlyMap<string, string>): string {
  return [...modules]
    .map(([name, path]) => `\n${PROBE_NAME}.module(${JSON.stringify(name)},()=>require(${JSON.stringify(path)}));`)
    .join("");
}

type Attempt =
  | { readonly kind: "built"; readonly code: string; readonly warnings: readonly Message[] }
  | { readonly kind: "failed"; readonly errors: readonly Message[] };

async function attemptBundle(settings: BuildOptions, bundler: Bundler): Promise<Attempt> {
  try {
    const result: BuildResult = await bundler.build(settings);
    const text = result.outputFiles?.[0]?.text ?? "";
    const meta = text.includes(IMPORT_META)
      ? `const ${IMPORT_META} = { url: "file:///workspace/node_modules/" };\n`
      : "";
    // esbuild says before each file which one it is; as a legal comment that outlives the next pass, for the stacks of errors.
    const marked = text.replaceAll(/^\/\/ (?=\S+$)/gm, "//! ");
    return { kind: "built", code: meta + marked, warnings: result.warnings };
  } catch (error) {
    return { kind: "failed", errors: messagesOf(error) };
  }
}

function messagesOf(error: unknown): readonly Message[] {
  if (error instanceof Error && "errors" in error && Array.isArray(error.errors)) return error.errors;
  const text = error instanceof Error ? error.message : String(error);
  return [{ id: "", pluginName: "", text, location: null, notes: [], detail: undefined }];
}

function isTsconfig(message: Message): boolean {
  return /tsconfig[^/]*\.json$/.test(message.location?.file ?? "") || /tsconfig/.test(message.text);
}

/** Once each: the bundler warns at every lookup that reads the file. */
function tsconfigProblems(warnings: readonly Message[], input: UnitInput): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const warning of warnings.filter(isTsconfig)) {
    const problem: Problem = { ...problemOf(warning, input, new Map()), severity: "warning" };
    problems.set(JSON.stringify(problem), problem);
  }
  return [...problems.values()];
}

/** esbuild counts lines from 1; its columns are of the instrumented text, so the whole line is meant. */
function problemOf(message: Message, input: UnitInput, files: ReadonlyMap<string, UserFile>): Problem {
  const { location, text } = message;
  if (location === null) return { severity: "error", message: text, file: input.entry.path };
  const path =
    location.namespace === "file" || location.namespace === ""
      ? normalPath(resolve(input.host.root, location.file))
      : input.entry.path;
  const known = files.get(path)?.text ?? (isUserFile(input.host.root, path) ? input.host.read(path) : undefined);
  const line = location.line - 1;
  const length = known?.split("\n")[line]?.length ?? location.lineText.length;
  return {
    severity: "error",
    message: text,
    file: path,
    range: { start: { line, character: 0 }, end: { line, character: length } },
  };
}

function byName(a: MissingModule, b: MissingModule): number {
  return `${a.name}\n${a.importer}` < `${b.name}\n${b.importer}` ? -1 : 1;
}
