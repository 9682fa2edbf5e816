// Runs one program twice, on real Node and on the simulated machine, for tests that compare what it prints.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { run } from "#engine/run";
import { type EngineHost, UNIT_PARAMETERS, type UnitFactory } from "#engine/runtime/abi";
import type { Scenario } from "#engine/scenario";
import type { Trace } from "#engine/trace/trace";
import { detachBuffer } from "#server/host/detach-buffer";
import { buildScenario, type ScenarioRequest } from "#server/instrument/build-scenario";
import { diskHost } from "#server/workspace/source-host";

/** Path to text; the entry is `main.cjs` or `main.mjs`, whichever is there. JavaScript only: Node runs them as they are. */
export type Program = Readonly<Record<string, string>>;

export interface Printed {
  readonly lines: readonly string[];
  readonly code: number | null;
}

/** Simulates files written to a directory of their own. */
export async function simulate(
  files: Program,
  request: Partial<ScenarioRequest> = {},
  machine: Partial<MachineSettings> = {},
): Promise<Trace> {
  return inDirectory(files, async (directory) => {
    const entry = join(directory, request.entry ?? entryOf(files));
    const { scenario, problems } = await buildScenario({ ...request, entry }, diskHost(directory));
    if (scenario === undefined) throw new Error(`no scenario: ${JSON.stringify(problems)}`);
    return run({ scenario, machine: { ...DEFAULT_MACHINE, ...machine }, host: hostOf(scenario) });
  });
}

/** Units of this very realm, so that an `instanceof` in the program sees the classes that the engine makes its copies of. */
function hostOf({ units }: Scenario): EngineHost {
  const factories = new Map<string, UnitFactory>();
  for (const { id, code } of units) {
    const compiled = compileFunction(code, [...UNIT_PARAMETERS], { filename: id });
    factories.set(id, (...globals) => void Reflect.apply(compiled, undefined, globals));
  }
  return {
    unit: (id) => factories.get(id),
    pure: { URL, URLSearchParams, TextEncoder, TextDecoder, detach: detachBuffer },
  };
}

/** What the run printed on standard output, and the code of its first process. */
export function printed(trace: Trace): Printed {
  const lines = trace.events.flatMap((event) =>
    event.kind === "output" && event.stream === "stdout" ? event.text.split("\n") : [],
  );
  const { outcome } = trace;
  return { lines, code: "exitCode" in outcome ? (outcome.exitCode ?? null) : null };
}

export function realNode(files: Program): Promise<Printed> {
  return inDirectory(files, async (directory) => {
    const path = join(directory, entryOf(files));
    const { stdout, status } = spawnSync(process.execPath, [path], {
      encoding: "utf8",
      timeout: 30_000,
      cwd: directory,
    });
    return { lines: stdout.replace(/\n$/, "").split("\n"), code: status };
  });
}

async function inDirectory<T>(files: Program, use: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "il-against-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function entryOf(files: Program): string {
  const entry = Object.keys(files).find((path) => /^main\.[cm]js$/.test(path));
  if (entry === undefined) throw new Error("the program has no main file");
  return entry;
}
