// Time and peak memory of `interleave check` against `tsc --noEmit` on the same files, and against two lint rules for orientation.

import { basename, join } from "node:path";
import { cachedChecks } from "./cached-check";
import { LINT_RULES, linted } from "./lint-rules";
import { type MeasuredProject, measuredProjects } from "./projects";
import { measured, type Usage } from "./measured";
import { benchSlowestFile } from "./slowest-file";

export async function benchAnalyzer(paths: readonly string[]): Promise<void> {
  for (const project of measuredProjects(paths)) compare(project);
  if (paths.length === 0) await benchSlowestFile();
}

function compare({ name, directory }: MeasuredProject): void {
  const root = process.cwd();
  const cli = join(root, "dist/cli.js");
  const compiler = measured([join(root, "node_modules/typescript/bin/tsc"), "-p", ".", "--noEmit"], directory);
  const check = [cli, "check", ".", "--format", "json"];
  const ours = measured([...check, "--no-cache"], directory);
  const { unchanged, changed } = cachedChecks(check, directory);
  console.log(`${name}: ${filesOf(ours.out)}`);
  console.log(`  tsc --noEmit                ${used(compiler)}`);
  console.log(`  check, cold                 ${used(ours)}${against(ours, compiler)} (bars: 0.25 and 0.50)`);
  console.log(`  check, warm, none changed   ${used(unchanged)}${against(unchanged, compiler)}`);
  if (changed !== undefined)
    console.log(
      `  check, warm, one changed    ${used(changed.usage)}${against(changed.usage, compiler)} (${basename(changed.file)})`,
    );
  for (const rule of LINT_RULES) {
    const { usage, files, findings, failed } = linted(rule, directory);
    const name = rule.id.replace(/^.*\//, "").padEnd(27);
    console.log(
      `  ${name} ${used(usage)}; check takes${against(ours, usage).slice(1)}; ${files} files, ${failed} failed, ${findings} findings`,
    );
  }
}

function used({ cpu, memory, wall }: Usage): string {
  return `${cpu.toFixed(1).padStart(6)} s CPU, ${wall.toFixed(1).padStart(6)} s, ${memory.toFixed(0).padStart(5)} MB`;
}

function against(ours: Usage, peer: Usage): string {
  return `: ${(ours.cpu / peer.cpu).toFixed(2)} of its time, ${(ours.memory / peer.memory).toFixed(2)} of its memory`;
}

function filesOf(report: string): string {
  const read: unknown = JSON.parse(report);
  const stats: unknown = typeof read === "object" && read !== null ? Reflect.get(read, "stats") : undefined;
  const count = (key: string): string =>
    typeof stats === "object" && stats !== null ? String(Reflect.get(stats, key)) : "?";
  return `${count("files")} files, ${count("analysed")} of them analysed`;
}
