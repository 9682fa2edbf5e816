// The panel's state as one value, and the one function that changes it.

import { DEFAULT_MACHINE, type MachineSettings } from "#engine/machine";
import type { Scenario, SiteId } from "#engine/scenario";
import type { Timeline } from "#engine/trace/machine-state";
import { createTimeline } from "#engine/trace/state-at";
import type { ResourceId, TaskId, ThreadId, Trace } from "#engine/trace/trace";
import type { Problem } from "#protocol/finding";
import type { PanelAction, ToWebview, ViewLevel, ViewState } from "#protocol/webview";
import { type CompareAction, type CompareState, forgetRuns, NO_COMPARISON, updateCompare } from "./compare/state";
import { clamp } from "./geometry/rect";
import { type Axis, panned, type Span, zoomed } from "./geometry/time-scale";
import { type RaceLink, raceLinks } from "./races/links";
import { NO_SCENARIO, type ScenarioAction, type ScenarioState, startedWith, updateScenario } from "./scenario/state";
import type { Theme } from "./theme";
import { barSpan, buildLanes, type Lanes, preferredAxis, wholeSpan } from "./timeline/lanes";

export const TABS = ["waits", "resources", "races", "events", "output", "metrics", "compare", "assumed"] as const;
export type TabId = (typeof TABS)[number];

/** Steps a second that a person can choose for playing. */
export const SPEEDS: readonly number[] = [0.5, 1, 2, 4, 10, 25];

/** What the panel is busy with. The trace of the run before may still be shown meanwhile. */
export type Phase =
  | { readonly kind: "empty" }
  | { readonly kind: "busy"; readonly message: string }
  | { readonly kind: "problems"; readonly title: string; readonly problems: readonly Problem[] }
  | { readonly kind: "running"; readonly events: number }
  | { readonly kind: "shown" }
  | { readonly kind: "crashed"; readonly message: string };

export type Selection =
  | { readonly kind: "task"; readonly id: TaskId }
  | { readonly kind: "thread"; readonly id: ThreadId }
  | { readonly kind: "cpu"; readonly id: number }
  | { readonly kind: "resource"; readonly id: ResourceId }
  /** Index into the trace's races. */
  | { readonly kind: "race"; readonly id: number };

/** The program as the host sent it. */
export interface Program {
  readonly scenario: Scenario;
  readonly engineSource: string;
}

/** A trace with what is derived from it once. */
export interface Shown {
  readonly trace: Trace;
  readonly timeline: Timeline;
  readonly lanes: Lanes;
  readonly races: readonly RaceLink[];
  /** The axis on which this run is easiest to read. */
  readonly axis: Axis;
  /** Step at which the deadlock that the run ended in closed. */
  readonly deadlockStep: number | undefined;
}

/** What a person chose about the panel itself; survives being hidden. */
export interface Preferences {
  readonly axis: Axis | undefined;
  readonly tab: TabId;
  readonly speed: number;
  readonly follow: boolean;
  /** Program for which `axis` was chosen. */
  readonly programHash: string;
}

export interface PanelState {
  readonly phase: Phase;
  readonly program: Program | undefined;
  readonly shown: Shown | undefined;
  /** Number of the run asked for last; a result of an older one is ignored. */
  readonly run: number;
  readonly machine: MachineSettings;
  readonly level: ViewLevel;
  /** 0 to the number of events. */
  readonly step: number;
  /** Step to go to when the run arrives. */
  readonly wantedStep: number | undefined;
  readonly playing: boolean;
  readonly speed: number;
  readonly selection: Selection | undefined;
  readonly tab: TabId;
  readonly compare: CompareState;
  readonly scenario: ScenarioState;
  /** `undefined`: the axis that suits the run. */
  readonly axis: Axis | undefined;
  /** Part of the axis that the timeline shows; `undefined`: all. */
  readonly window: Span | undefined;
  readonly help: boolean;
  /** Whether the editor shows the line of each step taken by hand. */
  readonly follow: boolean;
  /** Where the editor's cursor is, zero-based. */
  readonly cursor: { readonly uri: string; readonly line: number } | undefined;
  /** Files edited since they were simulated. */
  readonly stale: readonly string[];
  readonly theme: Theme | undefined;
}

export type Action =
  | { readonly kind: "message"; readonly message: ToWebview }
  | { readonly kind: "preferences"; readonly preferences: Partial<Preferences> }
  | { readonly kind: "theme"; readonly theme: Theme }
  | { readonly kind: "progress"; readonly run: number; readonly events: number }
  | { readonly kind: "trace"; readonly run: number; readonly trace: Trace }
  | { readonly kind: "crash"; readonly run: number; readonly message: string }
  | { readonly kind: "speed"; readonly speed: number }
  | { readonly kind: "select"; readonly selection: Selection | undefined }
  | { readonly kind: "tab"; readonly tab: TabId }
  | { readonly kind: "axis"; readonly axis: Axis }
  /** Zooms by `factor` around a position of the axis; around the present step where there is none. */
  | { readonly kind: "zoom"; readonly factor: number; readonly anchor?: number }
  /** Moves the window by a share of its width. */
  | { readonly kind: "pan"; readonly share: number }
  | { readonly kind: "fit"; readonly what: "all" | "selection" }
  | { readonly kind: "help"; readonly open: boolean }
  | { readonly kind: "follow"; readonly on: boolean }
  /** To the previous (-1) or next (1) step at which a thread or task changes its state. */
  | { readonly kind: "leap"; readonly by: -1 | 1 }
  /** While playing: one step, or the end of playing. */
  | { readonly kind: "tick" }
  | CompareAction
  | ScenarioAction
  | PanelAction;

export function initialState(): PanelState {
  return {
    phase: { kind: "empty" },
    program: undefined,
    shown: undefined,
    run: 0,
    machine: DEFAULT_MACHINE,
    level: "tasks",
    step: 0,
    wantedStep: undefined,
    playing: false,
    speed: 2,
    selection: undefined,
    tab: "waits",
    compare: NO_COMPARISON,
    scenario: NO_SCENARIO,
    axis: undefined,
    window: undefined,
    help: false,
    follow: true,
    cursor: undefined,
    stale: [],
    theme: undefined,
  };
}

/** The last step; 0 while there is no trace. */
export function lastStep(state: PanelState): number {
  return state.shown?.trace.events.length ?? 0;
}

export function axisOf(state: PanelState): Axis {
  return state.axis ?? state.shown?.axis ?? "time";
}

/** Position of a step on the present axis. */
export function positionOf(state: PanelState, step: number): number {
  if (axisOf(state) === "steps") return step;
  return state.shown?.trace.events[step - 1]?.at ?? 0;
}

export function windowOf(state: PanelState): Span {
  if (state.shown === undefined) return { from: 0, to: 1 };
  return state.window ?? wholeSpan(state.shown.lanes, axisOf(state));
}

export function viewState(state: PanelState): ViewState {
  return { step: state.step, machine: state.machine, level: state.level };
}

export function update(state: PanelState, action: Action): PanelState {
  switch (action.kind) {
    case "message":
      return receive(state, action.message);
    case "preferences":
      return { ...state, ...pick(action.preferences) };
    case "theme":
      return { ...state, theme: action.theme };
    case "progress":
      return action.run === state.run && state.phase.kind === "running"
        ? { ...state, phase: { kind: "running", events: action.events } }
        : state;
    case "trace":
      return action.run === state.run ? show(state, action.trace) : state;
    case "crash":
      return action.run === state.run
        ? { ...state, phase: { kind: "crashed", message: action.message }, shown: undefined, playing: false, step: 0 }
        : state;
    case "step":
      return seek({ ...state, playing: false }, state.step + action.by);
    case "seek":
      return seek(
        { ...state, playing: false },
        action.to === "start" ? 0 : action.to === "end" ? lastStep(state) : action.to,
      );
    case "play":
      return play(state);
    case "pause":
      return { ...state, playing: false };
    case "toggle-play":
      return state.playing ? { ...state, playing: false } : play(state);
    case "tick":
      return tick(state);
    case "rerun":
      return rerun(state, {});
    case "machine":
      return rerun(state, action.change);
    case "level":
      return { ...state, level: action.level };
    case "speed":
      return { ...state, speed: action.speed };
    case "select":
      return { ...state, selection: action.selection };
    case "tab":
      return { ...state, tab: action.tab };
    case "axis":
      return { ...state, axis: action.axis, window: undefined };
    case "zoom":
    case "pan":
    case "fit":
      return look(state, action);
    case "help":
      return { ...state, help: action.open };
    case "follow":
      return { ...state, follow: action.on };
    case "leap":
      return leap(state, action.by);
    case "draft":
    case "asked":
      return { ...state, scenario: updateScenario(state.scenario, action) };
    case "compare-choose":
    case "compare":
    case "compared":
    case "compare-failed":
      return state.program === undefined && action.kind === "compare"
        ? state
        : { ...state, compare: updateCompare(state.compare, action, state.machine) };
  }
}

function receive(state: PanelState, message: ToWebview): PanelState {
  switch (message.type) {
    case "busy":
      return { ...state, phase: { kind: "busy", message: message.message }, playing: false };
    case "problems":
      return {
        ...state,
        phase: { kind: "problems", title: message.title, problems: message.problems },
        program: undefined,
        compare: forgetRuns(state.compare),
        shown: undefined,
        playing: false,
        step: 0,
        run: state.run + 1,
      };
    case "load": {
      const sameProgram = state.program?.scenario.programHash === message.scenario.programHash;
      return {
        ...state,
        phase: { kind: "running", events: 0 },
        program: { scenario: message.scenario, engineSource: message.engineSource },
        shown: sameProgram ? state.shown : undefined,
        scenario: startedWith(message.start),
        compare: sameProgram ? state.compare : forgetRuns(state.compare),
        run: state.run + 1,
        machine: message.view?.machine ?? message.machine,
        level: message.view?.level ?? state.level,
        wantedStep: message.view?.step,
        playing: false,
        selection: sameProgram ? state.selection : undefined,
        window: sameProgram ? state.window : undefined,
        axis: sameProgram ? state.axis : undefined,
        stale: [],
      };
    }
    case "wrong":
      return { ...state, scenario: { ...state.scenario, asked: false, wrong: message } };
    case "cursor":
      return { ...state, cursor: { uri: message.uri, line: message.line } };
    case "stale":
      return state.stale.includes(message.uri) ? state : { ...state, stale: [...state.stale, message.uri] };
    case "action":
      return update(state, message.action);
  }
}

function pick(preferences: Partial<Preferences>): Partial<PanelState> {
  const { tab, speed, follow } = preferences;
  return {
    ...(follow === undefined ? {} : { follow }),
    ...(tab !== undefined && TABS.includes(tab) ? { tab } : {}),
    ...(speed !== undefined && SPEEDS.includes(speed) ? { speed } : {}),
  };
}

/** A new run: shows its deadlock, or else its end; a step that was asked for goes before both. */
function show(state: PanelState, trace: Trace): PanelState {
  const deadlockStep = finalDeadlock(trace);
  const lanes = buildLanes(trace);
  const shown: Shown = {
    trace,
    timeline: createTimeline(trace),
    lanes,
    races: raceLinks(trace),
    axis: preferredAxis(lanes),
    deadlockStep,
  };
  const step = state.wantedStep ?? deadlockStep ?? trace.events.length;
  return seek(
    { ...state, phase: { kind: "shown" }, shown, machine: trace.machine, wantedStep: undefined, window: undefined },
    step,
  );
}

/** The step at which the cycle of the run's outcome closed; `undefined` where the run did not end in one. */
function finalDeadlock({ events, outcome }: Trace): number | undefined {
  if (outcome.kind !== "deadlock") return undefined;
  const tasks = new Set(outcome.cycle.map((edge) => edge.task));
  const index = events.findLastIndex(
    (event) =>
      event.kind === "deadlock" &&
      event.cycle.length === outcome.cycle.length &&
      event.cycle.every((edge) => tasks.has(edge.task)),
  );
  return index < 0 ? undefined : index + 1;
}

function rerun(state: PanelState, change: Partial<MachineSettings>): PanelState {
  const machine = sane({ ...state.machine, ...change });
  if (state.program === undefined) return { ...state, machine };
  return { ...state, machine, run: state.run + 1, phase: { kind: "running", events: 0 }, playing: false };
}

/** What a number field let through, made into a machine that exists. */
function sane(machine: MachineSettings): MachineSettings {
  const whole = (value: number, least: number, most: number, otherwise: number): number =>
    Number.isFinite(value) ? clamp(Math.round(value), least, most) : otherwise;
  return { ...machine, cpus: whole(machine.cpus, 1, 8, 1), quantum: whole(machine.quantum, 1, 1_000_000, 100) };
}

/** Moves to a step, and the timeline's window along if the step lies outside of it. */
function seek(state: PanelState, to: number): PanelState {
  const step = clamp(Number.isFinite(to) ? Math.floor(to) : 0, 0, lastStep(state));
  const next = { ...state, step };
  if (state.window === undefined || state.shown === undefined) return next;
  const position = positionOf(next, step);
  const { from, to: end } = state.window;
  if (from <= position && position < end) return next;
  const share = (position - (from + end) / 2) / (end - from);
  return { ...next, window: panned(state.window, wholeSpan(state.shown.lanes, axisOf(state)), share) };
}

function leap(state: PanelState, by: -1 | 1): PanelState {
  const events = state.shown?.trace.events ?? [];
  for (let step = state.step + by; 0 < step && step <= events.length; step += by) {
    const kind = events[step - 1]?.kind;
    if (kind === "thread-state" || kind === "task-state" || kind === "deadlock")
      return seek({ ...state, playing: false }, step);
  }
  return seek({ ...state, playing: false }, by < 0 ? 0 : events.length);
}

function play(state: PanelState): PanelState {
  if (lastStep(state) === 0) return state;
  return { ...(state.step < lastStep(state) ? state : seek(state, 0)), playing: true };
}

/** Playing pauses at the deadlock and at the end. */
function tick(state: PanelState): PanelState {
  if (!state.playing) return state;
  const next = seek(state, state.step + 1);
  const stop = next.step === state.shown?.deadlockStep || lastStep(next) <= next.step;
  return stop ? { ...next, playing: false } : next;
}

function look(state: PanelState, action: Extract<Action, { kind: "zoom" | "pan" | "fit" }>): PanelState {
  if (state.shown === undefined) return state;
  const axis = axisOf(state);
  const whole = wholeSpan(state.shown.lanes, axis);
  const window = windowOf(state);
  switch (action.kind) {
    case "zoom": {
      const anchor = action.anchor ?? clamp(positionOf(state, state.step), window.from, window.to);
      return {
        ...state,
        window: unlessWhole(zoomed(window, whole, action.factor, anchor, axis === "steps" ? 4 : 10), whole),
      };
    }
    case "pan":
      return { ...state, window: unlessWhole(panned(window, whole, action.share), whole) };
    case "fit":
      return { ...state, window: action.what === "all" ? undefined : selectionSpan(state, axis, whole) };
  }
}

function unlessWhole(window: Span, whole: Span): Span | undefined {
  return window.from <= whole.from && whole.to <= window.to ? undefined : window;
}

/** The stretch in which the selected lane does something, or between the accesses of the selected race, with a little room around it. */
function selectionSpan(state: PanelState, axis: Axis, whole: Span): Span | undefined {
  const race = state.selection?.kind === "race" ? state.shown?.races[state.selection.id] : undefined;
  if (race !== undefined) {
    const ends = [race.first, race.second].map(({ step, at }) => (axis === "steps" ? step : at));
    return roomy(Math.min(...ends), Math.max(...ends) + 1, axis, whole);
  }
  const lane = state.shown?.lanes.lanes.find(
    (it) => it.of.kind === state.selection?.kind && it.of.id === state.selection.id,
  );
  const bars = lane?.bars.filter((bar) => bar.state !== "terminated") ?? [];
  const first = bars[0];
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return roomy(barSpan(first, axis).from, barSpan(last, axis).to, axis, whole);
}

function roomy(from: number, to: number, axis: Axis, whole: Span): Span {
  const room = Math.max(0.05 * (to - from), axis === "steps" ? 1 : 5);
  return { from: Math.max(whole.from, from - room), to: Math.min(whole.to, to + room) };
}

/** Steps whose event happened on this line of this file. */
export function stepsOnLine(trace: Trace, uri: string, line: number): readonly number[] {
  const sites = new Set<SiteId>();
  trace.sites.forEach((site, id) => {
    if (trace.files[site.file]?.uri === uri && site.line <= line && line <= lastLine(site)) sites.add(id);
  });
  return trace.events.flatMap((event, index) => (event.site !== undefined && sites.has(event.site) ? [index + 1] : []));
}

/** A function's site spans its body; only its first line counts as the line of its events. */
function lastLine(site: Trace["sites"][number]): number {
  return site.kind === "function" || site.kind === "async-function" || site.kind === "loop" ? site.line : site.endLine;
}
