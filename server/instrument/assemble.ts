// Puts built units together to a Scenario: numbers for files and sites, assumptions, the program's hash.

import { createHash } from "node:crypto";
import type { Assumption, CodeUnit, Scenario, Site, SourceFile } from "#engine/scenario";
import type { Problem } from "#protocol/finding";
import type { MissingModule } from "./build-unit";
import { MAIN_PLACEHOLDER, SITE_PLACEHOLDER } from "./file-sites";
import { fileUri, relativeTo } from "./paths";
import type { FoundPrimitive } from "../workspace/analysis";
import type { UserFile } from "./user-files";

export interface AssembleInput {
  readonly root: string;
  readonly entry: UserFile;
  /** The first is the entry; each with the key of its own entry file. */
  readonly units: readonly { readonly unit: CodeUnit; readonly entryKey: string }[];
  /** Every user file of every unit, once. */
  readonly files: readonly UserFile[];
  readonly missing: readonly MissingModule[];
  readonly assumptions: readonly Assumption[];
  readonly primitives: readonly FoundPrimitive[];
}

export interface Assembled {
  readonly scenario: Scenario;
  readonly problems: readonly Problem[];
}

export function assemble(input: AssembleInput): Assembled {
  const { root } = input;
  const paths = [...new Set(input.files.map((file) => file.siteFile))].sort();
  const fileIds = new Map(paths.map((path, id) => [path, id]));
  const byPath = new Map(input.files.map((file) => [file.path, file]));
  const files = paths.map((path): SourceFile => {
    return { path: relativeTo(root, path) ?? path, uri: fileUri(path), hash: byPath.get(path)?.hash ?? "" };
  });

  const sites: Site[] = [];
  const firstSite = new Map<string, number>();
  const assumptions: Assumption[] = [];
  for (const file of [...input.files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const base = sites.length;
    firstSite.set(file.key, base);
    const id = fileIds.get(file.siteFile) ?? 0;
    for (const site of file.instrumented?.sites ?? []) sites.push({ file: id, ...site });
    for (const { kind, message, site } of file.instrumented?.assumptions ?? []) {
      assumptions.push({ kind, message, site: base + site });
    }
  }

  const problems: Problem[] = [];
  for (const module of input.missing) {
    const message =
      module.said ??
      `\`${module.name}\` is not simulated: ${module.reason}. Whatever the program does with it gives an opaque value.`;
    const kind = module.reason === "the package is not installed" ? "missing-package" : "opaque-module";
    const importer = byPath.get(module.importer);
    const place = importer?.shape.specifiers.get(module.name);
    if (importer === undefined || place === undefined) {
      assumptions.push({ kind, message });
      continue;
    }
    const range = {
      start: lineAndCharacter(importer.text, place.start),
      end: lineAndCharacter(importer.text, place.end),
    };
    problems.push({
      severity: module.said === undefined ? "warning" : "information",
      message,
      file: importer.siteFile,
      range,
    });
    assumptions.push({ kind, message, site: sites.length });
    sites.push({
      file: fileIds.get(importer.siteFile) ?? 0,
      line: range.start.line,
      character: range.start.character,
      endLine: range.end.line,
      endCharacter: range.end.character,
      kind: "statement",
      in: "module",
      label: module.name,
    });
  }

  const units = input.units.map(({ unit, entryKey }) => ({ ...unit, code: number(unit.code, firstSite, entryKey) }));
  const primitives = input.primitives.map(({ file, ...rest }) => ({ file: fileIds.get(file) ?? -1, ...rest }));
  const scenario: Scenario = {
    version: 1,
    title: relativeTo(root, input.entry.path) ?? input.entry.path,
    entry: units[0]?.id ?? "",
    units,
    files,
    sites,
    primitives,
    assumptions: [...assumptions, ...input.assumptions],
    programHash: hashOf(units),
  };
  return { scenario, problems };
}

function number(code: string, firstSite: ReadonlyMap<string, number>, entryKey: string): string {
  return code
    .replace(SITE_PLACEHOLDER, (_, key: string, index: string) => String((firstSite.get(key) ?? 0) + Number(index)))
    .replace(MAIN_PLACEHOLDER, (_, key: string) => String(key === entryKey));
}

function hashOf(units: readonly CodeUnit[]): string {
  const hash = createHash("sha256");
  for (const unit of units) hash.update(`${unit.kind} ${unit.id}\n${unit.code}\n`);
  return hash.digest("hex").slice(0, 16);
}

export function lineAndCharacter(text: string, offset: number): { readonly line: number; readonly character: number } {
  const before = text.slice(0, offset);
  const line = before.split("\n").length - 1;
  return { line, character: offset - (before.lastIndexOf("\n") + 1) };
}
