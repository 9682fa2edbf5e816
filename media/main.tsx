// The panel's entry: host -> store -> views, and back.

import { computed, signal } from "@preact/signals";
import { render } from "preact";
import type { SiteId } from "#engine/scenario";
import { App } from "./app";
import { compareWhenAsked, followSource, playWhenAsked, runWhenAsked, tellHost } from "./effects";
import { createEngine } from "./engine";
import { createFrames } from "./frames";
import { connectHost } from "./host";
import type { Moment } from "./model";
import { type Action, initialState, type PanelState, update } from "./store";
import { watchTheme } from "./theme";

start(window);

function start(page: Window): void {
  const host = connectHost(page);
  const frames = createFrames(page);
  const state = signal<PanelState>(initialState());
  const refresh = (): void => host.post({ type: "refresh" });
  const dispatch = (action: Action): void => {
    // Code that changed since must come again from the host; running what is here would show the old.
    if (isRerun(action) && 0 < state.peek().stale.length) refresh();
    else state.value = update(state.peek(), action);
  };
  const shown = computed(() => state.value.shown);
  const step = computed(() => state.value.step);
  const moment = computed<Moment | undefined>(() => {
    if (shown.value === undefined) return undefined;
    const { trace, timeline } = shown.value;
    return { trace, timeline, now: timeline.at(step.value) };
  });
  const engine = createEngine({
    progress: (run, events) => dispatch({ kind: "progress", run, events }),
    trace: (run, trace) => {
      try {
        dispatch({ kind: "trace", run, trace });
      } catch (error) {
        dispatch({
          kind: "crash",
          run,
          message: `The trace cannot be shown: ${error instanceof Error ? error.message : String(error)}`,
        });
      }
    },
    crash: (run, message) => {
      dispatch({ kind: "crash", run, message });
      host.post({ type: "error", message });
    },
  });
  const reveal = (site: SiteId, focus: boolean): void => {
    const trace = state.peek().shown?.trace;
    const file = trace?.files[trace.sites[site]?.file ?? -1];
    if (file !== undefined) host.post({ type: "reveal", uri: file.uri, site, focus });
  };

  const preferences = host.restore();
  if (preferences !== undefined) dispatch({ kind: "preferences", preferences });
  watchTheme(page, (theme) => dispatch({ kind: "theme", theme }));
  runWhenAsked(state, engine);
  compareWhenAsked(state, createEngine, dispatch);
  playWhenAsked(state, frames, dispatch);
  tellHost(state, moment, host);
  followSource(state, (site) => reveal(site, false));
  const report = (message: string): void => host.post({ type: "error", message });
  const root = page.document.getElementById("app") ?? page.document.body;
  render(
    <App
      state={state}
      moment={moment}
      frames={frames}
      dispatch={dispatch}
      reveal={reveal}
      post={host.post}
      refresh={refresh}
      report={report}
    />,
    root,
  );
  host.listen((message) => dispatch({ kind: "message", message }));
  host.post({ type: "ready" });
}

function isRerun(action: Action): boolean {
  if (action.kind === "message" && action.message.type === "action") return isRerun(action.message.action);
  return action.kind === "rerun";
}
