// What an analysis leaves on the disk for the next one: a file for each workspace, read back only where it is whole and made by this very version.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashOf } from "./prefilter";

/** A place on the disk for one workspace. Neither reading nor writing ever fails: without a cache all is done anew. */
export interface DiskCache {
  /** What was stored under the same key. It is data of unknown origin: whoever uses it must bear that it is nonsense. */
  load(key: string): unknown;
  /** @param value made when it is written, which may be later; `undefined` where it cannot be told by then */
  store(key: string, value: () => unknown): void;
}

interface Stored {
  readonly key: string;
  /** Hash of `body`. */
  readonly sum: string;
  /** JSON. */
  readonly body: string;
}

/** Length of what is kept at most, for each workspace: a project that needs more is read anew each time. */
const LARGEST = 64_000_000;
/** Workspaces whose analyses are kept in one folder; of more, those that were not looked at for the longest time go. */
const MOST_FILES = 16;
/** Milliseconds after which what a writer left half done is taken away. */
const DRAFT_AGE = 3_600_000;

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
        const made = value();
        if (made === undefined) return;
        const body = JSON.stringify(made);
        if (body.length > LARGEST) return discard(file);
        writeFileSync(draft, JSON.stringify({ key, sum: hashOf(body), body } satisfies Stored));
        renameSync(draft, file);
        tidy(folder);
      } catch {
        discard(draft);
      }
    },
  };
}

/**
 * For a program that goes on living: what is stored is written only after a while in which nothing else was, or by `flush`, so
 * that nobody waits for the disk.
 */
export function unhurried(cache: DiskCache, milliseconds: number): DiskCache & { flush(): void } {
  let waiting: { readonly key: string; readonly value: () => unknown } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    if (waiting !== undefined) cache.store(waiting.key, waiting.value);
    waiting = undefined;
  };
  return {
    load: (key) => cache.load(key),
    store(key, value) {
      waiting = { key, value };
      clearTimeout(timer);
      timer = setTimeout(flush, milliseconds);
      timer.unref();
    },
    flush,
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

/** Only files of our own making are taken away, by their names. */
function tidy(folder: string): void {
  const age = (name: string): number =>
    Date.now() - (statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const names = readdirSync(folder);
  for (const name of names)
    if (/^[0-9a-f]{40}\.json\.\d+\.\w+$/.test(name) && age(name) > DRAFT_AGE) discard(join(folder, name));
  const kept = names.filter((name) => /^[0-9a-f]{40}\.json$/.test(name)).sort((a, b) => age(a) - age(b));
  for (const name of kept.slice(MOST_FILES)) discard(join(folder, name));
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
