// Runs a program of Node in a process of its own and says what it used.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Usage {
  /** Seconds of user CPU time: on a busy machine it says more than the clock. */
  readonly cpu: number;
  /** Peak of resident memory, in megabytes. */
  readonly memory: number;
  /** Seconds on the wall. */
  readonly wall: number;
  readonly out: string;
}

/** @param args a script and its arguments */
export function measured(args: readonly string[], directory: string): Usage {
  const report = join(process.cwd(), ".cache/bench/usage.json");
  const started = performance.now();
  const child = spawnSync(
    process.execPath,
    ["--max-old-space-size=6000", "--require", join(process.cwd(), "test/bench/child-usage.cjs"), ...args],
    {
      cwd: directory,
      env: { ...process.env, BENCH_USAGE: report, NODE_OPTIONS: "" },
      encoding: "utf8",
      maxBuffer: 1e9,
    },
  );
  if (child.error !== undefined) throw child.error;
  const wall = (performance.now() - started) / 1000;
  const used: unknown = JSON.parse(readFileSync(report, "utf8"));
  return { cpu: numberIn(used, "userCPUTime") / 1e6, memory: numberIn(used, "maxRSS") / 1000, wall, out: child.stdout };
}

function numberIn(value: unknown, name: string): number {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === "number" ? found : Number.NaN;
}
