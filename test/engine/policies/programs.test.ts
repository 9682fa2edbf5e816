// The same exercises as TypeScript programs: worker threads whose statements say what they cost, through the instrumenter to the trace.

import { describe, expect, it } from "vitest";
import { DEFAULT_MACHINE, type MachineSettings, TICKS_PER_MILLISECOND } from "#engine/machine";
import { run } from "#engine/run";
import type { Scenario } from "#engine/scenario";
import type { SchedulingSettings, ThreadRule } from "#engine/scheduling/settings";
import type { Trace } from "#engine/trace/trace";
import { compileUnits } from "#server/host/in-process-host";
import { scenarioOf } from "../../server/instrument/program";
import type { Job } from "../kernel/synthetic";
import { homework } from "./homework";
import { HOMEWORK_RUNS } from "./ostep";
import { TEXTBOOK_EXERCISES } from "./textbook";

/** Ticks of an exercise's unit of time: timers count in milliseconds. */
const UNIT = TICKS_PER_MILLISECOND;
/** Time from `new Worker` to the arrival of a job, in units: a multiple of every quantum and boost, longer than any run of arrivals. */
const START = 1000;

const JOB = `
import { readFile } from "node:fs/promises";
import { workerData } from "node:worker_threads";

/** @cost 0 */
for (const [index, burst] of workerData.bursts.entries()) {
  if (index > 0) await readFile("a device");
  /** @cost burst * ${UNIT} */
  void burst;
}
`;

describe("textbook exercises as programs", () => {
  it.each(TEXTBOOK_EXERCISES.map((exercise) => [exercise.source, exercise] as const))(
    "%s",
    async (_source, exercise) => {
      const { idleUntil = 0 } = exercise;
      const idle: Job[] = idleUntil === 0 ? [] : [{ name: "idle", arrival: 0, phases: [idleUntil] }];
      const jobs = exercise.jobs.map(
        ([name, arrival, burst, priority]): Job => ({
          name,
          arrival,
          phases: [burst],
          ...(priority === undefined ? {} : { traits: { priority } }),
        }),
      );
      const trace = await runProgram([...idle, ...jobs], exercise.machine, exercise.scheduling ?? {});
      const rows = rowsOf(trace, jobs);
      expect(rows.map((row) => row.turnaround)).toEqual(exercise.turnaround);
      expect(rows.map((row) => row.response)).toEqual(exercise.response);
      expect(rows.map((row) => row.waiting)).toEqual(exercise.waiting);
      expect(ganttOf(trace, jobs)).toBe(exercise.gantt);
    },
  );
});

describe("arrivals as rules of the scheduler instead of the program's own timers", () => {
  const late = TEXTBOOK_EXERCISES.filter(({ idleUntil = 0, jobs }) => idleUntil === 0 && jobs.some(([, at]) => at > 0));
  it.each(late.map((exercise) => [exercise.source, exercise] as const))("%s", async (_source, exercise) => {
    const jobs = exercise.jobs.map(([name, arrival, burst, priority]): Job => {
      const traits = { arrival: (START + arrival) * UNIT, ...(priority === undefined ? {} : { priority }) };
      return { name, arrival: 0, phases: [burst], traits };
    });
    const trace = await runProgram(jobs, exercise.machine, exercise.scheduling ?? {});
    expect(ganttOf(trace, jobs)).toBe(exercise.gantt);
    expect(rowsOf(trace, jobs).map((row) => row.turnaround)).toEqual(exercise.turnaround);
  });
});

describe("OSTEP homework as programs", () => {
  it.each(HOMEWORK_RUNS.map((each) => [`${each.tool} ${each.args}`, each] as const))("%s", async (_name, expected) => {
    const { jobs, machine, scheduling } = homework(expected.tool, expected.args);
    const trace = await runProgram(jobs, machine, scheduling);
    const rows = rowsOf(trace, jobs);
    const last = Math.max(...rows.map((row) => row.completion));
    const cpus = trace.metrics.cpus.slice(1);
    if (expected.tat !== undefined) expect(rows.map((row) => row.turnaround)).toEqual(expected.tat);
    if (expected.resp !== undefined) expect(rows.map((row) => row.response)).toEqual(expected.resp);
    if (expected.wait !== undefined) expect(rows.map((row) => row.waiting)).toEqual(expected.wait);
    expect(last).toBe(expected.finish ?? expected.total ?? last);
    const percent = (ticks: number) => Math.round((10_000 * ticks) / UNIT / last) / 100;
    if (expected.util !== undefined) expect(cpus.map((cpu) => percent(cpu.busy))).toEqual(expected.util);
    if (expected.warm !== undefined) expect(cpus.map((cpu) => percent(cpu.warm))).toEqual(expected.warm);
    if (expected.cpuBusy !== undefined) {
      expect(cpus.reduce((sum, cpu) => sum + cpu.busy, 0)).toBe(expected.cpuBusy * UNIT);
    }
  });
});

/** The jobs' program on a machine on which the main thread, which starts them, has a CPU of its own. */
async function runProgram(
  jobs: readonly Job[],
  machine: Partial<MachineSettings>,
  scheduling: Partial<SchedulingSettings>,
): Promise<Trace> {
  const scenario = await programOf(jobs);
  const cpus = machine.cpus ?? 1;
  const all = Array.from({ length: cpus }, (_, cpu) => cpu + 1);
  const wait = jobs.flatMap(({ phases }) => phases.filter((_, index) => index % 2 === 1))[0] ?? 1;
  const rules: ThreadRule[] = jobs.map(({ name, traits = {} }) => ({
    ...traits,
    name,
    cpus: traits.cpus === undefined ? all : traits.cpus.map((cpu) => cpu + 1),
  }));
  const settings = { ...DEFAULT_MACHINE.scheduling, ...scheduling };
  return run({
    scenario,
    host: compileUnits(scenario),
    machine: {
      ...DEFAULT_MACHINE,
      ...machine,
      cpus: cpus + 1,
      quantum: (machine.quantum ?? 1) * UNIT,
      threadStart: START * UNIT,
      ioLatency: wait * UNIT,
      scheduling: {
        ...settings,
        levels: settings.levels.map((level) => level * UNIT),
        boost: (scheduling.boost ?? 0) * UNIT,
        cacheWarmUp: (scheduling.cacheWarmUp ?? 0) * UNIT,
        threads: [...rules, { name: "main", cpus: [0] }],
      },
    },
  });
}

function programOf(jobs: readonly Job[]): Promise<Scenario> {
  const list = jobs.map(({ name, arrival, phases }) => {
    return { name, arrival, bursts: phases.filter((_, index) => index % 2 === 0) };
  });
  const main = `
import { Worker } from "node:worker_threads";

/** @cost 0 */
const jobs = ${JSON.stringify(list)};

/** @cost 0 */
for (const arrival of new Set(jobs.map((job) => job.arrival))) {
  const start = () => {
    for (const job of jobs.filter((each) => each.arrival === arrival)) {
      new Worker(new URL("./job.ts", import.meta.url), { name: job.name, workerData: job });
    }
  };
  if (arrival === 0) start();
  else setTimeout(start, arrival);
}
`;
  return scenarioOf({ "main.ts": main, "job.ts": JOB, "package.json": '{ "type": "module" }' });
}

/** In units, with times counted from the first possible arrival. */
function rowsOf(trace: Trace, jobs: readonly Job[]) {
  return jobs.map(({ name }) => {
    const info = trace.threads.find((thread) => thread.name === name);
    const row = trace.metrics.threads.find((each) => each.thread === info?.id);
    if (row?.turnaround === undefined || row.response === undefined || row.completion === undefined) {
      throw new Error(`${name} did not complete`);
    }
    return {
      turnaround: row.turnaround / UNIT,
      response: row.response / UNIT,
      waiting: row.waiting / UNIT,
      completion: row.completion / UNIT - START,
    };
  });
}

function ganttOf(trace: Trace, jobs: readonly Job[]): string {
  const slices: string[] = [];
  const from = new Map<number, number>();
  for (const event of trace.events) {
    if (event.kind !== "thread-state" || event.thread === undefined) continue;
    const began = from.get(event.thread);
    const name = trace.threads[event.thread]?.name ?? "";
    if (began !== undefined && jobs.some((job) => job.name === name)) {
      slices.push(`${name}:${began / UNIT - START}-${event.at / UNIT - START}`);
    }
    if (event.to === "running") from.set(event.thread, event.at);
    else from.delete(event.thread);
  }
  return slices.join(" ");
}
