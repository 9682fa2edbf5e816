// node:timers/promises: waiting for time to pass.

import type { LibraryEntry } from "./schema";

/** Facts from the documentation of Node.js and from running it. */
export const nodeTimersPromises: LibraryEntry = {
  module: "node:timers/promises",
  checked: "Node.js 20",
  homepage: "https://nodejs.org/docs/latest-v20.x/api/timers.html#timers-promises-api",
  types: [],
  functions: [
    {
      export: "setTimeout",
      kind: "timer",
      on: "call",
      capacity: "unbounded",
      effect: "WAIT",
      result: { kind: "promise" },
      bounded: true,
      memory: "level",
    },
    {
      export: "setImmediate",
      kind: "timer",
      on: "call",
      capacity: "unbounded",
      effect: "WAIT",
      result: { kind: "promise" },
      bounded: true,
      memory: "level",
    },
    {
      export: "setInterval",
      kind: "timer",
      on: "call",
      capacity: "unbounded",
      effect: "RECV",
      result: { kind: "value" },
      bounded: true,
    },
  ],
  aliases: [],
  simulation: { kind: "built-in" },
  notes: ["With `ref: false` the process may exit while somebody waits."],
};
