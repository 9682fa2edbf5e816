// bottleneck: runs functions with a bound on how many at a time and how often.

import type { LibraryEntry } from "./schema";

/** Facts read in the 2.19.5 sources and checked by running it. */
export const bottleneck: LibraryEntry = {
  module: "bottleneck",
  checked: "2.19.5",
  homepage: "https://github.com/SGrondin/bottleneck",
  types: [
    {
      export: "default",
      typeNames: ["Bottleneck"],
      kind: "limiter",
      construct: "new",
      capacity: { argument: 0, property: "maxConcurrent", otherwise: "unbounded" },
      reentrant: false,
      order: "priority",
      scope: "instance",
      operations: [
        {
          member: "schedule",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: "first-function", until: "settles", starts: "macro", runsFor: "releaser" },
          bounded: { argument: 0, names: ["expiration"] },
          mayReject: true,
        },
        {
          member: "submit",
          effect: "RUN",
          result: { kind: "void" },
          callback: {
            argument: "first-function",
            until: "done-called",
            done: -1,
            starts: "macro",
            runsFor: "releaser",
          },
        },
        { member: "wrap", effect: "WAIT", result: { kind: "wrapped", argument: 0 } },
        { member: "stop", effect: "CANCEL", result: { kind: "promise" } },
      ],
    },
    {
      export: "Group",
      typeNames: ["Group"],
      kind: "limiter",
      construct: "new",
      capacity: { argument: 0, property: "maxConcurrent", otherwise: "unbounded" },
      reentrant: false,
      order: "priority",
      scope: "instance",
      operations: [{ member: "key", effect: "WAIT", result: { kind: "resource", type: "default" } }],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A job that awaits `schedule` of the same limiter holds its slot meanwhile; at `maxConcurrent: 1` it never ends.",
    "With `a.chain(b)` a job of `a` holds a slot of `b` too.",
    "`expiration` rejects and frees the slot, but the job goes on.",
    "With `rejectOnDrop: false` the promise of a dropped job stays pending; with `reservoir: 0` and no refresh nothing ever runs.",
  ],
};
