// node:worker_threads: the locks that its threads share, which are Web Locks.

import type { LibraryEntry } from "./schema";
import { webLocks } from "./web-locks";

/** Experimental in Node.js 24 (nodejs/node, pull request 58666); the facts are those of the specification. */
export const nodeWorkerThreads: LibraryEntry = {
  module: "node:worker_threads",
  checked: "W3C Working Draft",
  homepage: "https://nodejs.org/api/worker_threads.html#worker_threadslocks",
  types: webLocks.types.map((type) => ({ ...type, export: "locks", typeNames: [] })),
  functions: [],
  aliases: [],
  simulation: { kind: "built-in" },
  notes: ["The same locks as `navigator.locks`: one queue a name for all threads of the process."],
};
