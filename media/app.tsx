// The panel as one component: a function of the state, which sends actions back.

import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { SiteId } from "#engine/scenario";
import { BusyState, DeadlockBanner, EmptyState, OutcomeLine, StaleBanner, Trouble } from "./banners";
import { Events } from "./events/view";
import type { Frames } from "./frames";
import { Help } from "./help";
import { keyPlace, panelKey } from "./keys";
import { doomedTasks, entriesOf, type Moment, waitRows, whyText } from "./model";
import { plural } from "./names";
import { Assumptions, assumptionCount } from "./output/assumptions";
import { Output } from "./output/view";
import { Resources } from "./resources/view";
import {
  type Action,
  axisOf,
  lastStep,
  type PanelState,
  type Selection,
  stepsOnLine,
  type TabId,
  windowOf,
} from "./store";
import { StateDiagram } from "./state-diagram/view";
import type { Theme } from "./theme";
import type { TimelineIntent } from "./timeline/input";
import { Timeline } from "./timeline/view";
import { Machine } from "./toolbar/machine";
import { Transport } from "./toolbar/transport";
import { nodeId, type NodeOf } from "./wait-graph/union";
import { WaitTable } from "./wait-graph/table";
import { WaitGraph } from "./wait-graph/view";
import { Choice } from "./widgets/choice";
import { Icon } from "./widgets/icon";
import { textMeasure } from "./widgets/measure";
import { Tabs } from "./widgets/tabs";

export interface AppProps {
  readonly state: ReadonlySignal<PanelState>;
  readonly moment: ReadonlySignal<Moment | undefined>;
  readonly frames: Frames;
  dispatch(action: Action): void;
  reveal(site: SiteId, focus: boolean): void;
  refresh(): void;
}

export function App(props: AppProps) {
  const state = props.state.value;
  const moment = props.moment.value;
  const { dispatch } = props;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || (event.target instanceof HTMLElement && event.target.closest("dialog") !== null))
        return;
      const action = panelKey(event, keyPlace(event.target));
      if (action === undefined) return;
      event.preventDefault();
      dispatch(action);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [dispatch]);

  const { phase, theme } = state;
  const measure = useMemo(() => textMeasure(theme?.font ?? ""), [theme?.font]);
  const title = state.program?.scenario.title ?? state.shown?.trace.title;
  return (
    <main>
      <header class="title">
        <h1>{title ?? "Interleave"}</h1>
        {moment === undefined ? null : <span class="subtitle">{subtitle(moment)}</span>}
        <button
          type="button"
          class="icon-button"
          aria-label="Help (?)"
          title="Help (?)"
          onClick={() => dispatch({ kind: "help", open: true })}
        >
          <Icon name="question" />
        </button>
      </header>
      <StaleBanner files={state.stale} onRefresh={props.refresh} />
      {phase.kind === "busy" ? <BusyState message={phase.message} /> : null}
      {phase.kind === "running" ? <BusyState message={runningText(phase.events)} /> : null}
      {phase.kind === "empty" ? <EmptyState /> : null}
      {phase.kind === "problems" || phase.kind === "crashed" ? (
        <Trouble phase={phase} onRefresh={props.refresh} />
      ) : null}
      {state.program === undefined ? null : (
        <Machine machine={state.machine} enabled={phase.kind !== "busy"} dispatch={dispatch} />
      )}
      {moment === undefined || theme === undefined ? null : (
        <Run {...props} state={state} moment={moment} theme={theme} measure={measure} />
      )}
      {state.help ? <Help onClose={() => dispatch({ kind: "help", open: false })} /> : null}
    </main>
  );
}

function subtitle({ trace }: Moment): string {
  return `${plural(trace.threads.length, "thread")}, ${plural(trace.tasks.length, "task")}, ${plural(trace.events.length, "step")}`;
}

function runningText(events: number): string {
  return events === 0
    ? "Running the program on the simulated machine…"
    : `Running the program on the simulated machine… ${events} events`;
}

interface RunProps extends Omit<AppProps, "state" | "moment"> {
  readonly measure: (text: string) => number;
  readonly state: PanelState;
  readonly moment: Moment;
  readonly theme: Theme;
}

const levels = [
  { value: "tasks", label: "Tasks" },
  { value: "threads", label: "Threads" },
  { value: "processes", label: "Processes" },
] as const;

const axes = [
  { value: "steps", label: "Steps" },
  { value: "time", label: "Time" },
] as const;

/** A run: the bar of time, the sentence, and the views. */
function Run(props: RunProps) {
  const { state, moment, theme, dispatch, reveal } = props;
  const { trace, now } = moment;
  const why = whyText(moment);
  const marks = useMemo(
    () => (state.cursor === undefined ? [] : stepsOnLine(trace, state.cursor.uri, state.cursor.line)),
    [trace, state.cursor?.uri, state.cursor?.line],
  );
  const deadlockStep = state.shown?.deadlockStep;
  const goto = (step: number): void => dispatch({ kind: "seek", to: step });
  const select = (selection: Selection): void => {
    const same = state.selection?.kind === selection.kind && state.selection.id === selection.id;
    dispatch({ kind: "select", selection: same ? undefined : selection });
  };
  return (
    <>
      <div class="clock">
        <Transport
          step={state.step}
          last={lastStep(state)}
          playing={state.playing}
          speed={state.speed}
          why={why}
          marks={marks}
          deadlockStep={deadlockStep}
          dispatch={dispatch}
        />
        <Why props={props} why={why} marks={marks} />
      </div>
      <DeadlockBanner
        trace={trace}
        deadlockStep={deadlockStep}
        step={state.step}
        onStep={goto}
        onReveal={(site) => reveal(site, false)}
      />
      <OutcomeLine trace={trace} />
      <div class="views">
        <section class="view" aria-labelledby="states-title">
          <header>
            <h2 id="states-title">States</h2>
            <Choice
              label="Whose states"
              name="level"
              value={state.level}
              options={levels}
              onChoose={(level) => dispatch({ kind: "level", level })}
            />
          </header>
          <States {...props} onSelect={select} />
        </section>
        <section class="view" aria-labelledby="timeline-title">
          <header>
            <h2 id="timeline-title">Timeline</h2>
            <Choice
              label="Axis"
              name="axis"
              value={axisOf(state)}
              options={axes}
              onChoose={(axis) => dispatch({ kind: "axis", axis })}
            />
            <ZoomButtons zoomed={state.window !== undefined} dispatch={dispatch} />
          </header>
          {state.shown === undefined ? null : (
            <Timeline
              moment={moment}
              lanes={state.shown.lanes}
              axis={axisOf(state)}
              window={windowOf(state)}
              theme={theme}
              selection={state.selection}
              deadlockStep={deadlockStep}
              frames={props.frames}
              measure={props.measure}
              onIntent={(intent) => follow(intent, props)}
            />
          )}
        </section>
        <Details {...props} marks={marks} goto={goto} select={select} now={now} />
      </div>
    </>
  );
}

/** The sentence of the step; said aloud only when the panel is at rest. */
function Why({
  props,
  why,
  marks,
}: {
  readonly props: RunProps;
  readonly why: string;
  readonly marks: readonly number[];
}) {
  const { state, moment, dispatch, reveal } = props;
  const event = moment.trace.events[state.step - 1];
  const site = event?.site;
  const next = marks.find((mark) => state.step < mark) ?? marks[0];
  const fileName = state.cursor?.uri.slice(state.cursor.uri.lastIndexOf("/") + 1);
  return (
    <div class="why">
      <p
        aria-live={state.playing ? "off" : "polite"}
        class={event?.kind === "deadlock" ? "sentence doomed" : "sentence"}
        data-testid="why"
      >
        {why}
      </p>
      {site === undefined ? null : (
        <button
          type="button"
          class="icon-button"
          title="Show the source"
          aria-label="Show the source of this step"
          onClick={() => reveal(site, false)}
        >
          <Icon name="go-to-file" />
        </button>
      )}
      {next === undefined || state.cursor === undefined ? null : (
        <button type="button" class="text-button" onClick={() => dispatch({ kind: "seek", to: next })}>
          {`${fileName}:${state.cursor.line + 1}: ${plural(marks.length, "event")}, next`}
        </button>
      )}
    </div>
  );
}

function ZoomButtons({ zoomed, dispatch }: { readonly zoomed: boolean; dispatch(action: Action): void }) {
  const buttons = [
    { label: "Zoom in (W)", icon: "zoom-in", action: { kind: "zoom", factor: 0.6 } },
    { label: "Zoom out (S)", icon: "zoom-out", action: { kind: "zoom", factor: 1 / 0.6 } },
    { label: "Fit all (Shift+F)", icon: "screen-full", action: { kind: "fit", what: "all" } },
  ] as const satisfies readonly { label: string; icon: string; action: Action }[];
  return (
    <span class="zoom-buttons">
      {buttons.map((it) => (
        <button
          key={it.icon}
          type="button"
          class="icon-button"
          title={it.label}
          aria-label={it.label}
          aria-disabled={!zoomed && it.icon !== "zoom-in"}
          onClick={() => dispatch(it.action)}
        >
          <Icon name={it.icon} />
        </button>
      ))}
    </span>
  );
}

function States(props: RunProps & { onSelect(selection: Selection): void }) {
  const { state, moment, theme } = props;
  const { level, selection } = state;
  const doomed = level === "tasks" ? doomedTasks(moment.now) : new Set<number>();
  const kind = level === "tasks" ? "task" : level === "threads" ? "thread" : undefined;
  return (
    <StateDiagram
      key={level}
      entries={entriesOf(moment, level)}
      noun={level}
      selected={selection?.kind === kind ? selection?.id : undefined}
      doomed={doomed}
      reducedMotion={theme.reducedMotion}
      measure={props.measure}
      onSelect={(id) => {
        if (kind !== undefined) props.onSelect({ kind, id });
      }}
      onReveal={(id) => {
        const site = level === "tasks" ? moment.now.tasks.find((it) => it.id === id)?.site : undefined;
        if (site !== undefined) props.reveal(site, false);
      }}
    />
  );
}

/** What the timeline wants, done. */
function follow(intent: TimelineIntent, { state, moment, dispatch, reveal }: RunProps): void {
  switch (intent.kind) {
    case "go": {
      const { lane, thread, step } = intent;
      dispatch({
        kind: "select",
        selection: lane.kind === "cpu" && thread !== undefined ? { kind: "thread", id: thread } : lane,
      });
      if (step !== undefined) dispatch({ kind: "seek", to: step });
      return;
    }
    case "position": {
      const { events } = moment.trace;
      const step =
        axisOf(state) === "steps"
          ? Math.floor(intent.position)
          : events.filter((event) => event.at <= intent.position).length;
      dispatch({ kind: "seek", to: step });
      return;
    }
    case "reveal":
      reveal(intent.site, false);
      return;
    case "zoom":
    case "pan":
    case "fit":
      dispatch(intent);
  }
}

interface DetailsProps extends RunProps {
  readonly marks: readonly number[];
  readonly now: Moment["now"];
  goto(step: number): void;
  select(selection: Selection): void;
}

function Details(props: DetailsProps) {
  const { state, moment, reveal, goto, select, dispatch } = props;
  const { trace, now } = moment;
  const blocked = now.tasks.filter((it) => it.state === "blocked").length;
  const tabs: readonly { id: TabId; label: string; badge: number | undefined }[] = [
    { id: "waits", label: "Waits", badge: blocked },
    { id: "resources", label: "Locks & queues", badge: now.resources.filter((it) => it.exists).length },
    { id: "events", label: "Events", badge: undefined },
    { id: "output", label: "Output", badge: now.output.length },
    { id: "assumed", label: "Assumed", badge: assumptionCount(trace) },
  ];
  const show = (site: SiteId | undefined): void => {
    if (site !== undefined) reveal(site, false);
  };
  const { selection } = state;
  return (
    <Tabs label="Details of the step" value={state.tab} tabs={tabs} onChoose={(tab) => dispatch({ kind: "tab", tab })}>
      {state.tab === "waits" ? (
        <>
          <WaitGraph
            moment={moment}
            selected={selectedNode(selection)}
            measure={props.measure}
            onSelect={(node) => select(node)}
          />
          <WaitTable
            rows={waitRows(moment)}
            selected={selection?.kind === "task" ? selection.id : undefined}
            onSelect={(id) => select({ kind: "task", id })}
            onReveal={(row) => show(row.site)}
            onStep={goto}
          />
        </>
      ) : null}
      {state.tab === "resources" ? (
        <Resources
          moment={moment}
          selected={selection?.kind === "resource" ? selection.id : undefined}
          onSelect={(id) => select({ kind: "resource", id })}
          onReveal={(resource) => show(resource.site)}
        />
      ) : null}
      {state.tab === "events" ? (
        <Events moment={moment} marks={new Set(props.marks)} onStep={goto} onReveal={(event) => show(event.site)} />
      ) : null}
      {state.tab === "output" ? <Output moment={moment} onStep={goto} /> : null}
      {state.tab === "assumed" ? <Assumptions trace={trace} onReveal={show} /> : null}
    </Tabs>
  );
}

function selectedNode(selection: Selection | undefined): string | undefined {
  if (selection?.kind !== "task" && selection?.kind !== "resource") return undefined;
  const of: NodeOf = { kind: selection.kind, id: selection.id };
  return nodeId(of);
}
