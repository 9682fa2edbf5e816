// A baseline: the findings that a project has already, so that only new ones are reported.

import { readFileSync, writeFileSync } from "node:fs";
import * as v from "valibot";
import type { Finding } from "#protocol/finding";
import { UsageError } from "./exit-codes";

/**
 * How often each finding is known, by file, rule and fingerprint. Fingerprints hold no line numbers, so that edits elsewhere
 * in a file leave the baseline valid; a second finding of the same kind in the same function counts as new.
 */
export interface Baseline {
  readonly counts: ReadonlyMap<string, number>;
}

const schema = v.object({
  version: v.literal(1),
  findings: v.array(
    v.object({
      file: v.string(),
      ruleId: v.string(),
      fingerprint: v.string(),
      count: v.pipe(v.number(), v.integer(), v.minValue(1)),
    }),
  ),
});

/** @throws UsageError where the file cannot be read or is no baseline */
export function readBaseline(path: string): Baseline {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`The baseline ${path} cannot be read. \`--update-baseline\` writes it.`);
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const at = v.getDotPath(issue);
    throw new UsageError(`${path} is no baseline: ${at === null ? "" : `${at}: `}${issue.message}`);
  }
  return { counts: new Map(parsed.output.findings.map((one) => [keyOf(one.file, one), one.count])) };
}

/** Files are written relative to the working directory, sorted, so that the file can be kept under version control. */
export function writeBaseline(path: string, findings: readonly Finding[], display: (path: string) => string): void {
  const entries = new Map<string, { file: string; ruleId: string; fingerprint: string; count: number }>();
  for (const finding of findings) {
    const file = display(finding.file);
    const key = keyOf(file, finding);
    const { ruleId, fingerprint } = finding;
    entries.set(key, { file, ruleId, fingerprint, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  writeFileSync(path, `${JSON.stringify({ version: 1, findings: sorted }, undefined, 2)}\n`);
}

export interface Compared {
  /** Findings that the baseline does not have. */
  readonly fresh: readonly Finding[];
  /** How many of the baseline are no longer found. */
  readonly gone: number;
}

export function compareWith(
  baseline: Baseline,
  findings: readonly Finding[],
  display: (path: string) => string,
): Compared {
  const left = new Map(baseline.counts);
  const fresh = findings.filter((finding) => {
    const key = keyOf(display(finding.file), finding);
    const known = left.get(key) ?? 0;
    left.set(key, known - 1);
    return known <= 0;
  });
  const gone = [...left.values()].reduce((sum, count) => sum + Math.max(0, count), 0);
  return { fresh, gone };
}

function keyOf(file: string, { ruleId, fingerprint }: Pick<Finding, "ruleId" | "fingerprint">): string {
  return JSON.stringify([file, ruleId, fingerprint]);
}
