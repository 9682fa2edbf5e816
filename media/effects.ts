// What follows from a change of state: a run of the engine, the clock of playing, word to the host.

import { computed, effect, type ReadonlySignal } from "@preact/signals";
import type { SiteId } from "#engine/scenario";
import type { Trace } from "#engine/trace/trace";
import type { Engine, EngineEvents } from "./engine";
import type { Frames } from "./frames";
import type { Host } from "./host";
import { type Moment, summaryOf } from "./model";
import { type Action, type PanelState, viewState } from "./store";

/** Starts the engine for each new run number; a program that went away stops it. */
export function runWhenAsked(state: ReadonlySignal<PanelState>, engine: Engine): void {
  const run = computed(() => state.value.run);
  effect(() => {
    const number = run.value;
    const { program, machine, phase } = state.peek();
    if (program !== undefined && phase.kind === "running") engine.run(number, program, machine);
    else engine.stop();
  });
}

/** Runs the machines of a comparison one after another; a newer one, or a new program, stops it. */
export function compareWhenAsked(
  state: ReadonlySignal<PanelState>,
  createEngine: (events: EngineEvents) => Engine,
  dispatch: (action: Action) => void,
): void {
  const request = computed(() => state.value.compare.request);
  const engine = createEngine({
    progress: () => {},
    trace: (run, trace) => next(run, { kind: "compared", request: run, trace }),
    crash: (run, message) => next(run, { kind: "compare-failed", request: run, message }),
  });
  const next = (run: number, result: Action): void => {
    dispatch(result);
    if (state.peek().compare.request === run) start();
  };
  const start = (): void => {
    const { program, compare } = state.peek();
    const machine = compare.wanted[compare.results.length];
    if (program === undefined || machine === undefined) engine.stop();
    else engine.run(compare.request, program, machine);
  };
  effect(() => {
    if (0 < request.value) start();
  });
}

export function playWhenAsked(
  state: ReadonlySignal<PanelState>,
  frames: Frames,
  dispatch: (action: Action) => void,
): void {
  const speed = computed(() => (state.value.playing ? state.value.speed : 0));
  effect(() => frames.clock(speed.value, () => dispatch({ kind: "tick" })));
}

/** Posts what is shown after each change of it, and keeps what a person chose about the panel. Several changes at once make one message. */
export function tellHost(
  state: ReadonlySignal<PanelState>,
  moment: ReadonlySignal<Moment | undefined>,
  host: Host,
): void {
  const step = computed(() => state.value.step);
  const level = computed(() => state.value.level);
  const machine = computed(() => state.value.machine);
  const phase = computed(() => state.value.phase.kind);
  let asked = false;
  const tell = (): void => {
    asked = false;
    const current = moment.peek();
    const running = ["busy", "running"].includes(state.peek().phase.kind);
    const summary =
      current === undefined
        ? { running, steps: 0, outcome: undefined, why: "", tasks: {}, threads: {}, deadlock: "", marks: [] }
        : summaryOf(current, running);
    host.post({ type: "view", view: viewState(state.peek()), summary });
  };
  effect(() => {
    // Read so that the effect runs again when one of them changes.
    const seen = [step.value, level.value, machine.value, phase.value, moment.value];
    if (asked || seen.length === 0) return;
    asked = true;
    queueMicrotask(tell);
  });

  const kept = computed(() => {
    const { axis, tab, speed, follow, program } = state.value;
    return JSON.stringify({ axis, tab, speed, follow, programHash: program?.scenario.programHash ?? "" });
  });
  effect(() => {
    const { axis, tab, speed, follow, program } = state.peek();
    if (kept.value !== "") host.keep({ axis, tab, speed, follow, programHash: program?.scenario.programHash ?? "" });
  });
}

/** Milliseconds at rest before the editor follows: it need not open every file that a scrub passes. */
const FOLLOW_AFTER = 120;

/** Shows the source of each step taken by hand; not of the first sight of a run, and not while playing. */
export function followSource(state: ReadonlySignal<PanelState>, reveal: (site: SiteId) => void): void {
  const step = computed(() => state.value.step);
  let before: { readonly trace: Trace | undefined; readonly site: SiteId | undefined } = {
    trace: undefined,
    site: undefined,
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const index = step.value - 1;
    const { follow, playing, shown } = state.peek();
    const seen = before;
    const site = shown?.trace.events[index]?.site;
    before = { trace: shown?.trace, site };
    clearTimeout(timer);
    if (!follow || playing || site === undefined || seen.trace !== shown?.trace || seen.site === site) return;
    timer = setTimeout(() => reveal(site), FOLLOW_AFTER);
  });
}
