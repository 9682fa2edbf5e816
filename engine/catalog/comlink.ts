// comlink: calls of objects that live in another thread.

import type { LibraryEntry } from "./schema";

/** Facts read in the 4.4.2 sources and checked by running it. */
export const comlink: LibraryEntry = {
  module: "comlink",
  checked: "4.4.2",
  homepage: "https://github.com/GoogleChromeLabs/comlink",
  types: [],
  functions: [
    {
      export: "wrap",
      kind: "port",
      on: { argument: 0 },
      capacity: "unbounded",
      effect: "SEND",
      result: { kind: "remote" },
      never: "the other thread has ended, was terminated, or has not called `expose`",
    },
    {
      export: "expose",
      kind: "port",
      on: { argument: 1 },
      capacity: "unbounded",
      effect: "RECV",
      result: { kind: "void" },
    },
  ],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "Every call is a message and a wait for its answer: a thread that has ended, or does not expose anything, never answers.",
    "Callbacks go as `proxy(callback)` only.",
    "After `releaseProxy` the promises of calls on their way stay pending.",
  ],
};
