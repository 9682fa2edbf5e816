// Runs a scenario in a child process that may touch nothing: Node's permission model, no environment, bounded memory and time.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MachineSettings } from "#engine/machine";
import type { Scenario } from "#engine/scenario";
import type { Trace } from "#engine/trace/trace";
import type { EngineHostInput } from "./engine-host";

export interface ChildOptions {
  /** Real time after which the child is killed. */
  readonly timeoutMs: number;
  /** Size of the child's heap. */
  readonly memoryMb: number;
  readonly signal?: AbortSignal;
  /** The built `engine-host.js`; the one beside this program where absent. */
  readonly hostFile?: string;
}

export interface ChildFailure {
  readonly kind: "timeout" | "memory" | "crash" | "cancelled" | "not-built";
  /** One sentence for a person. */
  readonly message: string;
}

export type ChildAnswer = { readonly trace: Trace } | { readonly error: ChildFailure };

/** Never rejects. */
export function simulateInChild(
  scenario: Scenario,
  machine: MachineSettings,
  options: ChildOptions,
): Promise<ChildAnswer> {
  const hostFile = options.hostFile ?? findHostFile();
  if (hostFile === undefined) {
    return failure("not-built", "The engine's host (dist/engine-host.js) is not there; `npm run build` makes it.");
  }
  if (options.signal?.aborted) return failure("cancelled", "The simulation was cancelled.");
  const input: EngineHostInput = { scenario: JSON.stringify(scenario), machine: JSON.stringify(machine) };

  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...lockedDown(hostFile, options.memoryMb), hostFile], {
      env: {},
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
    });
    let stopped: ChildFailure | undefined;
    const stop = (reason: ChildFailure): void => {
      stopped ??= reason;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => {
      stop({
        kind: "timeout",
        message: `The simulation took longer than ${options.timeoutMs / 1000} s of real time and was stopped.`,
      });
    }, options.timeoutMs);
    const abort = (): void => stop({ kind: "cancelled", message: "The simulation was cancelled." });
    options.signal?.addEventListener("abort", abort);

    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    const finish = (answer: ChildAnswer): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", abort);
      resolve(answer);
    };
    child.on("error", (error) =>
      finish({ error: { kind: "crash", message: `The engine's process did not start: ${error.message}` } }),
    );
    child.on("close", (code, signal) => {
      if (stopped !== undefined) finish({ error: stopped });
      else
        finish(read(Buffer.concat(out).toString("utf8"), Buffer.concat(err).toString("utf8"), code, signal, options));
    });
    // A child that died early closes its input; its exit says why.
    child.stdin.on("error", () => undefined);
    child.stdin.end(JSON.stringify(input));
  });
}

function read(
  out: string,
  err: string,
  code: number | null,
  signal: string | null,
  options: ChildOptions,
): ChildAnswer {
  if (/heap out of memory|Allocation failed/.test(err)) {
    return {
      error: {
        kind: "memory",
        message: `The simulation needed more than ${options.memoryMb} MB of memory and was stopped.`,
      },
    };
  }
  if (code !== 0) {
    const why = whyOf(err);
    return {
      error: { kind: "crash", message: `The engine's process ended with ${signal ?? `code ${code}`}. ${why}`.trim() },
    };
  }
  try {
    const answer:
      | { readonly trace: Trace }
      | { readonly failure: { readonly message: string; readonly stack: string } } = JSON.parse(out);
    if ("trace" in answer) return { trace: answer.trace };
    return { error: { kind: "crash", message: `The engine failed: ${answer.failure.message}` } };
  } catch {
    return { error: { kind: "crash", message: "The engine's process gave no readable answer." } };
  }
}

/** The error's own line among the lines of a stack; the last lines where there is none. */
function whyOf(err: string): string {
  const lines = err.trim().split("\n");
  return lines.find((line) => /^(?:Uncaught )?\w*Error\b/.test(line)) ?? lines.slice(-3).join(" ");
}

/** Flags that take everything from a Node process but reading its own program. */
function lockedDown(hostFile: string, memoryMb: number): readonly string[] {
  const flags = ["--no-warnings", "--disallow-code-generation-from-strings", `--max-old-space-size=${memoryMb}`];
  const allowed = process.allowedNodeEnvironmentFlags;
  const permission = ["--permission", "--experimental-permission"].find((flag) => allowed.has(flag));
  if (permission !== undefined) flags.push(permission, `--allow-fs-read=${hostFile}`);
  return flags;
}

/** Beside this program where it is bundled, else in the build's output. */
function findHostFile(): string | undefined {
  return [join(__dirname, "engine-host.js"), join(__dirname, "../../dist/engine-host.js")].find((file) =>
    existsSync(file),
  );
}

function failure(kind: ChildFailure["kind"], message: string): Promise<ChildAnswer> {
  return Promise.resolve({ error: { kind, message } });
}
