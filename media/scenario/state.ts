// The part of the panel's state that edits what is started: a draft of it, and what is wrong with it.

import type { ScenarioStart, StartEdit } from "#protocol/server";
import type { WrongInput } from "#protocol/webview";

export interface ScenarioState {
  /** What the present run started; `undefined` where nobody said. */
  readonly start: ScenarioStart | undefined;
  readonly draft: StartEdit;
  readonly wrong: WrongInput | undefined;
  /** The host was asked to start or write something, and has not answered. */
  readonly asked: boolean;
}

export type ScenarioAction = { readonly kind: "draft"; readonly draft: StartEdit } | { readonly kind: "asked" };

export const NO_SCENARIO: ScenarioState = {
  start: undefined,
  draft: { values: [], calls: [] },
  wrong: undefined,
  asked: false,
};

export function startedWith(start: ScenarioStart | undefined): ScenarioState {
  return { ...NO_SCENARIO, start, draft: { values: start?.values ?? [], calls: start?.calls ?? [] } };
}

export function updateScenario(state: ScenarioState, action: ScenarioAction): ScenarioState {
  switch (action.kind) {
    case "draft":
      return { ...state, draft: action.draft, wrong: undefined };
    case "asked":
      return { ...state, asked: true, wrong: undefined };
  }
}

export function isChanged({ start, draft }: ScenarioState): boolean {
  const { values = [], calls = [] } = start ?? {};
  return JSON.stringify({ values, calls }) !== JSON.stringify({ values: draft.values, calls: draft.calls });
}

/** The draft with one more call, and the values of its example that it does not have yet. */
export function withExample(draft: StartEdit, example: StartEdit): StartEdit {
  const names = new Set(draft.values.map(({ name }) => name));
  return {
    values: [...draft.values, ...example.values.filter(({ name }) => !names.has(name))],
    calls: [...draft.calls, ...example.calls.slice(0, 1)],
  };
}
