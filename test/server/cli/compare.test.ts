// `interleave simulate --compare` as a process: one program under several policies, side by side.

import { execFile } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import type { CompareReport } from "#engine/trace/export/compare";
import { builtCli, repository } from "#test/support/built";

let cli: string;

beforeAll(async () => {
  cli = await builtCli();
});

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Not the synchronous way: the test runner must be able to answer meanwhile. */
function compare(example: string, ...args: readonly string[]): Promise<Ended> {
  const all = [cli, "simulate", `examples/${example}/main.ts`, ...args];
  return new Promise((done) => {
    execFile(process.execPath, all, { cwd: repository }, (error, stdout, stderr) =>
      done({ status: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

describe("four jobs", () => {
  it("are compared as data: one run a choice, and who is best in what", async () => {
    const choices = "fcfs,sjf,srtf,rr@4";
    const { status, stdout } = await compare("scheduling", "--cpus", "1", "--compare", choices, "--format", "json");
    const { version, runs, best }: CompareReport = JSON.parse(stdout);
    expect({ status, version }).toEqual({ status: 0, version: 1 });
    expect(runs.map(({ policy, cpus, outcome }) => [policy, cpus, outcome])).toEqual([
      ["fcfs", 1, "completed"],
      ["sjf", 1, "completed"],
      ["srtf", 1, "completed"],
      ["round-robin", 4, "completed"],
    ]);
    const waiting = runs.map(({ metrics }) => metrics.mean.waiting ?? 0);
    expect(waiting).toEqual([...waiting].sort((a, b) => b - a));
    expect(best.find(({ metric }) => metric === "waiting")?.runs).toEqual([3]);
    expect(runs[0]?.notes).toEqual([]);
    expect(runs[1]?.notes[0]).toContain("knows how long each CPU burst takes");
    expect(runs.map(({ token }) => token?.split(".")[4])).toEqual(["fcfs", "sjf", "srtf", "round-robin"]);
  });

  it("are compared as text: a table, the threads, and all CPUs on one axis of time", async () => {
    const { status, stdout } = await compare("scheduling", "--cpus", "1", "--compare", "fcfs,rr", "--quantum", "1000");
    expect(status).toBe(0);
    expect(stdout).toMatch(/First come, first served on 1 CPU .* completed/);
    expect(stdout).toMatch(/waiting +First come, first served on 1 CPU +Round robin on 1 CPU/);
    expect(stdout).toMatch(/CPU 0 AB{10,}C+D+E+\n/);
    expect(stdout).toMatch(/CPU 0 AB+C+D+E+B+C+/);
    expect(stdout).toContain("A main, B long, C middle, D short, E tiny");
  });
});

it("a run that hangs is never the best, and the exit code says that one hung", async () => {
  const { status, stdout } = await compare("bank", "--compare", "fcfs,rr@1", "--format", "json");
  expect(status).toBe(3);
  const { runs, best }: CompareReport = JSON.parse(stdout);
  expect(runs.map(({ outcome }) => outcome)).toEqual(["deadlock", "deadlock"]);
  for (const { runs: winners } of best) expect(winners).toEqual([]);
});

it.each([
  [["--compare", "fcfs,fast"], "There is no policy `fast`"],
  [["--compare", "fcfs@0"], "needs 1 to 64 CPUs"],
  [["--compare", "fcfs@"], "needs 1 to 64 CPUs"],
  [["--compare", ""], "There is no policy ``"],
  [["--compare", Array.from({ length: 13 }, (_, index) => `rr@${index + 1}`).join()], "at most 12"],
  [["--compare", "fcfs", "--format", "mermaid"], "pretty"],
])("%j is refused with words", async (args, words) => {
  const { status, stderr } = await compare("scheduling", ...args);
  expect(status).toBe(2);
  expect(stderr).toContain(words);
});
