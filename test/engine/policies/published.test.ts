// Every policy against exercises whose answers are printed in textbooks.

import { describe, expect, it } from "vitest";
import { type Job, play } from "../kernel/synthetic";
import { type Exercise, FIFO_EXERCISES, ROUND_ROBIN_EXERCISES } from "./published";

const EXERCISES: readonly Exercise[] = [...FIFO_EXERCISES, ...ROUND_ROBIN_EXERCISES];

describe("published exercises", () => {
  it.each(EXERCISES.map((exercise) => [exercise.source, exercise] as const))("%s", (_source, exercise) => {
    const jobs: Job[] = exercise.jobs.map(([name, arrival, burst, priority]) => ({
      name,
      arrival,
      phases: [burst],
      ...(priority === undefined ? {} : { priority }),
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
