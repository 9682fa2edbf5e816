// What an analysis leaves on the disk for the next one: a file for each workspace, read back only where it is whole and made by this very version.

import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashOf } from "./prefilter";

/** A place on the disk for one workspace. Neither reading nor writing ever fails: without a cache all is done anew. */
export interface DiskCache {
  /** What was stored under the same key. It is data of unknown origin: whoever uses it must bear that it is nonsense. */
  load(key: string): unknown;
  store(key: string, value: unknown): void;
}

interface Stored {
  readonly key: string;
  /** Hash of `body`. */
  readonly sum: string;
  /** JSON. */
  readonly body: string;
}

/** @param what tells several caches in one folder apart, for example the root of the workspace */
export function diskCache(folder: string, what: string): DiskCache {
  const file = join(folder, `${hashOf(what)}.json`);
  return {
    load(key) {
      try {
        const read: unknown = JSON.parse(readFileSync(file, "utf8"));
        if (!isStored(read) || read.key !== key || read.sum !== hashOf(read.body)) return undefined;
        return JSON.parse(read.body);
      } catch {
        return undefined;
      }
    },
    store(key, value) {
      // In one step, so that nobody reads half a file; with a name of its own, so that two writers do not meet.
      const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
      try {
        mkdirSync(folder, { recursive: true });
        const body = JSON.stringify(value);
        writeFileSync(draft, JSON.stringify({ key, sum: hashOf(body), body } satisfies Stored));
        renameSync(draft, file);
      } catch {
        discard(draft);
      }
    },
  };
}

/** `node_modules/.cache/interleave` of the package that the path is in, where it has installed anything. */
export function usualCacheFolder(path: string): string | undefined {
  for (let at = path; ; at = dirname(at)) {
    if (isThere(join(at, "node_modules"))) return join(at, "node_modules", ".cache", "interleave");
    if (isThere(join(at, "package.json")) || dirname(at) === at) return undefined;
  }
}

/** When a file was changed and how long it is: what another tool installed is not read to see whether it is the same. */
export function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.mtimeMs}:${found.size}`;
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It was never there.
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isStored(value: unknown): value is Stored {
  return (
    typeof value === "object" &&
    value !== null &&
    "key" in value &&
    "sum" in value &&
    "body" in value &&
    typeof value.body === "string"
  );
}
