// Every policy against exercises whose answers are printed in textbooks.

import { describe, expect, it } from "vitest";
import { type Job, type Played, play } from "../kernel/synthetic";
import {
  type Exercise,
  FEEDBACK_EXERCISES,
  FIFO_EXERCISES,
  PRIORITY_EXERCISES,
  ROUND_ROBIN_EXERCISES,
  SHORTEST_FIRST_EXERCISES,
} from "./published";

const EXERCISES: readonly Exercise[] = [
  ...FIFO_EXERCISES,
  ...ROUND_ROBIN_EXERCISES,
  ...SHORTEST_FIRST_EXERCISES,
  ...PRIORITY_EXERCISES,
];

describe("published exercises", () => {
  it.each(EXERCISES.map((exercise) => [exercise.source, exercise] as const))("%s", (_source, exercise) => {
    const jobs: Job[] = exercise.jobs.map(([name, arrival, burst, priority]) => ({
      name,
      arrival,
      phases: [burst],
      ...(priority === undefined ? {} : { traits: { priority } }),
    }));
    const played = play(jobs, {
      machine: { policy: exercise.policy, ...(exercise.quantum === undefined ? {} : { quantum: exercise.quantum }) },
    });
    const rows = [...played.jobs.values()];
    expect(played.status).toBe("quiescent");
    expect(rows.map((row) => row.completion - row.arrival)).toEqual(exercise.turnaround);
    if (exercise.response !== undefined) {
      expect(rows.map((row) => row.firstRun - row.arrival)).toEqual(exercise.response);
    }
    if (exercise.waiting !== undefined) {
      expect(rows.map((row) => row.completion - row.arrival - row.cpu - row.blocked)).toEqual(exercise.waiting);
    }
    if (exercise.gantt !== undefined) {
      expect(played.slices.map((slice) => `${slice.name}:${slice.from}-${slice.to}`).join(" ")).toBe(exercise.gantt);
    }
  });
});

describe("OSTEP homework mlfq.py", () => {
  it.each(FEEDBACK_EXERCISES.map((exercise) => [exercise.source, exercise] as const))("%s", (_source, exercise) => {
    const { quanta, boost = 0, io = 5, stay = false } = exercise;
    const jobs: Job[] = exercise.jobs.map(([arrival, run, every], index) => {
      const phases: number[] = [];
      for (let left = run; left > 0; left -= every) {
        if (every === 0) {
          phases.push(run);
          break;
        }
        phases.push(Math.min(every, left));
        if (left > every) phases.push(io);
      }
      return { name: `J${index}`, arrival, phases };
    });
    const played = play(jobs, {
      machine: { policy: "mlfq" },
      scheduling: { levels: quanta, boost, stay, quantumEnd: "requeued" },
    });
    const rows = [...played.jobs.values()];
    expect(rows.map((row) => row.firstRun - row.arrival)).toEqual(exercise.response);
    expect(rows.map((row) => row.completion - row.arrival)).toEqual(exercise.turnaround);
    if (exercise.gantt !== undefined) expect(joined(played)).toBe(exercise.gantt);
  });
});

function joined(played: Played): string {
  const slices: { name: string; from: number; to: number }[] = [];
  for (const { name, from, to } of played.slices) {
    const last = slices.at(-1);
    if (last?.name === name && last.to === from) last.to = to;
    else slices.push({ name, from, to });
  }
  return slices.map((slice) => `${slice.name}:${slice.from}-${slice.to}`).join(" ");
}
