// The facts of one project: which of its files are near a concurrency API, lowered once and again only when they must be.

import { dirname } from "node:path";
import type { Problem } from "#protocol/finding";
import { ts } from "ts-morph";
import { type Catalog, packageOf } from "#server/model/catalog-lookup";
import type { FileFacts } from "#server/model/facts";
import { lowerFile } from "#server/model/lower";
import { declaredNames, waitingNames } from "#server/model/declared-names";
import { type MemberNames, quickChecker } from "#server/model/quick-checker";
import { tagProblems } from "#server/model/tags";
import { isTestFile } from "#server/model/test-files";
import { affectedBy, usersOf } from "./affected";
import { stampOf } from "./cache";
import type { Sources } from "./file-system";
import { type Check, GivenUp, NEVER } from "./give-up";
import { keptFacts } from "./kept-facts";
import { knownRounds } from "./known-rounds";
import { hashOf, importsOf, isNear } from "./prefilter";
import { resolveIn } from "./neighbours";
import { isOutdated, type Place, placesIn } from "./places";
import { keepProgram, type ProgramKeeper } from "./program";
import { type ProjectPlan, problemOf } from "./projects";
import { inShort, partsOf, type Visible } from "./visible";
import { hasWord } from "./words";

export interface ProjectFacts {
  readonly plan: ProjectPlan;
  /** Files that changed since the last time. */
  changed(paths: Iterable<string>): void;
  /**
   * Brings facts up to date, those of `open` files first. Yields after each file, and where those are done and the others' are
   * those from before. Where `check` throws, the next time goes on from there.
   */
  refresh(check: Check, open?: ReadonlySet<string>): Generator<"file" | "open", { lowered: number }>;
  facts(): ReadonlyMap<string, FileFacts>;
  /** Changes whenever the facts say something else. */
  version(): number;
  problems(): readonly Problem[];
  /** Changes whenever a snapshot would be another one; 0 for one that was restored. */
  edition(): number;
  /** All that there is to know, for another time. */
  snapshot(): ProjectSnapshot;
  /** Takes over what is still true of a snapshot. @returns whether there was anything, which changes with what `refresh` finds changed */
  restore(snapshot: ProjectSnapshot): boolean;
}

/** Plain JSON. */
export interface ProjectSnapshot {
  readonly plan: string;
  /** Path and stamp of what is not the user's source, and facts depend on. */
  readonly others: readonly (readonly [string, string])[];
  readonly files: readonly (readonly [string, FileSnapshot])[];
}

interface FileSnapshot extends Scan {
  /** Absent where no facts can rest on the file. */
  readonly visible?: Visible;
  readonly facts?: FileFacts;
  /** What the facts name of other files by its place there. */
  readonly places?: readonly Place[];
  readonly problems?: readonly Problem[];
}

interface Scan {
  readonly hash: string;
  readonly near: boolean;
  /** Files of the project that it imports. */
  readonly imports: readonly string[];
  /** Packages of the catalog that it imports. */
  readonly packages: readonly string[];
  /** It says something to files that do not import it. */
  readonly ambient: boolean;
}

export function createProjectFacts(plan: ProjectPlan, sources: Sources, catalog: Catalog): ProjectFacts {
  const member = new Set(plan.files);
  const scans = new Map<string, Scan>();
  const facts = new Map<string, FileFacts>();
  const places = new Map<string, readonly Place[]>();
  const visibles = new Map<string, Visible>();
  const problemsOf = new Map<string, readonly Problem[]>();
  /** What is not the user's source, as it was when facts were made. */
  const others = new Map<string, string>();
  const stale = new Set<string>();
  const touched = new Set<string>();
  const memberNames: MemberNames = new WeakMap();
  const visibleIn = (source: ts.SourceFile) => {
    const names = memberNames.get(source) ?? declaredNames(source);
    memberNames.set(source, names);
    return { parts: partsOf(source), waiting: waitingNames(names) };
  };
  const roundAfter = knownRounds();
  let version = 0;
  let edition = 0;
  /** The facts are all that there are, but for what was touched since. */
  let isWhole = false;
  /** They were asked for before, and are about to be again: the compiler's program is worth its time. */
  let isInUse = false;
  let hasProgram = false;
  let interrupt: Check = NEVER;
  let keeper: ProgramKeeper | undefined;
  const moduleCache = ts.createModuleResolutionCache(sources.root, (path) => path, plan.options);
  const moduleHost: ts.ModuleResolutionHost = {
    fileExists: (path) => sources.exists(path),
    readFile: (path) => sources.read(path),
    directoryExists: (path) => ts.sys.directoryExists(path) || plan.files.some((file) => file.startsWith(`${path}/`)),
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
  };

  const textOf = (path: string): string => sources.read(path) ?? "";
  const parse = (path: string): ts.SourceFile => {
    const text = textOf(path);
    const known = keeper?.sourceFile(path);
    return known?.text === text ? known : ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  };

  const scan = (path: string): Scan => {
    const text = textOf(path);
    const hash = hashOf(text);
    const before = scans.get(path);
    if (before?.hash === hash) return before;
    const written = importsOf(text);
    const imports = written.flatMap((name) => {
      if (name.startsWith("node:")) return [];
      const resolved = resolveIn(name, path, plan, moduleHost, moduleCache)?.resolvedFileName;
      return resolved !== undefined && member.has(resolved) ? [resolved] : [];
    });
    const { packages: known } = catalog.names;
    const packages = [...new Set(written.flatMap((name) => [name, packageOf(name)]))].filter((name) =>
      known.includes(name),
    );
    const ambient = /\bdeclare\s+(?:global|module)\b/.test(text) || !/\b(?:import|export)\b/.test(text);
    const fresh: Scan = { hash, near: isNear(path, text, written, catalog), imports, packages, ambient };
    scans.set(path, fresh);
    return fresh;
  };

  /** What `uses` was asked about a file last, and what came out, for its text with this hash. */
  const used = new Map<string, { readonly hash: string; readonly answers: Map<string, boolean> }>();
  const uses = (path: string, words: readonly string[]): boolean => {
    const hash = scans.get(path)?.hash ?? "";
    let known = used.get(path);
    if (known === undefined || known.hash !== hash) {
      known = { hash, answers: new Map() };
      used.set(path, known);
    }
    const question = words.join(" ");
    const before = known.answers.get(question);
    if (before !== undefined) return before;
    const text = textOf(path);
    const answer = words.some((word) => hasWord(text, word));
    // Every edit of what it imports is another question.
    if (known.answers.size > 100) known.answers.clear();
    known.answers.set(question, answer);
    return answer;
  };

  const importersOf = (): Map<string, string[]> => {
    const importers = new Map<string, string[]>();
    for (const [path, { imports }] of scans) {
      for (const imported of imports) {
        const known = importers.get(imported);
        if (known === undefined) importers.set(imported, [path]);
        else known.push(path);
      }
    }
    return importers;
  };

  let asked: { readonly program: ts.Program; readonly checker: ts.TypeChecker; readonly present: Catalog } | undefined;
  /** Whom to ask about the files of a program, and about which libraries. */
  const asking = (program: ts.Program) => {
    if (asked?.program === program) return asked;
    const installed = packagesIn(program);
    for (const { packages } of scans.values()) for (const name of packages) installed.add(name);
    for (const { fileName } of program.getSourceFiles())
      if (!member.has(fileName) && !others.has(fileName)) others.set(fileName, stampOf(fileName));
    const present = catalog.only((module) => installed.has(module) || installed.has(packageOf(module)));
    const checker = interruptible(quickChecker(program, present, memberNames), () => interrupt());
    asked = { program, checker, present };
    return asked;
  };

  return {
    plan,
    changed(paths) {
      for (const path of paths) {
        // It was opened in an editor, and says what it said.
        if (!touched.has(path) && scans.get(path)?.hash === hashOf(textOf(path))) continue;
        touched.add(path);
        stale.add(path);
      }
    },
    *refresh(check, open = NONE) {
      interrupt = check;
      let lowered = 0;
      // Where all is known from the disk, the next edit will be in an open file: then its program will be there.
      const isIdle = isInUse && !hasProgram && open.size > 0;
      isInUse = true;
      const isDue = !isWhole || touched.size > 0;
      if (!isDue && !isIdle) return { lowered };
      if (isDue) edition++;
      isWhole = false;
      for (const path of plan.files) {
        if (!scans.has(path) || touched.has(path)) {
          scan(path);
          yield "file";
        }
      }
      const near = plan.files.filter((path) => scans.get(path)?.near === true);
      if (near.length === 0) {
        if (facts.size > 0) version++;
        visibles.clear();
        places.clear();
        facts.clear();
        problemsOf.clear();
        touched.clear();
        isWhole = true;
        return { lowered };
      }
      keeper ??= keepProgram(plan, sources);
      for (const path of touched) {
        // The text that it had is gone soon.
        const before = visibles.has(path) ? undefined : keeper.sourceFile(path);
        if (before !== undefined) visibles.set(path, inShort(visibleIn(before)));
        keeper.changed(path);
      }
      const importers = importersOf();
      const isDone = (path: string): boolean => facts.get(path)?.hash === scans.get(path)?.hash && !stale.has(path);
      let program: ts.Program | undefined;
      if (touched.size > 0) {
        // What is read again anyway need not be parsed twice.
        const read = [...touched].filter((path) => facts.has(path) && sources.exists(path));
        if (hasProgram && read.length > 0) program = keeper.program(read, check);
        const edits = [...touched].map((path) => ({
          path,
          before: visibles.get(path),
          after: visibleIn(parse(path)),
          ambient: scans.get(path)?.ambient === true,
        }));
        const resolve = (name: string, from: string) =>
          resolveIn(name, from, plan, moduleHost, moduleCache)?.resolvedFileName;
        const affected = affectedBy(edits, { importers, files: plan.files, read: textOf, parse, resolve, check });
        for (const [path, { reads = [] }] of facts)
          if (isOutdated(reads, places.get(path) ?? [], edits, affected)) affected.add(path);
        for (const { path, after } of edits) visibles.set(path, inShort(after));
        for (const path of affected) stale.add(path);
        touched.clear();
      }
      const ambient = plan.files.filter((path) => scans.get(path)?.ambient === true);
      const undone = near.filter((path) => !isDone(path));
      const known = [...facts.keys()].filter((path) => !isDone(path));
      // At first with all that later rounds are likely to ask for: every program has a checker of its own, which starts from nothing.
      const using = facts.size > 0 ? [] : near.filter((path) => scans.get(path)?.packages.length !== 0);
      const expected = [...undone, ...known, ...usersOf(using, importers)];
      const roots = [...expected, ...(isIdle ? plan.files.filter((path) => open.has(path)) : [])];
      if (roots.length > 0) {
        program = keeper.program([...roots, ...ambient], check);
        hasProgram = true;
      }

      const wanted = new Set<string>();
      let round: readonly string[] = near;
      let rounds = 0;
      /** An open file was read again, and nobody was told. */
      let news = false;
      while (round.length > 0) {
        for (const path of round) wanted.add(path);
        const undone = openFirst(
          round.filter((path) => !isDone(path)),
          open,
        );
        const missing = undone.filter((path) => program?.getSourceFile(path) === undefined);
        if (missing.length > 0)
          program = keeper.program([...missing, ...usersOf(missing, importers), ...ambient], check);
        for (const path of undone) {
          if (open.has(path)) news = true;
          else if (news && near.every((one) => facts.has(one))) {
            news = false;
            yield "open";
          }
          check();
          const source = program?.getSourceFile(path);
          if (program === undefined || source === undefined) continue;
          const { checker, present } = asking(program);
          const problems = problemsIn(source, program, scans.get(path));
          const hash = scans.get(path)?.hash ?? "";
          const found = lowerSafely(source, checker, hash, present, problems);
          const { facts: now, isNew } = keptFacts(
            facts.get(path),
            isTestFile(path, sources.root) ? { ...found, test: true } : found,
          );
          facts.set(path, now);
          if (isNew) version++;
          problemsOf.set(path, problems);
          places.set(path, placesIn(now));
          stale.delete(path);
          lowered++;
          yield "file";
        }
        round = roundAfter(rounds++, { wanted, facts, importers, member, uses }, scans);
      }
      for (const path of [...facts.keys()]) {
        if (wanted.has(path)) continue;
        facts.delete(path);
        problemsOf.delete(path);
        places.delete(path);
        version++;
      }
      isWhole = true;
      return { lowered };
    },
    facts: () => facts,
    version: () => version,
    edition: () => edition,
    problems: () => [...plan.problems, ...[...problemsOf.values()].flat()],
    snapshot() {
      for (const path of installations(plan, sources.root)) others.set(path, stampOf(path));
      for (const source of asked?.program.getSourceFiles() ?? [])
        if (member.has(source.fileName) && !visibles.has(source.fileName))
          visibles.set(source.fileName, inShort(visibleIn(source)));
      return {
        plan: identityOf(plan),
        others: [...others],
        files: [...scans].map(([path, scanned]) => {
          const visible = visibles.get(path);
          const found = facts.get(path);
          // Facts are kept only together with all that tells when they hold no more.
          const snapshot: FileSnapshot = {
            ...scanned,
            ...(visible === undefined ? {} : { visible }),
            ...(found === undefined
              ? {}
              : { facts: found, places: places.get(path) ?? [], problems: problemsOf.get(path) ?? [] }),
          };
          return [path, snapshot];
        }),
      };
    },
    restore(snapshot) {
      version++;
      if (snapshot.plan !== identityOf(plan)) return false;
      if (snapshot.others.some(([path, stamp]) => stampOf(path) !== stamp)) return false;
      for (const [path, stamp] of snapshot.others) others.set(path, stamp);
      for (const [path, { visible, facts: found, places: named, problems, ...scanned }] of snapshot.files) {
        if (!member.has(path)) continue;
        scans.set(path, scanned);
        if (visible !== undefined) visibles.set(path, visible);
        if (named !== undefined) places.set(path, named);
        if (found !== undefined) facts.set(path, found);
        if (problems !== undefined) problemsOf.set(path, problems);
        if (hashOf(sources.read(path) ?? "") === scanned.hash) continue;
        touched.add(path);
        stale.add(path);
      }
      isWhole = true;
      return true;
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

function openFirst(paths: readonly string[], open: ReadonlySet<string>): string[] {
  return [...paths.filter((path) => open.has(path)), ...paths.filter((path) => !open.has(path))];
}

/** Every question can be the last. */
function interruptible(checker: ts.TypeChecker, check: Check): ts.TypeChecker {
  return {
    ...checker,
    getSymbolAtLocation(node) {
      check();
      return checker.getSymbolAtLocation(node);
    },
    getTypeAtLocation(node) {
      check();
      return checker.getTypeAtLocation(node);
    },
  };
}

function identityOf({ config, options, files, problems }: ProjectPlan): string {
  return hashOf(JSON.stringify([config, options, files, problems]));
}

/** Files that change when packages are installed or removed. */
function installations(plan: ProjectPlan, root: string): string[] {
  const folders = new Set([root, ...(plan.config === undefined ? [] : [dirname(plan.config)])]);
  const names = ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "node_modules/.package-lock.json"];
  return [...folders].flatMap((folder) => ["package.json", ...names].map((name) => `${folder}/${name}`));
}

/** Packages that a program has files of. */
function packagesIn(program: ts.Program): Set<string> {
  const found = new Set<string>();
  for (const { fileName } of program.getSourceFiles()) {
    const at = fileName.lastIndexOf("/node_modules/");
    if (at < 0) continue;
    const name = packageOf(fileName.slice(at + "/node_modules/".length));
    // `@types/scope__name` declares another package.
    found.add(
      name.startsWith("@types/")
        ? name
            .slice("@types/".length)
            .replace(/^(?=.*__)/, "@")
            .replace("__", "/")
        : name,
    );
  }
  return found;
}

/** One file that cannot be understood does not stop the others. */
function lowerSafely(
  source: ts.SourceFile,
  checker: ts.TypeChecker,
  hash: string,
  catalog: Catalog,
  problems: Problem[],
): FileFacts {
  try {
    return lowerFile(source, checker, hash, catalog);
  } catch (error) {
    if (error instanceof GivenUp) throw error;
    const message = error instanceof Error ? error.message : String(error);
    problems.push({
      severity: "warning",
      message: `This file could not be analysed: ${message}`,
      file: source.fileName,
    });
    return {
      file: source.fileName,
      hash,
      functions: [],
      classes: [],
      primitives: [],
      variables: [],
      reassigned: [],
      concurrent: false,
      startsThreads: false,
      suppressions: [],
      generated: false,
    };
  }
}

function problemsIn(source: ts.SourceFile, program: ts.Program, scan: Scan | undefined): Problem[] {
  const problems = program
    .getSyntacticDiagnostics(source)
    .slice(0, 20)
    .map((error) => problemOf(error, source.fileName));
  for (const { message, range } of tagProblems(source))
    problems.push({ severity: "warning", message, file: source.fileName, range, told: true });
  if (scan === undefined || scan.packages.length === 0) return problems;
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const name = statement.moduleSpecifier;
    if (!scan.packages.includes(name.text) || program.getTypeChecker().getSymbolAtLocation(name) !== undefined)
      continue;
    problems.push({
      severity: "warning",
      once: true,
      message: `The package ${name.text} is not installed, so its types are not known; its locks are recognised by import names only.`,
      file: source.fileName,
      range: {
        start: source.getLineAndCharacterOfPosition(name.getStart(source)),
        end: source.getLineAndCharacterOfPosition(name.end),
      },
    });
  }
  return problems;
}
