// The files of the simulated machine: what the program writes it finds again. Nothing of the real disk is read or written.

import { codedError } from "../runtime/values";
import { createPath } from "./builtins/path";
import { EPOCH } from "./clock";
import type { Realm } from "./realm";

export type Content = string | Uint8Array;

type Entry =
  | { readonly kind: "file"; readonly content: Content; readonly modified: number }
  | { readonly kind: "directory"; readonly modified: number }
  /** It was there, and the program has taken it away. */
  | { readonly kind: "gone" };

export type Known = Exclude<Entry, { kind: "gone" }>;

/**
 * Of a path that the program has not touched nobody knows whether there is something: reading it gives a file without content, and
 * it can be removed. What it has made or removed behaves as on a disk.
 */
export interface Files {
  resolve(path: unknown): string;
  /** `undefined`: nobody knows. Throws ENOENT where there is certainly nothing. */
  find(call: string, path: string): Known | undefined;
  /** Whether the program has made it, and not removed it. */
  made(path: string): boolean;
  write(call: string, path: string, content: Content, flag: string): void;
  /** Writes bytes at a place of a file, which grows where that is needed. */
  put(call: string, path: string, content: Content, at: number): void;
  makeDirectory(path: string, recursive: boolean): string | undefined;
  remove(call: string, path: string, how: { readonly recursive: boolean; readonly force: boolean }): void;
  rename(from: string, to: string): void;
  touch(path: string, modified: number): void;
  list(call: string, path: string): readonly (readonly [name: string, entry: Known])[];
  /** A number that no temporary name has had. */
  next(): number;
}

const { resolve, dirname } = createPath();

const TEXTS: Readonly<Record<string, readonly [errno: number, text: string]>> = {
  ENOENT: [-2, "no such file or directory"],
  EEXIST: [-17, "file already exists"],
  ENOTEMPTY: [-39, "directory not empty"],
  EISDIR: [-21, "illegal operation on a directory"],
  ENOTDIR: [-20, "not a directory"],
  EBADF: [-9, "bad file descriptor"],
};

/** An error of the file system, as Node makes it. */
export function fileError(code: string, syscall: string, path?: string, to?: string): Error {
  const [errno, text] = TEXTS[code] ?? [-1, "unknown error"];
  const where = path === undefined ? "" : ` '${path}'${to === undefined ? "" : ` -> '${to}'`}`;
  const error = codedError(Error, code, `${code}: ${text}, ${syscall}${where}`);
  return Object.assign(error, {
    errno,
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(to === undefined ? {} : { dest: to }),
  });
}

export function filesOf(realm: Realm): Files {
  const entries = storeOf(realm);
  const now = () => EPOCH + Math.floor(realm.recorder.now() / 1000);
  const inside = (path: string): [string, Known][] => {
    const start = path === "/" ? path : `${path}/`;
    const found: [string, Known][] = [];
    for (const [each, entry] of entries) if (each.startsWith(start) && entry.kind !== "gone") found.push([each, entry]);
    return found;
  };
  const find = (call: string, path: string): Known | undefined => {
    const entry = entries.get(path);
    if (entry?.kind === "gone") throw fileError("ENOENT", call, path);
    if (entry !== undefined) return entry;
    // In a directory that the program has made there is only what it has put there.
    for (let above = dirname(path); above !== "/"; above = dirname(above)) {
      const holder = entries.get(above);
      if (holder?.kind === "file") throw fileError("ENOTDIR", call, path);
      if (holder !== undefined) throw fileError("ENOENT", call, path);
    }
    return undefined;
  };
  /** Whether there is certainly nothing. */
  const missing = (path: string): boolean => {
    const entry = entries.get(path);
    if (entry !== undefined || path === "/") return entry?.kind === "gone";
    for (let above = dirname(path); above !== "/"; above = dirname(above)) if (entries.has(above)) return true;
    return false;
  };
  const certain = (path: string): boolean => {
    const entry = entries.get(path);
    return entry !== undefined && entry.kind !== "gone";
  };
  return {
    resolve: (path) => resolve(pathText(path)),
    find,
    made: certain,
    write(call, path, content, flag) {
      if (missing(dirname(path))) throw fileError("ENOENT", call, path);
      const before = entries.get(path);
      if (before?.kind === "directory") throw fileError("EISDIR", call, path);
      if (flag.includes("x") && before?.kind === "file") throw fileError("EEXIST", call, path);
      const joined = flag.startsWith("a") && before?.kind === "file" ? joinContent(before.content, content) : content;
      entries.set(path, { kind: "file", content: joined, modified: now() });
    },
    put(call, path, content, at) {
      const entry = find(call, path);
      const [before, added] = [bytesOf(entry?.kind === "file" ? entry.content : ""), bytesOf(content)];
      const bytes = new Uint8Array(Math.max(before.length, at + added.length));
      bytes.set(before);
      bytes.set(added, at);
      entries.set(path, { kind: "file", content: bytes, modified: now() });
    },
    makeDirectory(path, recursive) {
      if (certain(path)) {
        if (recursive && entries.get(path)?.kind === "directory") return undefined;
        throw fileError("EEXIST", "mkdir", path);
      }
      let first = path;
      if (recursive) {
        for (let above = dirname(path); missing(above); above = dirname(above)) {
          entries.set(above, { kind: "directory", modified: now() });
          first = above;
        }
      } else if (missing(dirname(path))) throw fileError("ENOENT", "mkdir", path);
      entries.set(path, { kind: "directory", modified: now() });
      return recursive ? first : undefined;
    },
    remove(call, path, { recursive, force }) {
      if (force && !certain(path)) return;
      const entry = find(call, path);
      const children = inside(path);
      if (call === "unlink" && entry?.kind === "directory") throw fileError("EISDIR", call, path);
      if (call === "rmdir" && entry?.kind === "file") throw fileError("ENOTDIR", call, path);
      if (children.length > 0 && !recursive) throw fileError("ENOTEMPTY", call, path);
      for (const [each] of children) entries.set(each, { kind: "gone" });
      entries.set(path, { kind: "gone" });
    },
    rename(from, to) {
      const entry = find("rename", from) ?? { kind: "file", content: "", modified: now() };
      for (const [each, moved] of inside(from)) {
        entries.set(to + each.slice(from.length), moved);
        entries.set(each, { kind: "gone" });
      }
      entries.set(to, entry);
      entries.set(from, { kind: "gone" });
    },
    touch(path, modified) {
      const entry = find("utime", path);
      if (entry !== undefined) entries.set(path, { ...entry, modified });
    },
    list(call, path) {
      if (find(call, path)?.kind === "file") throw fileError("ENOTDIR", call, path);
      const start = path === "/" ? 1 : path.length + 1;
      const children = new Map<string, Known>();
      for (const [each, entry] of inside(path)) {
        const [name = "", deeper] = each.slice(start).split("/");
        if (deeper === undefined) children.set(name, entry);
        else if (!children.has(name)) children.set(name, { kind: "directory", modified: entry.modified });
      }
      return [...children].sort(([a], [b]) => (a < b ? -1 : 1));
    },
    next: () => realm.world.nextItem++,
  };
}

/** One disk for all processes of the machine, with the files that the program's comments describe. */
function storeOf(realm: Realm): Map<string, Entry> {
  const { shared, input } = realm.world;
  const known = shared.get("files");
  if (known instanceof Store) return known.entries;
  const store = new Store();
  for (const { path, content } of input.scenario.given ?? []) {
    store.entries.set(resolve(path), { kind: "file", content, modified: EPOCH });
  }
  shared.set("files", store);
  return store.entries;
}

class Store {
  readonly entries = new Map<string, Entry>();
}

function joinContent(before: Content, after: Content): Content {
  if (typeof before === "string" && typeof after === "string") return before + after;
  const [a, b] = [bytesOf(before), bytesOf(after)];
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** UTF-8. */
export function bytesOf(content: Content): Uint8Array {
  if (typeof content !== "string") return content;
  const escaped = encodeURIComponent(content.replaceAll(LONE_SURROGATE, "\ufffd"));
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at++) {
    if (escaped[at] !== "%") bytes.push(escaped.charCodeAt(at));
    else {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    }
  }
  return Uint8Array.from(bytes);
}

/** A path may be a text, a `file:` URL or a buffer. */
function pathText(path: unknown): string {
  if (typeof path === "object" && path !== null && "href" in path && "pathname" in path)
    return decodeURIComponent(String(path.pathname));
  return String(path);
}
