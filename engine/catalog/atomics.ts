// Atomics: waiting and waking on shared memory.

import type { LibraryEntry } from "./schema";

/** Facts from ECMA-262, clause 25.4, and from running it. */
export const atomics: LibraryEntry = {
  module: "global:Atomics",
  checked: "ECMA-262 2024",
  homepage: "https://tc39.es/ecma262/#sec-atomics-object",
  types: [],
  functions: [
    {
      export: "wait",
      kind: "condition",
      on: { argument: 0 },
      capacity: "unbounded",
      effect: "WAIT",
      result: { kind: "value" },
      blocksThread: true,
      memory: "edge",
      bounded: { argument: 3 },
    },
    {
      export: "waitAsync",
      kind: "condition",
      on: { argument: 0 },
      capacity: "unbounded",
      effect: "WAIT",
      result: { kind: "value" },
      memory: "edge",
      bounded: { argument: 3 },
    },
    {
      export: "notify",
      kind: "condition",
      on: { argument: 0 },
      capacity: "unbounded",
      effect: "SIGNAL",
      result: { kind: "value" },
      memory: "edge",
    },
  ],
  aliases: [],
  simulation: { kind: "built-in" },
  notes: [
    "`Atomics.wait` stops the whole thread: nothing else of its event loop runs, whatever it waits for.",
    "A wake-up says nothing of the value: wait in a loop that reads it again.",
    "`notify` wakes those who wait now; nobody else hears of it.",
    "`waitAsync` gives an object; its `value` is what to await.",
  ],
};
