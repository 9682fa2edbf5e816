// The reducer: one state, one update, and the rules of seeking, playing, re-running and zooming.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_MACHINE } from "#engine/machine";
import {
  type Action,
  axisOf,
  initialState,
  lastStep,
  type PanelState,
  stepsOnLine,
  update,
  viewState,
  windowOf,
} from "#media/store";
import { wholeSpan } from "#media/timeline/lanes";
import type { ViewState } from "#protocol/webview";
import { bankScenario, bankTrace, completedTrace } from "./fixtures/bank";

function apply(state: PanelState, ...actions: readonly Action[]): PanelState {
  return actions.reduce(update, state);
}

function loaded(view?: ViewState): PanelState {
  const message = { type: "load", scenario: bankScenario(), engineSource: "", machine: DEFAULT_MACHINE, view } as const;
  return apply(initialState(), { kind: "message", message });
}

function shown(view?: ViewState): PanelState {
  const state = loaded(view);
  return apply(state, { kind: "trace", run: state.run, trace: bankTrace() });
}

describe("a run", () => {
  test("a new program asks for a run, and its trace opens at the deadlock", () => {
    expect(loaded()).toMatchObject({ phase: { kind: "running" }, run: 1, shown: undefined });
    const state = shown();
    expect(state.phase.kind).toBe("shown");
    expect(state.shown?.trace.events[state.step - 1]?.kind).toBe("deadlock");
  });

  test("only the deadlock that the run ended in counts: a cycle that opened again is passed by", () => {
    const trace = bankTrace();
    const passing = {
      kind: "deadlock",
      cycle: [{ task: 3, resource: 0, holder: 3 }],
      at: 510,
      thread: 0,
      task: 3,
    } as const;
    const events = [...trace.events.slice(0, 28), passing, ...trace.events.slice(28)];
    expect(apply(loaded(), { kind: "trace", run: 1, trace: { ...trace, events } }).step).toBe(58);
    const completed = { ...completedTrace(), events: [...completedTrace().events, passing] };
    expect(apply(loaded(), { kind: "trace", run: 1, trace: completed }).shown?.deadlockStep).toBeUndefined();
  });

  test("a completed run opens at its end", () => {
    const state = apply(loaded(), { kind: "trace", run: 1, trace: completedTrace() });
    expect(state.step).toBe(lastStep(state));
  });

  test("the step, level and machine that the host kept come back", () => {
    const machine = { ...DEFAULT_MACHINE, cpus: 4 };
    const state = loaded({ step: 12, machine, level: "threads" });
    expect(state.machine.cpus).toBe(4);
    const back = apply(state, { kind: "trace", run: 1, trace: { ...bankTrace(), machine } });
    expect(viewState(back)).toEqual({ step: 12, machine, level: "threads" });
  });

  test("a kept step beyond the end of a shorter run is its end", () => {
    expect(shown({ step: 9999, machine: DEFAULT_MACHINE, level: "tasks" }).step).toBe(60);
  });

  test("an answer to a superseded run is ignored", () => {
    const state = apply(loaded(), { kind: "machine", change: { cpus: 1 } });
    expect(state.run).toBe(2);
    expect(apply(state, { kind: "trace", run: 1, trace: bankTrace() }).shown).toBeUndefined();
    expect(apply(state, { kind: "crash", run: 1, message: "old" }).phase.kind).toBe("running");
  });

  test("while a changed machine runs, the last run stays in sight", () => {
    const state = apply(shown(), { kind: "machine", change: { cpus: 3 } });
    expect(state).toMatchObject({ phase: { kind: "running" }, machine: { cpus: 3 } });
    expect(state.shown).toBeDefined();
  });

  test("numbers that no machine can have become the nearest that it can", () => {
    const cpus = (value: number): number => apply(shown(), { kind: "machine", change: { cpus: value } }).machine.cpus;
    expect([0, -3, 2.4, 99, Number.NaN].map(cpus)).toEqual([1, 1, 2, 8, 1]);
    expect(apply(shown(), { kind: "machine", change: { quantum: 0 } }).machine.quantum).toBe(1);
  });

  test("problems take the picture away, and a crash says why", () => {
    const problems = { type: "problems", title: "a.ts", problems: [{ severity: "error", message: "No." }] } as const;
    expect(apply(shown(), { kind: "message", message: problems })).toMatchObject({
      phase: { kind: "problems" },
      shown: undefined,
      step: 0,
    });
    const state = loaded();
    expect(apply(state, { kind: "crash", run: state.run, message: "boom" }).phase).toEqual({
      kind: "crashed",
      message: "boom",
    });
  });

  test("an edit marks the run as stale until the program comes again", () => {
    const stale = apply(shown(), { kind: "message", message: { type: "stale", uri: "file:///a.ts" } });
    expect(apply(stale, { kind: "message", message: { type: "stale", uri: "file:///a.ts" } }).stale).toEqual([
      "file:///a.ts",
    ]);
    const message = {
      type: "load",
      scenario: bankScenario(),
      engineSource: "",
      machine: DEFAULT_MACHINE,
      view: undefined,
    } as const;
    expect(apply(stale, { kind: "message", message }).stale).toEqual([]);
  });
});

describe("time", () => {
  test("a step never leaves the run, whatever is asked for", () => {
    const step = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY));
    const action = fc.oneof(
      step.map((by): Action => ({ kind: "step", by })),
      step.map((to): Action => ({ kind: "seek", to })),
      fc.constantFrom<Action>(
        { kind: "tick" },
        { kind: "play" },
        { kind: "seek", to: "start" },
        { kind: "seek", to: "end" },
      ),
    );
    const start = shown();
    fc.assert(
      fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
        const state = apply(start, ...actions);
        expect(Number.isInteger(state.step) && 0 <= state.step && state.step <= 60).toBe(true);
      }),
    );
  });

  test("back is as cheap as forward: forth and back is where it was", () => {
    const state = shown();
    expect(apply(state, { kind: "step", by: -5 }, { kind: "step", by: 5 })).toEqual(state);
  });

  test("playing stops at the deadlock, and starts over at the end", () => {
    const near = apply(shown(), { kind: "step", by: -2 }, { kind: "play" });
    const first = apply(near, { kind: "tick" });
    expect(first).toMatchObject({ playing: true, step: 56 });
    expect(apply(first, { kind: "tick" })).toMatchObject({ playing: false, step: 57 });
    expect(apply(shown(), { kind: "seek", to: "end" }, { kind: "play" })).toMatchObject({ playing: true, step: 0 });
  });

  test("a leap goes to the next change of a state, over all that lies between", () => {
    const at = (step: number, by: -1 | 1): number =>
      apply(shown(), { kind: "seek", to: step }, { kind: "leap", by }).step;
    const kind = (step: number): string | undefined => bankTrace().events[step - 1]?.kind;
    expect([kind(27), kind(30), kind(31)]).toEqual(["acquire", "timer-set", "task-state"]);
    expect([at(29, 1), at(30, -1), at(59, 1), at(1, -1)]).toEqual([31, 29, 60, 0]);
  });

  test("a step by hand pauses, and nothing plays by itself", () => {
    expect(shown().playing).toBe(false);
    expect(apply(shown(), { kind: "seek", to: 3 }, { kind: "play" }, { kind: "step", by: 1 }).playing).toBe(false);
  });

  test("without a trace there is nothing to play", () => {
    expect(apply(initialState(), { kind: "play" }, { kind: "tick" }, { kind: "step", by: 1 })).toMatchObject({
      playing: false,
      step: 0,
    });
  });
});

describe("the timeline's window", () => {
  test("zooming in keeps the present step in sight; fit brings all back", () => {
    const state = apply(shown(), { kind: "zoom", factor: 0.3 });
    const { from, to } = windowOf(state);
    expect(to - from).toBeCloseTo(0.3 * 61);
    expect(from <= 57 && 57 < to).toBe(true);
    expect(apply(state, { kind: "fit", what: "all" }).window).toBeUndefined();
  });

  test("seeking out of the window takes it along", () => {
    const state = apply(shown(), { kind: "zoom", factor: 0.2 }, { kind: "seek", to: 2 });
    const { from, to } = windowOf(state);
    expect(from <= 2 && 2 < to).toBe(true);
  });

  test("no zoom or pan leaves the run or turns the window inside out", () => {
    const action = fc.oneof(
      fc.double({ min: 0.01, max: 100, noNaN: true }).map((factor): Action => ({ kind: "zoom", factor })),
      fc.double({ min: -3, max: 3, noNaN: true }).map((share): Action => ({ kind: "pan", share })),
      fc.constantFrom<Action>(
        { kind: "fit", what: "selection" },
        { kind: "axis", axis: "time" },
        { kind: "select", selection: { kind: "task", id: 3 } },
      ),
    );
    const start = shown();
    fc.assert(
      fc.property(fc.array(action, { maxLength: 10 }), (actions) => {
        const state = apply(start, ...actions);
        const { from, to } = windowOf(state);
        const whole = state.shown === undefined ? { to: 0 } : wholeSpan(state.shown.lanes, axisOf(state));
        expect(-1e-6 <= from && from < to && to <= whole.to + 1e-6).toBe(true);
      }),
    );
  });

  test("fit shows the selected task's life", () => {
    const state = apply(
      shown(),
      { kind: "select", selection: { kind: "task", id: 1 } },
      { kind: "fit", what: "selection" },
    );
    expect(axisOf(state)).toBe("steps");
    const { from, to } = windowOf(state);
    expect(from).toBeGreaterThan(10);
    expect(to).toBeLessThan(32);
  });
});

describe("the editor's line", () => {
  test("finds the steps whose event happened on it", () => {
    const trace = bankTrace();
    const steps = stepsOnLine(trace, "file:///workspace/bank/transfer.ts", 12);
    expect(steps.map((step) => trace.events[step - 1]?.kind)).toEqual(["request", "task-state"]);
    expect(stepsOnLine(trace, "file:///workspace/bank/other.ts", 12)).toEqual([]);
  });
});
