// How a run ended, from what is left of it.

import { describe, expect, it } from "vitest";
import { outcomeOf, type Remains } from "#engine/analysis/outcome";
import type { TaskWait } from "#engine/platform/world";

const nothing: Remains = {
  status: "quiescent",
  maxEvents: 10,
  maxTime: 20,
  limit: undefined,
  failure: undefined,
  exitCode: 0,
  handles: [],
  blocked: [],
  unfinished: [],
  cycles: [],
  isDaemon: (task) => task === 2,
};

const waits = (id: number, heldBy: readonly number[], more: Partial<TaskWait> = {}): TaskWait => ({
  task: id,
  thread: 0,
  wait: { kind: "acquire", resource: 7, text: "a lock" },
  heldBy,
  needs: "all",
  external: false,
  ...more,
});

const interval = { thread: 0, what: "setInterval" };

describe("outcome", () => {
  it("is completed with the exit code when nothing is left", () => {
    expect(outcomeOf({ ...nothing, exitCode: 3 })).toEqual({ kind: "completed", exitCode: 3 });
  });

  it("is deadlock with a cycle when tasks wait for one another", () => {
    const outcome = outcomeOf({ ...nothing, blocked: [waits(0, [1]), waits(1, [0])], unfinished: [0, 1] });
    expect(outcome).toMatchObject({ kind: "deadlock", exitCode: 0, blocked: [{ task: 0, heldBy: [1] }, { task: 1 }] });
    expect(outcome).toMatchObject({
      cycle: [
        { task: 0, resource: 7, holder: 1 },
        { task: 1, resource: 7, holder: 0 },
      ],
    });
  });

  it("is deadlock without a cycle for a promise that nobody settles, even if Node would exit with 0", () => {
    const orphan = waits(0, [], { wait: { kind: "promise", text: "a promise", createdAt: 4 }, site: 5 });
    expect(outcomeOf({ ...nothing, blocked: [orphan], unfinished: [0] })).toEqual({
      kind: "deadlock",
      exitCode: 0,
      blocked: [{ task: 0, wait: orphan.wait, heldBy: [], site: 5 }],
      cycle: [],
    });
  });

  it("does not count a task that waits for input by design, nor one of a daemon thread", () => {
    expect(outcomeOf({ ...nothing, blocked: [waits(2, [])], unfinished: [2] }).kind).toBe("completed");
    expect(outcomeOf({ ...nothing, isDaemon: () => true, blocked: [waits(0, [])] }).kind).toBe("completed");
  });

  it("is kept-alive and names the handle when all work is done but the process cannot exit", () => {
    expect(outcomeOf({ ...nothing, exitCode: undefined, handles: [{ ...interval, site: 3 }] })).toEqual({
      kind: "kept-alive",
      handles: [{ what: "setInterval", site: 3 }],
    });
  });

  it("is failed or bound before anything else", () => {
    const blocked = [waits(0, [])];
    const failure = { exitCode: 1, message: "Error: no", site: 2 };
    expect(outcomeOf({ ...nothing, blocked, failure })).toEqual({ kind: "failed", ...failure });
    const limit = { limit: "fuel", message: "endless", site: 2, thread: 0 } as const;
    expect(outcomeOf({ ...nothing, blocked, failure, limit })).toEqual({
      kind: "bound",
      limit: "fuel",
      message: "endless",
      site: 2,
    });
  });

  it("names the bound that cut a run off", () => {
    const cut = { ...nothing, exitCode: undefined, unfinished: [0] };
    expect(outcomeOf({ ...cut, status: "bound-events" })).toMatchObject({ kind: "bound", limit: "events" });
    expect(outcomeOf({ ...cut, status: "bound-time" })).toMatchObject({ kind: "bound", limit: "time" });
  });

  it("tells an interval that ticks for ever from work that does not end", () => {
    const ticking = { ...nothing, status: "bound-time", exitCode: undefined, handles: [interval] } as const;
    expect(outcomeOf(ticking).kind).toBe("kept-alive");
    expect(outcomeOf({ ...ticking, unfinished: [0] }).kind).toBe("bound");
    expect(outcomeOf({ ...ticking, unfinished: [2] }).kind).toBe("kept-alive");
  });

  it("reports a closed cycle even if other tasks keep the run busy up to its bound, and only who can never go on", () => {
    const blocked = [waits(0, [1]), waits(1, [0]), waits(2, [], { external: true })];
    const outcome = outcomeOf({
      ...nothing,
      status: "bound-events",
      exitCode: undefined,
      blocked,
      unfinished: [0, 1, 2],
    });
    expect(outcome).toMatchObject({ kind: "deadlock", exitCode: undefined });
    expect(outcome.kind === "deadlock" && outcome.blocked.map((each) => each.task)).toEqual([0, 1]);
  });
});
