// Finds a catalog entry by module, type and member name.

import { CATALOG } from "#engine/catalog/index";
import type { Alias, FunctionOperation, LibraryEntry, Operation, ResourceType } from "#engine/catalog/schema";

export interface FoundType {
  readonly library: LibraryEntry;
  readonly type: ResourceType;
}

/** The type declared under this name in this module; `module` is a package name or `global`. */
export function resourceType(module: string, name: string): FoundType | undefined {
  for (const library of CATALOG) {
    if (!sameModule(library.module, module)) continue;
    const type = library.types.find((candidate) => candidate.typeNames.includes(name));
    if (type !== undefined) return { library, type };
  }
  return undefined;
}

/** The type exported under this name, as something that `new` or a call makes. */
export function exportedType(module: string, exported: string, how: "new" | "call"): FoundType | undefined {
  for (const library of CATALOG) {
    if (library.module !== plainModule(module)) continue;
    const type = library.types.find((candidate) => candidate.export === exported && candidate.construct === how);
    if (type !== undefined) return { library, type };
  }
  return undefined;
}

/** The one object of its kind that is exported under this name: `locks` of `node:worker_threads`. */
export function exportedSingleton(module: string, exported: string): FoundType | undefined {
  for (const library of CATALOG) {
    if (library.module !== plainModule(module)) continue;
    const type = library.types.find(
      (candidate) => candidate.export === exported && candidate.construct === "singleton",
    );
    if (type !== undefined) return { library, type };
  }
  return undefined;
}

/** The exported function that is an operation by itself. */
export function functionOperation(module: string, exported: string): FunctionOperation | undefined {
  return CATALOG.find((library) => library.module === plainModule(module))?.functions.find(
    (candidate) => candidate.export === exported,
  );
}

/** The type with this `export` in a library of the catalog. */
export function constructedType(module: string, exported: string): ResourceType | undefined {
  return CATALOG.find((library) => library.module === module)?.types.find((type) => type.export === exported);
}

/** It has an entry. */
export function isCatalogued(module: string): boolean {
  return CATALOG.some((library) => library.module === plainModule(module));
}

export function aliasOf(module: string, exported: string): Alias | undefined {
  return CATALOG.find((library) => library.module === plainModule(module))?.aliases.find(
    (alias) => alias.export === exported,
  );
}

export function operationOf(
  module: string,
  type: string,
  member: string,
): { type: ResourceType; operation: Operation } | undefined {
  const found = CATALOG.find((library) => library.module === module)?.types.find(
    (candidate) => candidate.export === type,
  );
  const operation = found?.operations.find((candidate) => candidate.member === member);
  return found !== undefined && operation !== undefined ? { type: found, operation } : undefined;
}

/** Some resource of the catalog has an operation of this name. */
export function isOperationName(member: string): boolean {
  return OPERATION_NAMES.has(member);
}

const OPERATION_NAMES: ReadonlySet<string> = new Set(
  CATALOG.flatMap(({ types }) =>
    types.flatMap(({ operations }) => operations.map(({ member }) => member.slice(member.lastIndexOf(".") + 1))),
  ),
);

/** Packages and platform paths whose use makes a file worth reading, for the cheap look at its text. */
export function catalogNames(): { readonly packages: readonly string[]; readonly globals: readonly string[] } {
  const packages: string[] = [];
  const globals: string[] = [];
  for (const { module, types, functions } of CATALOG) {
    const locks = functions.some(({ effect }) => effect === "ACQ" || effect === "TRY" || effect === "RUN");
    if (types.length === 0 && !locks) continue;
    if (module.startsWith("global:")) globals.push(module.slice("global:".length));
    else packages.push(module, ...(module.startsWith("node:") ? [module.slice("node:".length)] : []));
  }
  return { packages, globals };
}

function sameModule(entry: string, module: string): boolean {
  return entry.startsWith("global:") || entry.startsWith("node:") ? module === "global" : entry === module;
}

/** `worker_threads` is `node:worker_threads`. */
function plainModule(module: string): string {
  return BUILTINS.has(`node:${module}`) ? `node:${module}` : module;
}

const BUILTINS: ReadonlySet<string> = new Set(
  CATALOG.map(({ module }) => module).filter((module) => module.startsWith("node:")),
);
