// `interleave simulate`: one run of a program on the simulated machine, as text or data.

import { existsSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import { type MachineChoice, parseChoices } from "#engine/policies/choose";
import { POLICIES, policyById } from "#engine/policies/index";
import type { Scenario } from "#engine/scenario";
import type { SchedulingSettings } from "#engine/scheduling/settings";
import { SCHEDULING_TABLE, soundScheduling } from "#engine/scheduling/table";
import { type Parsed, parseRule, withSetting } from "#engine/scheduling/text";
import { toCompareReport, toCompareText } from "#engine/trace/export/compare";
import { toChromeTrace } from "#engine/trace/export/chrome-trace";
import { toReport } from "#engine/trace/export/json";
import { toMermaid } from "#engine/trace/export/mermaid";
import { toPretty } from "#engine/trace/export/pretty";
import type { Outcome, Trace } from "#engine/trace/trace";
import type { Problem } from "#protocol/finding";
import { type ChildAnswer, type ChildOptions, simulateInChild } from "#server/host/node-host";
import { buildScenario } from "#server/instrument/build-scenario";
import { normalPath } from "#server/instrument/paths";
import { diskHost } from "#server/workspace/source-host";
import { createWorkspace } from "#server/workspace/workspace";
import { terminalText } from "./code-frame";
import { EXIT, type ExitCode, UsageError } from "./exit-codes";

export const SIMULATE_FORMATS = ["pretty", "json", "chrome-trace", "mermaid"] as const;

export interface SimulateOptions {
  /** Name of a function of the file to start, instead of the whole file. */
  readonly entry?: string;
  readonly policy?: string;
  readonly cpus?: number;
  /** Run once under each of these policies instead, and print the runs side by side: `fcfs,sjf,rr@4`. */
  readonly compare?: string;
  /** In ticks. */
  readonly quantum?: number;
  readonly onePerProcess?: boolean;
  /** In ticks. */
  readonly contextSwitch?: number;
  /** In ticks. */
  readonly ioLatency?: number;
  /** In ticks. */
  readonly threadStart?: number;
  /** `key=value` of scheduling settings. */
  readonly set?: readonly string[];
  /** `name:priority=3,cpus=0+1,...`. */
  readonly thread?: readonly string[];
  readonly seed?: number;
  readonly format: (typeof SIMULATE_FORMATS)[number];
}

/** Where a command writes to, and how it runs a scenario. */
export interface SimulateIo {
  out(text: string): void;
  err(text: string): void;
  /** The locked-down child process where absent. */
  readonly run?: (scenario: Scenario, machine: MachineSettings, options: ChildOptions) => Promise<ChildAnswer>;
}

/** Real time and memory that one run may take. */
const CHILD: ChildOptions = { timeoutMs: 60_000, memoryMb: 1024 };

/**
 * @returns the exit code that design and documentation promise: 0 completed or kept alive, 3 deadlock, 4 the program threw, 5 a bound was met,
 *   2 nothing could be run
 * @throws UsageError where the command cannot mean anything
 */
export async function runSimulate(file: string, options: SimulateOptions, io: SimulateIo): Promise<ExitCode> {
  const entry = normalPath(resolve(file));
  if (!existsSync(entry)) throw new UsageError(`There is no file ${file}.`);
  if (statSync(entry).isDirectory())
    throw new UsageError(`${file} is a directory; name the file that starts the program.`);
  const machine = machineOf(options);
  const choices = choicesOf(options, machine);
  const root = rootOf(entry);
  const host = diskHost(root);
  const { primitives } = await createWorkspace(projectOf(entry), host).analyze();
  const request = options.entry === undefined ? { entry } : { entry, functionName: options.entry };
  const { scenario, problems } = await buildScenario(request, host, { primitives });
  for (const problem of problems) io.err(`${problemLine(problem)}\n`);
  if (scenario === undefined) return EXIT.usage;

  const traces: Trace[] = [];
  for (const choice of choices ?? [{}]) {
    const answer = await (io.run ?? simulateInChild)(scenario, { ...machine, ...choice }, CHILD);
    if ("error" in answer) {
      io.err(`${terminalText(answer.error.message)}\n`);
      return answer.error.kind === "timeout" || answer.error.kind === "memory" ? EXIT.bound : EXIT.usage;
    }
    traces.push(answer.trace);
  }
  if (choices === undefined) for (const trace of traces) io.out(formatted(trace, options.format));
  else io.out(options.format === "json" ? json(toCompareReport(traces)) : toCompareText(traces));
  return traces.map(({ outcome }) => exitCode(outcome)).find((code) => code !== EXIT.ok) ?? EXIT.ok;
}

/** `undefined` where nothing is to be compared. */
function choicesOf(
  { compare, format }: SimulateOptions,
  { cpus }: MachineSettings,
): readonly MachineChoice[] | undefined {
  if (compare === undefined) return undefined;
  if (format !== "pretty" && format !== "json")
    throw new UsageError("A comparison is printed as `pretty` or `json` only.");
  return orUsage(parseChoices(compare, cpus));
}

export function exitCode(outcome: Outcome): ExitCode {
  switch (outcome.kind) {
    case "completed":
    case "kept-alive":
      return EXIT.ok;
    case "deadlock":
      return EXIT.deadlock;
    case "failed":
      return EXIT.failed;
    case "bound":
      return EXIT.bound;
  }
}

function machineOf(options: SimulateOptions): MachineSettings {
  const { policy = DEFAULT_MACHINE.policy, cpus = DEFAULT_MACHINE.cpus, quantum = DEFAULT_MACHINE.quantum } = options;
  if (policyById(policy) === undefined) {
    throw new UsageError(`There is no policy \`${policy}\`. There are: ${POLICIES.map(({ id }) => id).join(", ")}.`);
  }
  for (const [name, value] of [
    ["--cpus", cpus],
    ["--quantum", quantum],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new UsageError(`\`${name}\` needs a whole number of at least 1.`);
  }
  const { onePerProcess = DEFAULT_MACHINE.onePerProcess, seed = DEFAULT_MACHINE.seed } = options;
  const {
    contextSwitch = DEFAULT_MACHINE.contextSwitch,
    ioLatency = DEFAULT_MACHINE.ioLatency,
    threadStart = DEFAULT_MACHINE.threadStart,
  } = options;
  const scheduling = schedulingOf(options);
  return {
    ...DEFAULT_MACHINE,
    policy,
    cpus,
    quantum,
    onePerProcess,
    seed,
    contextSwitch,
    ioLatency,
    threadStart,
    scheduling,
  };
}

function schedulingOf({ set = [], thread = [] }: SimulateOptions): SchedulingSettings {
  let settings = DEFAULT_MACHINE.scheduling;
  for (const pair of set) {
    const equals = pair.indexOf("=");
    const key = pair.slice(0, Math.max(0, equals)).trim();
    const row = SCHEDULING_TABLE.find((each) => each.key === key);
    if (row === undefined) {
      const keys = SCHEDULING_TABLE.map((each) => each.key).join(", ");
      throw new UsageError(`\`--set ${pair}\` names no setting; write \`--set key=value\`. There are: ${keys}.`);
    }
    settings = orUsage(withSetting(settings, row, pair.slice(equals + 1)));
  }
  const threads = thread.map((text) => orUsage(parseRule(text)));
  return soundScheduling({ ...settings, threads });
}

function orUsage<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new UsageError(parsed.error);
  return parsed.value;
}

/** The directory that the command was called in, where the file lies in it; else the file's own project. */
function rootOf(entry: string): string {
  const here = normalPath(process.cwd());
  return entry.startsWith(`${here}/`) ? here : projectOf(entry);
}

/** The nearest directory above a file that has a tsconfig or a package; else its own. */
function projectOf(entry: string): string {
  const own = dirname(entry);
  for (let directory = own; directory !== dirname(directory); directory = dirname(directory)) {
    if (existsSync(`${directory}/tsconfig.json`) || existsSync(`${directory}/package.json`)) return directory;
  }
  return own;
}

function formatted(trace: Trace, format: SimulateOptions["format"]): string {
  switch (format) {
    case "pretty":
      return toPretty(trace);
    case "json":
      return json(toReport(trace));
    case "chrome-trace":
      return `${JSON.stringify(toChromeTrace(trace))}\n`;
    case "mermaid":
      return toMermaid(trace);
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** `src/a.ts:3:5 error: ';' expected.` */
function problemLine({ file, range, severity, message }: Problem): string {
  const at = range === undefined ? "" : `:${range.start.line + 1}:${range.start.character + 1}`;
  const place = file === undefined ? "" : `${relative(process.cwd(), file) || file}${at} `;
  return terminalText(`${place}${severity}: ${message}`);
}
