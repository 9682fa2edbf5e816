// The user's files of one scenario: read through the host, checked, instrumented once however many threads load them.

import { createHash } from "node:crypto";
import type { ts } from "ts-morph";
import type { Problem } from "#protocol/finding";
import type { FoundPrimitive } from "../workspace/analysis";
import type { SourceHost } from "../workspace/source-host";
import { type ModuleShape, readShape } from "./file-facts";
import { fileKey, type PositionOf } from "./file-sites";
import { hideNames } from "./hide-names";
import { type InstrumentedFile, instrumentFile, type RequestedCall } from "./instrument-file";
import { directoryOf, virtualPath } from "./paths";
import { packageDirectory, resolveSource } from "./resolve-source";
import type { SuspendableFile } from "./suspendable";
import { parse } from "./syntax";

export interface UserFile {
  readonly path: string;
  /** The file that its sites lie in: itself, or the one that it is a text of. */
  readonly siteFile: string;
  readonly key: string;
  readonly hash: string;
  readonly text: string;
  readonly source: ts.SourceFile;
  readonly shape: ModuleShape;
  /** Absent where no function of the program touches shared memory. */
  readonly suspendable: SuspendableFile | undefined;
  /** Absent where the syntax is broken. */
  readonly instrumented: InstrumentedFile | undefined;
  readonly problems: readonly Problem[];
}

export interface UserFiles {
  /** `undefined` where the file cannot be read. */
  load(path: string): UserFile | undefined;
  /** A program text that is no file of its own: the source of `new Worker(source, { eval: true })`. */
  loadText(siteFile: string, text: string, at: PositionOf): UserFile;
}

export function createUserFiles(
  host: SourceHost,
  primitives: readonly FoundPrimitive[],
  calls: ReadonlyMap<string, readonly RequestedCall[]>,
  suspendable?: ReadonlyMap<string, SuspendableFile>,
): UserFiles {
  const loaded = new Map<string, UserFile>();
  const make = (path: string, siteFile: string, given: string, at?: PositionOf): UserFile => {
    const text = hideNames(path, given);
    const key = fileKey(siteFile === path ? virtualPath(host.root, path) : text);
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
    const { source, problems } = parse(path, text);
    const shape = readShape(source);
    const read = { path, siteFile, key, hash, text, source, shape, suspendable: suspendable?.get(path), problems };
    if (problems.length > 0) return { ...read, instrumented: undefined };
    const directories = [directoryOf(path), packageDirectory(path, host), host.root];
    const instrumented = instrumentFile({
      source,
      shape,
      key,
      virtualPath: virtualPath(host.root, path),
      primitives: new Map(
        primitives.flatMap((primitive, index) => (primitive.file === path ? [[primitive.className, index]] : [])),
      ),
      resolveWorker(specifier) {
        const found = resolveSource(specifier, directories, host);
        return found === undefined ? undefined : { path: found, virtualPath: virtualPath(host.root, found) };
      },
      suspendable: suspendable?.get(path),
      calls: calls.get(path) ?? [],
      ...(at === undefined ? {} : { positionOf: at }),
    });
    return { ...read, instrumented };
  };
  return {
    load(path) {
      const known = loaded.get(path);
      if (known !== undefined) return known;
      const text = host.read(path);
      if (text === undefined) return undefined;
      const file = make(path, path, text);
      loaded.set(path, file);
      return file;
    },
    loadText(siteFile, text, at) {
      const path = `${directoryOf(siteFile)}/[eval ${fileKey(text)}].js`;
      const file = loaded.get(path) ?? make(path, siteFile, text, at);
      loaded.set(path, file);
      return file;
    },
  };
}
