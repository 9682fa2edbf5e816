// The panel as one component: a function of the state, which sends actions back.

import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useErrorBoundary, useMemo } from "preact/hooks";
import type { SiteId } from "#engine/scenario";
import type { FromWebview } from "#protocol/webview";
import { BusyState, EmptyState, StaleBanner, Trouble } from "./banners";
import type { Frames } from "./frames";
import { Help } from "./help";
import { keyPlace, panelKey } from "./keys";
import type { Moment } from "./model";
import { plural } from "./names";
import { Run } from "./run";
import type { Action, PanelState, Phase } from "./store";
import { Copy } from "./toolbar/copy";
import { Machine } from "./toolbar/machine";
import { Icon } from "./widgets/icon";
import { textMeasure } from "./widgets/measure";

export interface AppProps {
  readonly state: ReadonlySignal<PanelState>;
  readonly moment: ReadonlySignal<Moment | undefined>;
  readonly frames: Frames;
  dispatch(action: Action): void;
  reveal(site: SiteId, focus: boolean): void;
  post(message: FromWebview): void;
  refresh(): void;
  /** Tells the host of a fault of our own. */
  report(message: string): void;
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

  const [broken, again] = useErrorBoundary((error) => props.report(`The panel could not be drawn: ${String(error)}`));
  const { phase, theme } = state;
  const measure = useMemo(() => textMeasure(theme?.font ?? ""), [theme?.font]);
  const title = state.program?.scenario.title ?? state.shown?.trace.title;
  if (broken !== undefined) {
    return (
      <main>
        <Trouble
          phase={{ kind: "crashed", message: `The panel could not be drawn: ${String(broken)}` }}
          onRefresh={again}
        />
      </main>
    );
  }
  return (
    <main>
      <header class="title">
        <h1>{title ?? "Interleave"}</h1>
        <span class={phase.kind === "shown" ? "subtitle" : "subtitle active"}>
          {moment === undefined ? "" : subtitle(moment, phase)}
        </span>
        <span class="title-buttons">
          {state.program === undefined ? null : (
            <button
              type="button"
              class="text-button"
              title="Run again (R)"
              aria-disabled={phase.kind === "busy"}
              onClick={() => dispatch({ kind: "rerun" })}
            >
              <Icon name="refresh" /> Run again
            </button>
          )}
          {moment === undefined ? null : <Copy trace={moment.trace} report={props.report} />}
          <button
            type="button"
            class="icon-button"
            aria-label="Help (?)"
            title="Help (?)"
            onClick={() => dispatch({ kind: "help", open: true })}
          >
            <Icon name="question" />
          </button>
        </span>
      </header>
      <StaleBanner files={state.stale} onRefresh={props.refresh} />
      {phase.kind === "busy" && moment === undefined ? <BusyState message={phase.message} /> : null}
      {phase.kind === "running" && moment === undefined ? <BusyState message={runningText(phase.events)} /> : null}
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

/** A re-run is announced here, so that nothing below moves. */
function subtitle({ trace }: Moment, phase: Phase): string {
  if (phase.kind === "running") return "running…";
  if (phase.kind === "busy") return phase.message;
  return `${plural(trace.threads.length, "thread")}, ${plural(trace.tasks.length, "task")}, ${plural(trace.events.length, "step")}`;
}

function runningText(events: number): string {
  return events === 0
    ? "Running the program on the simulated machine…"
    : `Running the program on the simulated machine… ${events} events`;
}
