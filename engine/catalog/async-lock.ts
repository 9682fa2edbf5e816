// async-lock: one queue for each key.

import type { LibraryEntry } from "./schema";

/** Facts read in the 1.5.0 sources and checked by running it. */
export const asyncLock: LibraryEntry = {
  module: "async-lock",
  checked: "1.5.0",
  homepage: "https://github.com/rogierschouten/async-lock",
  types: [
    {
      export: "default",
      typeNames: ["AsyncLock"],
      kind: "mutex",
      construct: "new",
      capacity: 1,
      bounded: { argument: 0, names: ["timeout", "maxOccupationTime", "maxExecutionTime", "domainReentrant"] },
      reentrant: false,
      order: "fifo",
      scope: "instance",
      operations: [
        {
          member: "acquire",
          effect: "RUN",
          result: { kind: "promise" },
          callback: {
            argument: 1,
            until: "settles",
            doneIfDeclares: { parameters: 1, compare: "=", exceptAsync: false },
            starts: "sync",
            runsFor: "releaser",
          },
          key: { argument: 0, list: "in-order" },
          bounded: { argument: -1, names: ["timeout", "maxOccupationTime", "maxExecutionTime"] },
          mayReject: true,
          never: "a callback that declares one parameter does not call it, even if it is async",
        },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "A callback that declares exactly one parameter holds the key until it calls that, whatever it returns.",
    "A list of keys is acquired one inside the other in the order given: `[a, b]` and `[b, a]` can deadlock.",
    "`maxExecutionTime` gives the key back while the callback goes on.",
    "Reentrant only with `domainReentrant` and in the same `domain`.",
    "More than 1,000 waiting for one key (`maxPending`) are rejected.",
  ],
};
