// Finds catalog entries by module, type and member name: the built-in ones, and those that a workspace adds.

import { CATALOG } from "#engine/catalog/index";
import type { Alias, FunctionOperation, LibraryEntry, Operation, ResourceType } from "#engine/catalog/schema";

export interface FoundType {
  readonly library: LibraryEntry;
  readonly type: ResourceType;
}

export interface Catalog {
  /** The type declared under this name in this module; `module` is a package name or `global`. */
  resourceType(module: string, name: string): FoundType | undefined;
  /** The type exported under this name, as something that `new` or a call makes. */
  exportedType(module: string, exported: string, how: "new" | "call"): FoundType | undefined;
  /** The one object of its kind that is exported under this name: `locks` of `node:worker_threads`. */
  exportedSingleton(module: string, exported: string): FoundType | undefined;
  /** The exported function that is an operation by itself. */
  functionOperation(module: string, exported: string): FunctionOperation | undefined;
  /** The type with this `export` in a library. */
  constructedType(module: string, exported: string): ResourceType | undefined;
  isCatalogued(module: string): boolean;
  aliasOf(module: string, exported: string): Alias | undefined;
  operationOf(module: string, type: string, member: string): FoundOperationOf | undefined;
  /** Some resource has an operation of this name. */
  isOperationName(member: string): boolean;
  /** Some entry has an operation, a type or an export of this name. */
  isName(name: string): boolean;
  /** Some entry has a type or an export of this name. */
  isExported(name: string): boolean;
  /** Something of it is made this way. */
  isMadeBy(how: "new" | "call"): boolean;
  /** The same without the libraries that are not there; the platform's own and the user's always are. */
  only(isThere: (module: string) => boolean): Catalog;
  /** Packages and platform paths whose use makes a file worth reading, for the cheap look at its text. */
  readonly names: {
    readonly packages: readonly string[];
    /** Node's own modules, with and without `node:`. */
    readonly builtins: readonly string[];
    readonly globals: readonly string[];
  };
}

export interface FoundOperationOf {
  readonly type: ResourceType;
  readonly operation: Operation;
}

/** Where an entry says when it was checked, those of a workspace say this. */
export const BY_USER = "by its user";

/** Where two entries are of one module, the first one is asked first. */
export function createCatalog(entries: readonly LibraryEntry[]): Catalog {
  const builtins = new Set(entries.map(({ module }) => module).filter((module) => module.startsWith("node:")));
  /** `worker_threads` is `node:worker_threads`. */
  const plain = (module: string): string => (builtins.has(`node:${module}`) ? `node:${module}` : module);
  const of = (module: string): LibraryEntry[] => entries.filter((library) => library.module === plain(module));
  const exported = (module: string, name: string, how: readonly ResourceType["construct"][]): FoundType | undefined => {
    for (const library of of(module)) {
      const type = library.types.find((candidate) => candidate.export === name && how.includes(candidate.construct));
      if (type !== undefined) return { library, type };
    }
    return undefined;
  };
  const constructedType = (module: string, name: string): ResourceType | undefined =>
    of(module)
      .flatMap(({ types }) => types)
      .find((type) => type.export === name);
  const members = new Set(
    entries.flatMap(({ types }) =>
      types.flatMap(({ operations }) => operations.map(({ member }) => member.slice(member.lastIndexOf(".") + 1))),
    ),
  );
  const exports = new Set(
    entries.flatMap(({ types, functions, aliases }) => [
      ...types.flatMap((type) => [type.export, ...type.typeNames]),
      ...functions.map((one) => one.export),
      ...aliases.map((one) => one.export),
    ]),
  );
  const made = new Set(entries.flatMap(({ types }) => types.map(({ construct }) => construct)));
  return {
    resourceType(module, name) {
      for (const library of entries) {
        if (!sameModule(library.module, module)) continue;
        const type = library.types.find((candidate) => candidate.typeNames.includes(name));
        if (type !== undefined) return { library, type };
      }
      return undefined;
    },
    exportedType: (module, name, how) => exported(module, name, [how]),
    exportedSingleton: (module, name) => exported(module, name, ["singleton"]),
    functionOperation: (module, name) =>
      of(module)
        .flatMap(({ functions }) => functions)
        .find((one) => one.export === name),
    constructedType,
    isCatalogued: (module) => of(module).length > 0,
    aliasOf: (module, name) =>
      of(module)
        .flatMap(({ aliases }) => aliases)
        .find((one) => one.export === name),
    operationOf(module, typeName, member) {
      const type = constructedType(module, typeName);
      const operation = type?.operations.find((candidate) => candidate.member === member);
      return type !== undefined && operation !== undefined ? { type, operation } : undefined;
    },
    isOperationName: (member) => members.has(member),
    isName: (name) => members.has(name) || exports.has(name),
    isExported: (name) => exports.has(name),
    isMadeBy: (how) => made.has(how),
    only: (isThere) =>
      createCatalog(
        entries.filter(
          ({ module, checked }) => /^(?:global|node):/.test(module) || checked === BY_USER || isThere(module),
        ),
      ),
    names: namesOf(entries),
  };
}

/** The catalog without what workspaces add. */
export const BUILT_IN: Catalog = createCatalog(CATALOG);

export function resourceType(module: string, name: string): FoundType | undefined {
  return BUILT_IN.resourceType(module, name);
}

export function operationOf(module: string, type: string, member: string): FoundOperationOf | undefined {
  return BUILT_IN.operationOf(module, type, member);
}

function namesOf(entries: readonly LibraryEntry[]): Catalog["names"] {
  const packages: string[] = [];
  const builtins: string[] = [];
  const globals: string[] = [];
  for (const { module, types, functions } of entries) {
    const locks = functions.some(({ effect }) => effect === "ACQ" || effect === "TRY" || effect === "RUN");
    if (types.length === 0 && !locks) continue;
    if (module.startsWith("global:")) globals.push(module.slice("global:".length));
    else if (module.startsWith("node:")) builtins.push(module, module.slice("node:".length));
    else packages.push(module);
  }
  return { packages, builtins, globals };
}

/** The package of an import as written: `effect` of `effect/Queue`. */
export function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function sameModule(entry: string, module: string): boolean {
  return entry.startsWith("global:") || entry.startsWith("node:") ? module === "global" : entry === module;
}
