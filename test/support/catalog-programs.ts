// The programs of the catalog's tests: found on the disk, run on the machine, and told in lines as their comments expect.

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { DEFAULT_MACHINE } from "#engine/machine";
import { run } from "#engine/run";
import type { Trace } from "#engine/trace/trace";
import { compileUnits } from "#server/host/in-process-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { diskHost } from "#server/workspace/source-host";

export interface CatalogProgram {
  /** `async-lock/run.ts` */
  readonly name: string;
  readonly path: string;
  /** What its `//>` comments say, in order. */
  readonly expected: readonly string[];
}

/** `run*.ts` in each folder: programs to be run, each with what is to come of it. */
export function programsUnder(folder: string): CatalogProgram[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [];
    const inside = readdirSync(join(folder, entry.name)).filter((name) => /^run.*\.ts$/.test(name));
    return inside.map((name) => {
      const path = join(folder, entry.name, name);
      const expected = readFileSync(path, "utf8")
        .split("\n")
        .flatMap((line) => (line.startsWith("//> ") ? [line.slice("//> ".length).trim()] : []));
      return { name: `${basename(entry.name)}/${name}`, path, expected };
    });
  });
}

export async function traceOf(path: string, root: string): Promise<Trace> {
  const { scenario, problems } = await buildScenario({ entry: path }, diskHost(root));
  if (scenario === undefined) throw new Error(`no scenario for ${path}: ${JSON.stringify(problems)}`);
  return run({ scenario, machine: DEFAULT_MACHINE, host: compileUnits(scenario) });
}

/** Its output, then how it ended, then each blocked task with what it waits for and who holds that. */
export function told(trace: Trace): string[] {
  const name = (task: number): string => trace.tasks[task]?.name ?? `task ${task}`;
  const output = trace.events.flatMap((event) => (event.kind === "output" ? [`says ${event.text}`] : []));
  const { outcome } = trace;
  if (outcome.kind === "failed" || outcome.kind === "bound") return [...output, `${outcome.kind}: ${outcome.message}`];
  if (outcome.kind !== "deadlock") return [...output, outcome.kind];
  const blocked = outcome.blocked.map(({ task, wait, heldBy }) => {
    const holders = heldBy.length === 0 ? "" : `, held by ${[...new Set(heldBy.map(name))].join(" and ")}`;
    return `${name(task)}: ${wait.text}${wait.kind === "acquire" ? holders : ""}`;
  });
  return [...output, outcome.cycle.length > 0 ? "deadlock" : "stuck", ...blocked];
}

/** The waits for a resource that there were on the way, each once: of a program that completes because its waits are bounded. */
export function waited(trace: Trace): string[] {
  const waits = trace.events.flatMap((event) =>
    event.kind === "task-state" && event.wait?.kind === "acquire"
      ? [`${trace.tasks[event.task ?? -1]?.name}: ${event.wait.text}${event.wait.timeout === true ? ", bounded" : ""}`]
      : [],
  );
  return [...new Set(waits)];
}
