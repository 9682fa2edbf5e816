// Analyses all kernels and their corrected twins at once, and says per kernel what was reported.

import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "#protocol/finding";
import type { AnalysisResult } from "#server/workspace/analysis";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";
import { filesUnder } from "#test/support/check-rule";
import type { Kernel } from "./manifest";

export const KERNEL_ROOT = join(dirname(fileURLToPath(import.meta.url)), "../kernels");

export interface Measured {
  readonly result: AnalysisResult;
  /** Findings at warning or above in the wrong program; those that are only suspicions where the kernel is one of those. */
  findings(kernel: Kernel): readonly Finding[];
  /** At warning or above in its corrected twin: false alarms. And its rule, where that only suspects. */
  alarms(kernel: Kernel): readonly Finding[];
}

export async function measure(): Promise<Measured> {
  const result = await createWorkspace(KERNEL_ROOT, diskHost(KERNEL_ROOT)).analyze();
  const at = ({ family, name }: Kernel, ending: string, all: boolean): readonly Finding[] =>
    (result.findings.get(join(KERNEL_ROOT, family, `${name}${ending}`)) ?? []).filter(
      ({ severity }) => all || severity !== "information",
    );
  return {
    result,
    findings: (kernel) => at(kernel, ".ts", kernel.noted === true),
    alarms: (kernel) =>
      at(kernel, ".fixed.ts", true).filter(
        ({ severity, ruleId }) => severity !== "information" || (kernel.noted === true && ruleId === kernel.rule),
      ),
  };
}

/** `family/name` of every wrong program on the disk, and of every twin. */
export function kernelsOnDisk(): { readonly wrong: readonly string[]; readonly fixed: readonly string[] } {
  const names = filesUnder(KERNEL_ROOT)
    .map(({ path }) => path.slice(KERNEL_ROOT.length + 1))
    .filter((path) => path.includes("/") && !path.startsWith("support/"));
  const fixed = names.filter((path) => path.endsWith(".fixed.ts"));
  const plain = (path: string, ending: string): string => join(dirname(path), basename(path, ending));
  return {
    wrong: names.filter((path) => !fixed.includes(path)).map((path) => plain(path, ".ts")),
    fixed: fixed.map((path) => plain(path, ".fixed.ts")),
  };
}
