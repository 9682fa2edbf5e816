// The record of what `check` says about real packages: which packages, every finding, and the judgement of a person on it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Severity } from "#protocol/finding";

/**
 * `true`: the code does what the finding says, and its authors would want to know. `debatable`: it does, but there may be a reason
 * outside of the source why it never matters. `false`: the code does not do what the finding says.
 */
export type Verdict = "true" | "debatable" | "false";

export interface RealPackage {
  readonly name: string;
  /** Exact, so that everybody looks at the same source. */
  readonly version: string;
  /** Why it is here: what of concurrency it uses. */
  readonly uses: string;
  readonly files: number;
  /** Files near a concurrency API, which were read with their types. */
  readonly analysed: number;
}

export interface Judged {
  readonly package: string;
  /** Below the package's folder. */
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly fingerprint: string;
  /** Empty while nobody has looked at it. */
  readonly verdict: Verdict | "";
  readonly reason: string;
}

/** A bug that is known to be in the source of a package and is not found. */
export interface Missed {
  readonly package: string;
  readonly place: string;
  readonly what: string;
  readonly why: string;
}

/** A false alarm in one of the packages that is gone since its cause was mended. */
export interface Corrected {
  readonly package: string;
  readonly place: string;
  readonly rule: string;
  readonly cause: string;
}

export interface Verdicts {
  readonly packages: readonly RealPackage[];
  readonly findings: readonly Judged[];
  readonly corrected: readonly Corrected[];
  readonly missed: readonly Missed[];
}

export function readVerdicts(root: string): Verdicts {
  const read: Verdicts = JSON.parse(readFileSync(fileOf(root), "utf8"));
  return read;
}

export function writeVerdicts(root: string, verdicts: Verdicts): void {
  writeFileSync(fileOf(root), `${JSON.stringify(verdicts, undefined, 2)}\n`);
}

/** Where a package's source is put. */
export function folderOf(root: string, { name, version }: Pick<RealPackage, "name" | "version">): string {
  return join(root, ".cache/real", `${name.replaceAll("/", "+")}@${version}`, "package");
}

function fileOf(root: string): string {
  return join(root, "test/real/verdicts.json");
}
