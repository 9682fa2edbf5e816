// Every policy against exercises whose answers are printed in textbooks and by the simulators that come with them.

import { describe, expect, it } from "vitest";
import { DEFAULT_MACHINE } from "#engine/machine";
import { createLottery } from "#engine/policies/lottery";
import { type Job, type Played, play } from "../kernel/synthetic";
import { homework } from "./homework";
import { HOMEWORK_RUNS } from "./ostep";
import { TEXTBOOK_EXERCISES } from "./textbook";

describe("textbooks", () => {
  it.each(TEXTBOOK_EXERCISES.map((exercise) => [exercise.source, exercise] as const))("%s", (_source, exercise) => {
    const { idleUntil = 0, machine, scheduling = {} } = exercise;
    const jobs = exercise.jobs.map(
      ([name, arrival, burst, priority]): Job => ({
        name,
        arrival,
        phases: [burst],
        ...(priority === undefined ? {} : { traits: { priority } }),
      }),
    );
    // Whoever leaves the CPU idle gives it to nobody: a job that came first and is not counted.
    const idle: Job[] = idleUntil === 0 ? [] : [{ name: "idle", arrival: 0, phases: [idleUntil] }];
    const played = play([...idle, ...jobs], { machine: { ...machine }, scheduling });
    const rows = jobs.map(({ name }) => played.jobs.get(name) ?? never());
    expect(played.status).toBe("quiescent");
    expect(gantt(played, "idle")).toBe(exercise.gantt);
    expect(rows.map((row) => row.completion - row.arrival)).toEqual(exercise.turnaround);
    expect(rows.map((row) => row.firstRun - row.arrival)).toEqual(exercise.response);
    expect(rows.map((row) => row.completion - row.arrival - row.cpu - row.blocked)).toEqual(exercise.waiting);
  });

  it("Silberschatz, exercise 6.17: a preempted thread goes to the tail with a fresh quantum, high numbers first", () => {
    const rows = [
      ["P1", 0, 20, 40],
      ["P2", 25, 25, 30],
      ["P3", 30, 25, 30],
      ["P4", 60, 15, 35],
      ["P5", 100, 10, 5],
      ["P6", 105, 10, 10],
    ] as const;
    const jobs = rows.map(([name, arrival, burst, priority]): Job => {
      return { name, arrival, phases: [burst], traits: { priority } };
    });
    const played = play(jobs, { machine: { policy: "priority", quantum: 10 }, scheduling: { urgent: "high" } });
    expect([...played.jobs.values()].map((row) => row.completion - row.arrival)).toEqual([20, 55, 60, 15, 20, 10]);
  });
});

describe("OSTEP homework", () => {
  it.each(HOMEWORK_RUNS.map((run) => [`${run.tool} ${run.args}`, run] as const))("%s", (_name, run) => {
    const { jobs, machine, scheduling } = homework(run.tool, run.args);
    const played = play(jobs, { machine, scheduling });
    const rows = [...played.jobs.values()];
    const makespan = Math.max(...rows.map((row) => row.completion));
    const percent = (ticks: number) => Math.round((10_000 * ticks) / makespan) / 100;
    const measured = {
      resp: rows.map((row) => row.firstRun - row.arrival),
      tat: rows.map((row) => row.completion - row.arrival),
      wait: rows.map((row) => row.completion - row.arrival - row.cpu - row.blocked),
      finish: makespan,
      total: makespan,
      util: played.cpus.map((cpu) => percent(cpu.busy)),
      warm: played.cpus.map((cpu) => percent(cpu.warm)),
      cpuBusy: played.cpus.reduce((sum, cpu) => sum + cpu.busy, 0),
      ioBusy: timeWaiting(played),
    };
    expect(played.status).toBe("quiescent");
    const { tool: _tool, args: _args, avg: _avg, gantt: slices, ...expected } = run;
    expect(measured).toMatchObject(expected);
    if (slices?.includes("@") === true) expect(joined(queueGantt(jobs, played))).toBe(joined(slices));
    else if (slices !== undefined) expect(joined(gantt(played))).toBe(joined(slices));
  });

  it("lottery.py -l 8:75,4:25: the drawn tickets choose the jobs that it prints", () => {
    const tickets = [75, 34, 99, 13, 97, 82, 13, 12, 63, 29, 69, 6];
    const jobs: Job[] = [
      { name: "0", arrival: 0, phases: [8], traits: { tickets: 75 } },
      { name: "1", arrival: 0, phases: [4], traits: { tickets: 25 } },
    ];
    const played = play(jobs, {
      machine: { quantum: 1 },
      policy: (machine) => createLottery(machine, (total) => (tickets.shift() ?? 0) % total),
    });
    expect(gantt(played)).toBe("1:0-1 0:1-2 1:2-3 0:3-4 1:4-6 0:6-12");
    expect(DEFAULT_MACHINE.scheduling.tickets).toBe(100);
  });

  it("stride, OSTEP ch. 9: tickets of 100, 50 and 250 run A, B, C, C, C, A, C, C", () => {
    const job = (name: string, tickets: number): Job => ({ name, arrival: 0, phases: [100], traits: { tickets } });
    const played = play([job("A", 100), job("B", 50), job("C", 250)], { machine: { policy: "stride", quantum: 1 } });
    const order = played.slices.flatMap(({ name, from, to }) => Array.from({ length: to - from }, () => name));
    expect(order.slice(0, 8).join("")).toBe("ABCCCACC");
  });
});

/** Slices by name, those of a job that touch joined. */
function gantt(played: Played, without?: string): string {
  return played.slices
    .filter((slice) => slice.name !== without)
    .map((slice) => `${slice.name}:${slice.from}-${slice.to}`)
    .join(" ");
}

/** The same with the queue of each slice, counted as OSTEP does: the highest number is served first. */
function queueGantt(jobs: readonly Job[], { events }: Played): string {
  const slices: string[] = [];
  const queues = new Map<number, number>();
  const running = new Map<number, number>();
  for (const { at, thread, ...event } of events) {
    if (thread === undefined) continue;
    const from = running.get(thread);
    if (from !== undefined && from < at) {
      slices.push(`${jobs[thread]?.name ?? "?"}@P${queues.get(thread) ?? "?"}:${from}-${at}`);
      running.set(thread, at);
    }
    if (event.kind === "thread-level") queues.set(thread, event.levels - 1 - event.level);
    if (event.kind !== "thread-state") continue;
    if (event.to === "running") running.set(thread, at);
    else running.delete(thread);
  }
  return slices.join(" ");
}

function joined(text: string): string {
  const slices: { name: string; from: string; to: string }[] = [];
  for (const part of text.split(" ")) {
    const [name = "", span = ""] = part.split(":");
    const [from = "", to = ""] = span.split("-");
    const last = slices.at(-1);
    if (last?.name === name && last.to === from) last.to = to;
    else slices.push({ name, from, to });
  }
  return slices.map((slice) => `${slice.name}:${slice.from}-${slice.to}`).join(" ");
}

/** Time in which at least one job waits. */
function timeWaiting(played: Played): number {
  const waiting = new Set<number>();
  let since = 0;
  let sum = 0;
  for (const event of played.events) {
    if (event.kind !== "thread-state" || event.thread === undefined) continue;
    if (waiting.size > 0) sum += event.at - since;
    since = event.at;
    if (event.to === "blocked") waiting.add(event.thread);
    else waiting.delete(event.thread);
  }
  return sum;
}

function never(): never {
  throw new Error("lost a job");
}
