// Runs programs in the real Node: the oracle that the simulated machine is held against.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import pLimit from "p-limit";
import { repository } from "../support/built";

export interface NodeRun {
  readonly stdout: string;
  readonly stderr: string;
  /** A signal's name where it had to be stopped. */
  readonly exitCode: number | string;
}

export interface NodeOracle {
  /** `program` is relative to the directory of the programs. */
  run(program: string): Promise<NodeRun>;
  dispose(): void;
}

/** Real time after which a program of the table hangs: all of them end within a second on an idle machine. */
const HANGS_AFTER_MS = 40_000;

/** Makes JavaScript of the programs in `directory`, where Node finds the project's packages. */
export async function createNodeOracle(directory: string): Promise<NodeOracle> {
  const cache = join(repository, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const out = mkdtempSync(join(cache, "fidelity-"));
  // More at once would delay one another's timers.
  const gate = pLimit(2);
  for (const file of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    const source = join(directory, file);
    const target = join(out, javaScriptName(file));
    mkdirSync(join(target, ".."), { recursive: true });
    if (/\.[mc]ts$/.test(file)) writeFileSync(target, await toJavaScript(source));
    else if (file.endsWith(".json")) cpSync(source, target);
  }
  return {
    run: (program) => gate(() => runNode([join(out, javaScriptName(program))])),
    dispose: () => rmSync(out, { recursive: true, force: true }),
  };
}

/** Types are taken away and nothing else is changed, but for the names of the program's own files. */
async function toJavaScript(file: string): Promise<string> {
  const { code } = await transform(readFileSync(file, "utf8"), {
    loader: "ts",
    format: file.endsWith(".cts") ? "cjs" : "esm",
    target: "node20",
    sourcefile: file,
  });
  return javaScriptName(code);
}

function javaScriptName(text: string): string {
  return text.replaceAll(/\.([mc])ts\b/g, ".$1js");
}

export function runNode(args: readonly string[], input = ""): Promise<NodeRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--no-warnings", ...args], { stdio: ["pipe", "pipe", "pipe"] });
    const timer = setTimeout(() => child.kill("SIGKILL"), HANGS_AFTER_MS);
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ stdout, stderr, exitCode: code ?? signal ?? "unknown" });
    });
    child.stdin.end(input);
  });
}
