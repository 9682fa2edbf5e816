// The front door: a file (and a place in it) becomes a Scenario that the engine can run. Reading only; nothing of the user's is executed.

import type { Assumption, CodeUnit, Scenario } from "#engine/scenario";
import type { Position, Problem } from "#protocol/finding";
import type { StartEdit } from "#protocol/server";
import type { FoundPrimitive } from "../workspace/analysis";
import type { SourceHost } from "../workspace/source-host";
import { readUserCatalog } from "../workspace/user-catalog";
import { assemble, lineAndCharacter } from "./assemble";
import { buildUnit, type MissingModule } from "./build-unit";
import { type Bundler, loadBundler } from "./bundler";
import { givenFiles } from "./given-files";
import { moduleKind } from "./module-kind";
import { normalPath, virtualPath } from "./paths";
import { planStart, type Said } from "./plan-start";
import { tsconfigProblems } from "./project-files";
import { wrongResults } from "./simulated-value";
import { findSuspendable, type SuspendableFile } from "./suspendable";
import { createUserFiles, type UserFile, type UserFiles } from "./user-files";
import type { WorkerReference } from "./walk";

export interface ScenarioRequest {
  /** Absolute path. */
  readonly entry: string;
  /** A place in a function of `entry`: that function is what shall be seen at work. */
  readonly position?: Position;
  /** Name of a function of `entry` to start, instead of `position`. */
  readonly functionName?: string;
  /** What a person started instead of what would be found. */
  readonly edit?: StartEdit;
  readonly cancelled?: () => boolean;
}

export interface ScenarioOptions {
  /** The user's own primitives that the analyzer found. */
  readonly primitives?: readonly FoundPrimitive[];
}

export interface ScenarioAnswer {
  /** Absent where nothing can be run; `problems` then says why and where. */
  readonly scenario?: Scenario;
  readonly problems: readonly Problem[];
  /** What is started in words of the source; absent for a whole program. */
  readonly said?: Said;
}

/** More threads' entries than this are a mistake in the program or in us. */
const MOST_UNITS = 64;

/** Never rejects because of user code: whatever is wrong with it is a problem. */
export async function buildScenario(
  request: ScenarioRequest,
  host: SourceHost,
  options: ScenarioOptions = {},
): Promise<ScenarioAnswer> {
  const path = normalPath(request.entry);
  try {
    return await build(path, request, host, options);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problems: [{ severity: "error", message: `[instrument bug] ${message}`, file: path }] };
  }
}

async function build(
  path: string,
  request: ScenarioRequest,
  host: SourceHost,
  options: ScenarioOptions,
): Promise<ScenarioAnswer> {
  const problems: Problem[] = [];
  const text = host.read(path);
  if (text === undefined) return { problems: [noFile(path)] };
  const start = planStart(path, text, request, host);
  if (start.entry === undefined) return { problems: start.problems };
  const loader = (suspendable?: ReadonlyMap<string, SuspendableFile>) =>
    createUserFiles(host, options.primitives ?? [], start.calls, suspendable);
  const files = loader();
  const entry = files.load(start.entry);
  if (entry === undefined) return { problems: [noFile(start.entry)] };
  const ofConfig = tsconfigProblems(entry.path, host);
  problems.push(...ofConfig);

  const bundler = await loadBundler();
  const cancelled = request.cancelled ?? (() => false);
  const { starter } = start;
  const firstOf = (from: UserFiles, file: UserFile): PlannedUnit =>
    starter === undefined
      ? fileUnit(file, host)
      : {
          id: `${virtualPath(host.root, file.path)} (its starter)`,
          kind: "cjs",
          entry: from.loadText(file.path, starter.text, () => ({ line: 0, character: 0 })),
          inline: true,
        };
  const plain = await buildUnits(firstOf(files, entry), files, host, bundler, cancelled);
  const built = await withSuspension(plain, entry.path, (suspendable, path) => {
    const again = loader(suspendable);
    return buildUnits(firstOf(again, again.load(path) ?? entry), again, host, bundler, cancelled);
  });
  if (starter !== undefined) built.assumptions.push({ kind: "argument", message: starter.assumption });
  // The bundler reads the tsconfig too, and has other words for what is wrong there.
  const told = new Set(ofConfig.map(({ file }) => file));
  problems.push(...built.problems.filter(({ file }) => !told.has(file)));
  if (built.units.length === 0) return { problems };
  const { scenario, problems: found } = assemble({
    root: host.root,
    entry,
    units: built.units,
    files: [...built.files.values()],
    missing: built.missing,
    assumptions: built.assumptions,
    primitives: options.primitives ?? [],
  });
  const own = readUserCatalog(host.root, (file) => host.read(file));
  const { given, problems: ofGiven } = givenFiles([...built.files.values()]);
  problems.push(...ofGiven, ...wrongResults([...built.files.values()]));
  const known: Scenario = {
    ...scenario,
    ...(own.entries.length === 0 ? {} : { catalog: own.entries }),
    ...(given.length === 0 ? {} : { given }),
  };
  const said = start.said === undefined ? {} : { said: start.said };
  return { scenario: known, problems: [...problems, ...found, ...own.problems], ...said };
}

/**
 * Builds a program that touches shared memory a second time, now that all its files are known: functions that can stop in the
 * middle become generators. A module that must not wait at its top level (CommonJS that others require) is left as it is.
 */
async function withSuspension(
  plain: BuiltUnits,
  entry: string,
  build: (suspendable: ReadonlyMap<string, SuspendableFile>, entry: string) => Promise<BuiltUnits>,
): Promise<BuiltUnits> {
  if (plain.units.length === 0) return plain;
  const suspendable = findSuspendable([...plain.files.values()]);
  if (suspendable === undefined) return plain;
  const whole = await build(suspendable, entry);
  if (whole.units.length > 0) return whole;
  const inside = new Map([...suspendable].map(([path, file]) => [path, { ...file, module: false }]));
  const partly = await build(inside, entry);
  return partly.units.length > 0 ? partly : plain;
}

function noFile(path: string): Problem {
  return { severity: "error", message: `There is no file ${path}.`, file: path };
}

interface BuiltUnits {
  /** Empty where the program cannot be run. */
  readonly units: { readonly unit: CodeUnit; readonly entryKey: string }[];
  readonly files: Map<string, UserFile>;
  readonly missing: MissingModule[];
  readonly assumptions: Assumption[];
  readonly problems: Problem[];
}

interface PlannedUnit {
  readonly id: string;
  readonly kind: "esm" | "cjs";
  readonly entry: UserFile;
  readonly inline: boolean;
  /** The program's own files that it may ask for. */
  readonly modules?: ReadonlyMap<string, string>;
  /** A library's own file: whether it is ever started, only the run knows, so that it may fail to be built. */
  readonly ofLibrary?: boolean;
}

function fileUnit(file: UserFile, host: SourceHost): PlannedUnit {
  return {
    id: virtualPath(host.root, file.path),
    kind: moduleKind(file.path, file.shape, host),
    entry: file,
    inline: false,
  };
}

/** The entry's unit, and one for every thread and process that it can be seen to start, and so on. */
async function buildUnits(
  first: PlannedUnit,
  files: UserFiles,
  host: SourceHost,
  bundler: Bundler,
  cancelled: () => boolean,
): Promise<BuiltUnits> {
  const result: BuiltUnits = { units: [], files: new Map(), missing: [], assumptions: [], problems: [] };
  const planned = new Map<string, PlannedUnit>();
  const plan = (unit: PlannedUnit): void => {
    if (!planned.has(unit.id)) planned.set(unit.id, unit);
  };
  const seen = new Set<string>();
  /** Files that libraries' threads ask for, absolute by virtual path. */
  const handlers = new Map<string, string>();
  plan(first);
  for (const unit of planned.values()) {
    if (cancelled()) return { ...result, units: [] };
    if (planned.size > MOST_UNITS) {
      const message = `The program starts more than ${MOST_UNITS} different worker files.`;
      return { ...result, units: [], problems: [{ severity: "error", message, file: first.entry.siteFile }] };
    }
    const build = (more: Pick<PlannedUnit, "modules">) =>
      buildUnit({ ...unit, ...more, host, load: files.load }, bundler);
    const alone = await build({});
    const jobs = jobsAskedFor(alone.files, host);
    const built = jobs.size === 0 ? alone : await build({ modules: new Map([...(unit.modules ?? []), ...jobs]) });
    if (built.unit !== undefined || unit.ofLibrary !== true)
      result.problems.push(
        ...built.problems.filter((problem) => !result.problems.some((known) => same(known, problem))),
      );
    result.missing.push(...built.missing.filter((module) => !result.missing.some((known) => same(known, module))));
    if (built.unit === undefined && unit.ofLibrary === true) continue;
    if (built.unit === undefined) return { ...result, units: [] };
    result.units.push({ unit: built.unit, entryKey: unit.entry.key });
    for (const file of built.files) {
      result.files.set(file.path, file);
      if (seen.has(file.path)) continue;
      seen.add(file.path);
      for (const reference of file.instrumented?.workers ?? []) {
        if (reference.kind === "handler") handlers.set(virtualPath(host.root, reference.path), reference.path);
        const next = planWorker(reference, file, files, result);
        if (next !== undefined) plan(next.kind === "file" ? fileUnit(next.file, host) : next.unit);
      }
    }
    for (const path of built.threads) {
      const file = files.load(path);
      if (file !== undefined) plan({ ...fileUnit(file, host), modules: handlers, ofLibrary: true });
    }
  }
  return result;
}

/** Files of the program that a library in this very thread asks for. */
function jobsAskedFor(files: readonly UserFile[], host: SourceHost): ReadonlyMap<string, string> {
  return new Map(
    files
      .flatMap((file) => file.instrumented?.workers ?? [])
      .flatMap((one) =>
        one.kind === "handler" && one.here ? [[virtualPath(host.root, one.path), one.path] as const] : [],
      ),
  );
}

type Planned =
  | { readonly kind: "file"; readonly file: UserFile }
  | { readonly kind: "text"; readonly unit: PlannedUnit };

function planWorker(
  reference: WorkerReference,
  file: UserFile,
  files: UserFiles,
  result: BuiltUnits,
): Planned | undefined {
  if (reference.kind === "handler") return undefined;
  if (reference.kind === "file") {
    const worker = files.load(reference.path);
    return worker === undefined ? undefined : { kind: "file", file: worker };
  }
  const at = (offset: number): Position => lineAndCharacter(file.text, offset);
  const range = { start: at(reference.start), end: at(reference.end) };
  if (reference.kind === "eval") {
    // Offsets are exact where the literal has no escapes; otherwise the whole literal is meant.
    const verbatim = file.text.slice(reference.start + 1, reference.end - 1) === reference.source;
    const place = (offset: number): Position => (verbatim ? at(reference.start + 1 + offset) : range.start);
    const text = files.loadText(file.siteFile, reference.source, place);
    return { kind: "text", unit: { id: `eval:${reference.source}`, kind: "cjs", entry: text, inline: true } };
  }
  const message = `The worker file \`${reference.text}\` cannot be found from the source, so that thread is not simulated.`;
  result.problems.push({ severity: "warning", message, file: file.siteFile, range });
  result.assumptions.push({ kind: "not-simulated", message });
  return undefined;
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
