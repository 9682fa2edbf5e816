// Web Locks: `navigator.locks`, in browsers and in newer versions of Node.

import type { LibraryEntry } from "./schema";

/** Facts from the specification (w3c/web-locks): one FIFO queue a name, not reentrant, held until the callback's promise settles. */
export const webLocks: LibraryEntry = {
  module: "global:navigator.locks",
  checked: "W3C Working Draft",
  homepage: "https://w3c.github.io/web-locks/",
  types: [
    {
      export: "default",
      typeNames: ["LockManager"],
      kind: "rwlock",
      construct: "singleton",
      capacity: 1,
      reentrant: false,
      order: "fifo",
      scope: "name",
      operations: [
        {
          member: "request",
          effect: "RUN",
          result: { kind: "promise" },
          callback: { argument: -1, until: "settles", starts: "macro" },
          key: { argument: 0 },
          mode: { argument: 1, property: "mode", otherwise: "exclusive" },
          bounded: { argument: 1, otherwise: false, names: ["ifAvailable", "signal", "steal"] },
          mayReject: true,
        },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "built-in" },
  notes: [
    "Held until the promise of the callback settles; there is no release method.",
    "Not reentrant: a request for the same name inside the callback waits for ever, a shared one too where another request waits in between.",
    "With `ifAvailable` the callback runs in any case, with `null` where the lock was not granted.",
    "`steal` rejects the former holder's request, but its callback goes on.",
    "`signal` ends only the wait.",
  ],
};
