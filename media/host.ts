// The panel's side of the conversation with the extension host: typed messages out, checked messages in, small state kept.

import type { FromWebview, ToWebview } from "#protocol/webview";
import { decodePreferences, decodeToWebview } from "./decode";
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
