// throat: runs at most so many functions at a time.

import type { LibraryEntry } from "./schema";

/** Facts read in the 6.0.2 sources and checked by running it. */
export const throat: LibraryEntry = {
  module: "throat",
  checked: "6.0.2",
  homepage: "https://github.com/ForbesLindesay/throat",
  types: [
    {
      export: "default",
      typeNames: [],
      kind: "limiter",
      construct: "call",
      capacity: { argument: 0 },
      worker: { argument: "first-function", until: "settles", starts: "sync" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        {
          member: "",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: 0, until: "settles", starts: "sync" },
          mayReject: true,
        },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A function inside that awaits another call of the same throat holds its slot meanwhile.",
    "The function begins inside the call where a slot is free.",
  ],
};
