// node:child_process: starting processes.

import type { LibraryEntry } from "./schema";

/** Facts from the documentation of Node.js and from running it. */
export const nodeChildProcess: LibraryEntry = {
  module: "node:child_process",
  checked: "Node.js 20",
  homepage: "https://nodejs.org/docs/latest-v20.x/api/child_process.html",
  types: [],
  functions: [
    { export: "fork", kind: "agent", on: "call", capacity: "unbounded", effect: "SPAWN", result: { kind: "value" } },
    { export: "spawn", kind: "agent", on: "call", capacity: "unbounded", effect: "SPAWN", result: { kind: "value" } },
    { export: "exec", kind: "agent", on: "call", capacity: "unbounded", effect: "SPAWN", result: { kind: "value" } },
    {
      export: "execFile",
      kind: "agent",
      on: "call",
      capacity: "unbounded",
      effect: "SPAWN",
      result: { kind: "value" },
    },
    {
      export: "spawnSync",
      kind: "agent",
      on: "call",
      capacity: "unbounded",
      effect: "JOIN",
      result: { kind: "value" },
      blocksThread: true,
    },
    {
      export: "execSync",
      kind: "agent",
      on: "call",
      capacity: "unbounded",
      effect: "JOIN",
      result: { kind: "value" },
      blocksThread: true,
    },
    {
      export: "execFileSync",
      kind: "agent",
      on: "call",
      capacity: "unbounded",
      effect: "JOIN",
      result: { kind: "value" },
      blocksThread: true,
    },
  ],
  aliases: [],
  simulation: { kind: "built-in" },
  notes: [
    "A child with an IPC channel keeps both alive until one of them disconnects.",
    "The `Sync` functions stop the whole thread until the child has ended.",
  ],
};
