// The panel's side of the conversation with the extension host: typed messages out, checked messages in, small state kept.

import type { FromWebview, ToWebview } from "#protocol/webview";
import type { Preferences } from "./store";

/** What VS Code gives a webview's script, once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host {
  post(message: FromWebview): void;
  /** Calls `receive` for each message of the host until the page ends. A message of unknown type is answered with an error. */
  listen(receive: (message: ToWebview) => void): void;
  /** What the panel kept across being hidden; undefined on first sight. */
  restore(): Partial<Preferences> | undefined;
  keep(preferences: Preferences): void;
}

export function connectHost(page: Window): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (receive) => {
      page.addEventListener("message", (event: MessageEvent<unknown>) => {
        const message = decodeToWebview(event.data);
        if (message !== undefined) receive(message);
        else
          api.postMessage({
            type: "error",
            message: "The panel got a message that it does not know.",
          } satisfies FromWebview);
      });
    },
    restore: () => decodePreferences(api.getState()),
    keep: (preferences) => api.setState(preferences),
  };
}

const messageTypes: ReadonlySet<unknown> = new Set([
  "load",
  "problems",
  "busy",
  "cursor",
  "stale",
  "action",
] satisfies ToWebview["type"][]);

/** The boundary: the host is ours, so its messages are only checked for their type and their largest parts. */
export function decodeToWebview(data: unknown): ToWebview | undefined {
  if (!isRecord(data)) return undefined;
  const { type, scenario, machine, engineSource } = data;
  if (!messageTypes.has(type)) return undefined;
  if (type === "load" && !(isRecord(scenario) && isRecord(machine) && typeof engineSource === "string"))
    return undefined;
  return data as unknown as ToWebview;
}

export function decodePreferences(data: unknown): Partial<Preferences> | undefined {
  if (!isRecord(data)) return undefined;
  const { axis, tab, speed, programHash } = data;
  return {
    ...(axis === "time" || axis === "steps" ? { axis } : {}),
    ...(typeof tab === "string" ? { tab: tab as Preferences["tab"] } : {}),
    ...(typeof speed === "number" && 0 < speed ? { speed } : {}),
    ...(typeof programHash === "string" ? { programHash } : {}),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
