// A run on the page: the bar of time, the sentence of the step, and the views.

import { useMemo } from "preact/hooks";
import type { SiteId } from "#engine/scenario";
import type { FromWebview } from "#protocol/webview";
import { DeadlockBanner, OutcomeLine, RaceBanner } from "./banners";
import { Details } from "./details";
import type { Frames } from "./frames";
import { doomedTasks, entriesOf, type Moment, whyText } from "./model";
import { plural } from "./names";
import { StateDiagram } from "./state-diagram/view";
import { type Action, axisOf, lastStep, type PanelState, type Selection, stepsOnLine, windowOf } from "./store";
import type { Theme } from "./theme";
import type { TimelineIntent } from "./timeline/input";
import { Timeline } from "./timeline/view";
import { Transport } from "./toolbar/transport";
import { Choice } from "./widgets/choice";
import { Icon } from "./widgets/icon";
import { useMedia } from "./widgets/use-media";

export interface RunProps {
  readonly frames: Frames;
  readonly measure: (text: string) => number;
  readonly state: PanelState;
  readonly moment: Moment;
  readonly theme: Theme;
  dispatch(action: Action): void;
  reveal(site: SiteId, focus: boolean): void;
  post(message: FromWebview): void;
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

/** A panel that shows little at once. */
const SHORT = "(max-height: 640px)";

/** A run: the bar of time, the sentence, and the views. */
export function Run(props: RunProps) {
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
  // Where little of the page is in sight at once, the timeline comes before the state diagram.
  const short = useMedia(SHORT);
  const states = (
    <section key="states" class="view" aria-labelledby="states-title">
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
  );
  const timeline = (
    <section key="timeline" class="view" aria-labelledby="timeline-title">
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
          races={state.shown.races}
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
  );
  return (
    <>
      <div class="clock">
        <Transport
          step={state.step}
          last={lastStep(state)}
          playing={state.playing}
          speed={state.speed}
          follow={state.follow}
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
      <RaceBanner trace={trace} onShow={() => dispatch({ kind: "tab", tab: "races" })} />
      <div class="views">
        {short ? timeline : states}
        {short ? states : timeline}
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
      <button
        type="button"
        class="icon-button"
        title="Show the source of this step"
        aria-label="Show the source of this step"
        aria-disabled={site === undefined}
        onClick={() => {
          if (site !== undefined) reveal(site, false);
        }}
      >
        <Icon name="go-to-file" />
      </button>
      <p
        aria-live={state.playing ? "off" : "polite"}
        class={event?.kind === "deadlock" ? "sentence doomed" : "sentence"}
        data-testid="why"
      >
        {why}
      </p>
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
