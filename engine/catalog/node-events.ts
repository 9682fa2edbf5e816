// node:events: waiting for an event.

import type { LibraryEntry } from "./schema";

/** Facts from the documentation of Node.js and from running it. */
export const nodeEvents: LibraryEntry = {
  module: "node:events",
  checked: "Node.js 20",
  homepage: "https://nodejs.org/docs/latest-v20.x/api/events.html",
  types: [],
  functions: [
    {
      export: "once",
      kind: "event",
      on: { argument: 0 },
      capacity: "unbounded",
      effect: "WAIT",
      result: { kind: "promise" },
      condition: { argument: 1 },
      memory: "edge",
      bounded: { argument: 2, names: ["signal"] },
      mayReject: true,
      never: "the event was emitted before the call",
    },
    {
      export: "on",
      kind: "event",
      on: { argument: 0 },
      capacity: "unbounded",
      effect: "RECV",
      result: { kind: "value" },
      condition: { argument: 1 },
      memory: "level",
      bounded: { argument: 2, names: ["signal", "close"] },
    },
  ],
  aliases: [],
  simulation: { kind: "built-in" },
  notes: [
    "`once()` misses what was emitted before it was called, and rejects on `error`.",
    "`on()` keeps what is emitted from the call on, and ends only by `close` or a signal.",
    "`emit()` calls its listeners at once, on top of the code that emits, whatever lock that holds.",
  ],
};
