// Packages of one repository that use one another: a project is read together with the source of those that it depends on.

import { dirname, join } from "node:path";
import { ts } from "ts-morph";
import type { Sources } from "./file-system";
import type { ProjectPlan } from "./projects";

/** What a project takes from the other projects of the workspace. Plain JSON. */
export interface Neighbours {
  /** Their files, which are among those of the plan. */
  readonly files: readonly string[];
  /** Names of their packages, and the module that each name stands for. */
  readonly entries: readonly (readonly [name: string, file: string])[];
  /** Folders of what is made of them, and of what it is made of. */
  readonly outputs: readonly (readonly [made: string, source: string])[];
}

/** A project that depends on more of others' files than this is read alone: each project has a program of its own. */
const MAX_BORROWED = 300;

/** @param references tsconfigs that a tsconfig refers to */
export function withNeighbours(
  plans: readonly ProjectPlan[],
  references: (config: string) => readonly string[],
  sources: Sources,
): ProjectPlan[] {
  if (plans.length < 2) return [...plans];
  const known = plans.map((plan) => ({ plan, pack: packageOf(plan, sources) }));
  const direct = new Map(
    known.map(({ plan, pack }) => {
      const refers = plan.config === undefined ? [] : references(plan.config);
      const depends = known.filter(
        (other) =>
          other.plan !== plan &&
          ((other.plan.config !== undefined && refers.includes(other.plan.config)) ||
            (other.pack !== undefined && pack?.depends.includes(other.pack.name) === true) ||
            isMapped(other.plan, plan.options)),
      );
      return [plan, depends] as const;
    }),
  );
  return known.map(({ plan }) => {
    const all = new Set(direct.get(plan));
    for (const one of all) for (const next of direct.get(one.plan) ?? []) if (next.plan !== plan) all.add(next);
    const files = [...all].flatMap((one) => one.plan.files).filter((path) => !plan.files.includes(path));
    if (files.length === 0 || files.length > MAX_BORROWED) return plan;
    const entries = [...all].flatMap(({ plan: other, pack }) => {
      const entry = pack === undefined ? undefined : entryOf(pack.folder, other.files);
      return pack === undefined || entry === undefined ? [] : [[pack.name, entry] as const];
    });
    const outputs = [...all].flatMap(({ plan: other }) => outputOf(other));
    return { ...plan, files: [...plan.files, ...files].sort(), neighbours: { files, entries, outputs } };
  });
}

/** Where a module of a neighbour is declared by what was made of it, its source. */
export function resolveIn(
  name: string,
  from: string,
  plan: ProjectPlan,
  host: ts.ModuleResolutionHost,
  cache: ts.ModuleResolutionCache,
  mode?: ts.ResolutionMode,
): ts.ResolvedModuleFull | undefined {
  const found = ts.resolveModuleName(name, from, plan.options, host, cache, undefined, mode).resolvedModule;
  const { neighbours } = plan;
  if (neighbours === undefined) return found;
  const source = (path: string): ts.ResolvedModuleFull => ({
    resolvedFileName: path,
    extension: path.endsWith(".tsx") ? ts.Extension.Tsx : ts.Extension.Ts,
    isExternalLibraryImport: false,
  });
  if (found !== undefined && !/\.d\.[cm]?ts$|\.[cm]?js$/.test(found.resolvedFileName))
    return neighbours.files.includes(found.resolvedFileName) ? source(found.resolvedFileName) : found;
  const entry = neighbours.entries.find(([one]) => one === name)?.[1];
  if (entry !== undefined) return source(entry);
  if (found === undefined) return undefined;
  const bare = found.resolvedFileName.replace(/(?:\.d)?\.([cm]?)[jt]s$/, ".$1ts");
  for (const [made, folder] of neighbours.outputs) {
    if (!bare.startsWith(`${made}/`)) continue;
    const path = `${folder}${bare.slice(made.length)}`;
    const written = [path, path.replace(/ts$/, "tsx")].find((one) => neighbours.files.includes(one));
    if (written !== undefined) return source(written);
  }
  return found;
}

interface Package {
  readonly folder: string;
  readonly name: string;
  readonly depends: readonly string[];
}

/** The package that the project is part of, by the nearest package.json. */
function packageOf(plan: ProjectPlan, sources: Sources): Package | undefined {
  if (plan.config === undefined) return undefined;
  for (let folder = dirname(plan.config); folder.startsWith(sources.root); folder = dirname(folder)) {
    const text = sources.read(`${folder}/package.json`);
    if (text === undefined) {
      if (folder === dirname(folder)) return undefined;
      continue;
    }
    const said: unknown = ts.parseConfigFileTextToJson("package.json", text).config;
    if (typeof said !== "object" || said === null || !("name" in said) || typeof said.name !== "string")
      return undefined;
    const lists = ["dependencies", "devDependencies", "peerDependencies"] as const;
    const depends = Object.entries(said).flatMap(([key, value]) =>
      lists.some((list) => list === key) && typeof value === "object" && value !== null ? Object.keys(value) : [],
    );
    return { folder, name: said.name, depends };
  }
  return undefined;
}

/** The `paths` of the options lead to it. */
function isMapped(other: ProjectPlan, { paths, baseUrl, pathsBasePath }: ts.CompilerOptions): boolean {
  const base = baseUrl ?? (typeof pathsBasePath === "string" ? pathsBasePath : undefined);
  if (paths === undefined || base === undefined) return false;
  const places = Object.values(paths)
    .flat()
    .map((path) => join(base, path.replace(/\*.*$/, "")));
  // A mapping of everything says nothing.
  return places.some((place) => place.length > base.length + 1 && other.files.some((file) => file.startsWith(place)));
}

function entryOf(folder: string, files: readonly string[]): string | undefined {
  const places = ["src/index", "source/index", "lib/index", "index", "src/main", "src/mod"];
  return places
    .flatMap((place) => [".ts", ".tsx", ".mts"].map((ending) => `${folder}/${place}${ending}`))
    .find((path) => files.includes(path));
}

function outputOf({ options, files }: ProjectPlan): [string, string][] {
  const source = options.rootDir ?? commonFolder(files);
  const made = [options.declarationDir, options.outDir].filter((folder) => folder !== undefined);
  return source === undefined ? [] : made.map((folder) => [folder, source]);
}

function commonFolder(files: readonly string[]): string | undefined {
  const [first, ...others] = files;
  if (first === undefined) return undefined;
  let folder = dirname(first);
  while (!others.every((path) => path.startsWith(`${folder}/`)) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}
