// p-map: maps over promises, so many at a time.

import type { FunctionOperation, LibraryEntry } from "./schema";

const perCall: Omit<FunctionOperation, "export"> = {
  kind: "limiter",
  on: "call",
  capacity: { argument: 2, property: "concurrency", otherwise: "unbounded" },
  effect: "RUN",
  result: { kind: "promise" },
  callback: { argument: 1, until: "settles", each: { over: 0 }, starts: "micro" },
  mayReject: true,
};

/** Facts read in the 7.1.1 sources and checked by running it. */
export const pMap: LibraryEntry = {
  module: "p-map",
  checked: "7.1.1",
  homepage: "https://github.com/sindresorhus/p-map",
  types: [],
  functions: [
    { ...perCall, export: "default" },
    { ...perCall, export: "pMapIterable", result: { kind: "value" } },
  ],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "The bound belongs to the call: a nested `pMap` has slots of its own and cannot wait for those of the outer one.",
    "When one mapper fails the promise rejects while others still run.",
  ],
};
