// redlock: leases on names in Redis.

import type { LibraryEntry } from "./schema";

/** Facts read in the 4.2.0 sources, and in those of 5.0.0-beta.2, where a lease is given back by its `release`. */
export const redlock: LibraryEntry = {
  module: "redlock",
  checked: "4.2.0",
  homepage: "https://github.com/mike-marcacci/node-redlock",
  types: [
    {
      export: "default",
      typeNames: ["Redlock"],
      kind: "mutex",
      construct: "new",
      capacity: 1,
      reentrant: false,
      order: "unordered",
      scope: "name",
      operations: [
        {
          member: "acquire",
          effect: "ACQ",
          result: { kind: "handle", release: ["unlock", "release"], idempotent: false },
          key: { argument: 0, list: "together" },
          bounded: true,
          mayReject: true,
        },
        {
          member: "lock",
          effect: "ACQ",
          result: { kind: "handle", release: ["unlock", "release"], idempotent: false },
          key: { argument: 0, list: "together" },
          bounded: true,
          mayReject: true,
        },
        { member: "release", effect: "REL", result: { kind: "promise" }, token: 0 },
        { member: "unlock", effect: "REL", result: { kind: "promise" }, token: 0 },
      ],
    },
  ],
  functions: [],
  aliases: [],
  simulation: { kind: "watched" },
  notes: [
    "It is a lease: after `ttl` somebody else enters while the code still runs, and the unlock rejects.",
    "An acquire gives up after `retryCount` tries.",
  ],
};
