// Finds a catalog entry by module, type and member name.

import { CATALOG } from "#engine/catalog/index";
import type { Alias, LibraryEntry, Operation, ResourceType } from "#engine/catalog/schema";

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

/** The type exported under this name. */
export function exportedType(module: string, exported: string): FoundType | undefined {
  for (const library of CATALOG) {
    if (library.module !== module) continue;
    const type = library.types.find(
      (candidate) => candidate.export === exported && candidate.construct !== "singleton",
    );
    if (type !== undefined) return { library, type };
  }
  return undefined;
}

export function aliasOf(module: string, exported: string): Alias | undefined {
  return CATALOG.find((library) => library.module === module)?.aliases.find((alias) => alias.export === exported);
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
  CATALOG.flatMap(({ types }) => types.flatMap(({ operations }) => operations.map(({ member }) => member))),
);

/** Packages and platform paths of the catalog, for the cheap look at a file's text. */
export function catalogNames(): { readonly packages: readonly string[]; readonly globals: readonly string[] } {
  const packages: string[] = [];
  const globals: string[] = [];
  for (const { module } of CATALOG)
    (module.startsWith("global:") ? globals : packages).push(module.replace(/^global:/, ""));
  return { packages, globals };
}

function sameModule(entry: string, module: string): boolean {
  return entry.startsWith("global:") ? module === "global" : entry === module;
}
