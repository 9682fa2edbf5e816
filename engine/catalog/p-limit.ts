// p-limit: runs at most so many functions at a time.

import type { LibraryEntry, Operation } from "./schema";

const call: Operation = {
  member: "",
  effect: "RUN",
  result: { kind: "promise" },
  callback: { argument: 0, until: "settles", starts: "micro" },
  mayReject: true,
};
const clearQueue: Operation = {
  member: "clearQueue",
  effect: "CANCEL",
  result: { kind: "void" },
  never: "the promises of cleared functions stay pending unless `rejectOnClear` is set",
};

/** Facts read in the 7.3.3 sources and checked by running it. */
export const pLimit: LibraryEntry = {
  module: "p-limit",
  checked: "7.3.3",
  homepage: "https://github.com/sindresorhus/p-limit",
  types: [
    {
      export: "default",
      typeNames: ["LimitFunction"],
      kind: "limiter",
      construct: "call",
      capacity: { argument: 0, property: "concurrency" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        call,
        {
          member: "map",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: 1, until: "settles", each: { over: 0 }, starts: "micro" },
          mayReject: true,
        },
        clearQueue,
      ],
    },
    {
      export: "limitFunction",
      typeNames: [],
      kind: "limiter",
      construct: "call",
      capacity: { argument: 1, property: "concurrency" },
      worker: { argument: 0, until: "settles", starts: "micro" },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [{ member: "", effect: "ENQ", result: { kind: "promise" }, mayReject: true }, clearQueue],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A limited function that awaits another call of the same `limit` holds its slot meanwhile: with all slots held so, none goes on.",
    "A slot is held until the function's promise settles; one that never does loses the slot for ever.",
    "`clearQueue()` drops what waits, and its promises stay pending unless `rejectOnClear` is set.",
  ],
};
