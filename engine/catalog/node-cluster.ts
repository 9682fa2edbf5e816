// node:cluster: workers that share a server port.

import type { LibraryEntry } from "./schema";

/** Facts from the documentation of Node.js. */
export const nodeCluster: LibraryEntry = {
  module: "node:cluster",
  checked: "Node.js 20",
  homepage: "https://nodejs.org/docs/latest-v20.x/api/cluster.html",
  types: [],
  functions: [
    { export: "fork", kind: "agent", on: "call", capacity: "unbounded", effect: "SPAWN", result: { kind: "value" } },
  ],
  aliases: [],
  simulation: { kind: "built-in" },
  notes: ["A worker lives until it disconnects, exits or is killed."],
};
