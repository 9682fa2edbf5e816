// `node:fs` on the simulated machine's own files: callbacks, promises and synchronous calls. Asynchronous ones take the I/O latency.

import { get, isCallable, isConstructor, isObject, option } from "../../runtime/values";
import { EPOCH } from "../clock";
import { bytesOf, type Content, fileError, filesOf, type Known } from "../files";
import type { Realm } from "../realm";

const NAMES = (
  "access appendFile chmod chown close copyFile cp fsync fdatasync futimes link lstat lutimes mkdir mkdtemp open opendir read readdir " +
  "readFile readlink realpath rename rm rmdir stat fstat symlink truncate ftruncate unlink utimes write writeFile"
).split(" ");

interface Descriptor {
  readonly path: string;
  readonly flag: string;
  position: number;
}

/** `rest` gives what is not modelled: watchers; and streams, where the program does not bring them along. */
export function createFs(realm: Realm, Buffer: object, Date: object, rest: () => object): object {
  const files = filesOf(realm);
  const open = new Map<number, Descriptor>();
  let nextDescriptor = 3;
  const milliseconds = realm.world.input.machine.ioLatency / 1000;
  const note = () =>
    realm.assume(
      "modelled-io",
      `\`fs\` is modelled: the program finds again what it has written; nothing else is read or written; calls take ${milliseconds} ms`,
    );
  const unknownFile = (path: string): Content => {
    const json = path.endsWith(".json");
    const what = json ? "`{}`" : "empty text";
    realm.assume("modelled-io", `Nobody has said what is in \`${path}\`: reading it gives ${what}.`);
    return json ? "{}" : "";
  };
  const buffer = (content: Content): unknown => {
    const from = get(Buffer, "from");
    return isCallable(from) ? from.call(Buffer, content) : content;
  };
  const text = (content: Content): string => (typeof content === "string" ? content : String(buffer(content)));
  const pathOf = (given: unknown): string => {
    const descriptor = typeof given === "number" ? open.get(given) : undefined;
    if (typeof given === "number" && descriptor === undefined) throw fileError("EBADF", "read");
    const handle =
      isObject(given) && typeof get(given, "fd") === "number" ? open.get(Number(get(given, "fd"))) : undefined;
    return descriptor?.path ?? handle?.path ?? files.resolve(given);
  };
  const described = (given: unknown, call: string): Descriptor => {
    const found = open.get(Number(given));
    if (found === undefined) throw fileError("EBADF", call);
    return found;
  };
  const contentOf = (given: unknown): Content =>
    ArrayBuffer.isView(given)
      ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice()
      : String(given);

  const perform = (name: string, args: readonly unknown[]): unknown => {
    const [first, second] = args;
    switch (name) {
      case "readFile": {
        const path = pathOf(first);
        const entry = files.find("open", path);
        if (entry?.kind === "directory") throw fileError("EISDIR", "read");
        const content = entry === undefined ? unknownFile(path) : entry.content;
        const encoding = isObject(second) ? get(second, "encoding") : second;
        if (typeof encoding !== "string") return buffer(content);
        if (/^utf-?8$/i.test(encoding)) return text(content);
        const made = buffer(content);
        const convert = isObject(made) ? get(made, "toString") : undefined;
        return isCallable(convert) ? convert.call(made, encoding) : text(content);
      }
      case "writeFile":
      case "appendFile": {
        const given = option(args[2], "flag");
        const flag = typeof given === "string" ? given : name === "appendFile" ? "a" : "w";
        return files.write("open", pathOf(first), contentOf(second), flag);
      }
      case "access":
        return void files.find("access", pathOf(first));
      case "stat":
      case "lstat":
      case "fstat":
        return statsOf(files.find(name, pathOf(first)), Date, option(args.at(-1), "bigint") === true);
      case "mkdir":
        return files.makeDirectory(pathOf(first), option(second, "recursive") === true);
      case "mkdtemp": {
        const path = `${String(first)}${String(files.next()).padStart(6, "0")}`;
        files.makeDirectory(files.resolve(path), false);
        return path;
      }
      case "rmdir":
      case "unlink":
        return files.remove(name, pathOf(first), { recursive: option(second, "recursive") === true, force: false });
      case "rm":
        return files.remove(name, pathOf(first), {
          recursive: option(second, "recursive") === true,
          force: option(second, "force") === true,
        });
      case "rename":
        return files.rename(pathOf(first), pathOf(second));
      case "copyFile":
      case "cp": {
        const entry = files.find(name, pathOf(first));
        const content = entry?.kind === "file" ? entry.content : "";
        return files.write(name, pathOf(second), content, Number(args[2]) === COPY_EXCLUSIVE ? "wx" : "w");
      }
      case "truncate":
      case "ftruncate": {
        const entry = files.find("open", pathOf(first));
        const content = entry?.kind === "file" ? text(entry.content) : "";
        return files.write("open", pathOf(first), content.slice(0, Number(second ?? 0)), "w");
      }
      case "utimes":
      case "lutimes":
      case "futimes":
        return files.touch(pathOf(first), timeOf(args[2]));
      case "readdir": {
        const list = files.list("scandir", pathOf(first));
        if (option(second, "withFileTypes") !== true) return list.map(([child]) => child);
        return list.map(([child, entry]) => ({
          name: child,
          parentPath: String(first),
          path: String(first),
          ...kindOf(entry),
        }));
      }
      case "realpath":
      case "readlink":
        return files.resolve(first);
      case "open": {
        const flag = typeof second === "string" ? second : "r";
        const path = pathOf(first);
        if (flag.startsWith("r")) files.find("open", path);
        else if (flag.startsWith("w") || !files.made(path)) files.write("open", path, "", flag);
        else if (flag.includes("x")) throw fileError("EEXIST", "open", path);
        const descriptor = nextDescriptor++;
        open.set(descriptor, { path, flag, position: 0 });
        return descriptor;
      }
      case "close":
        described(first, "close");
        return void open.delete(Number(first));
      case "write": {
        const found = described(first, "write");
        const bytes = ArrayBuffer.isView(second);
        const { offset, length, position } = partOf(args, bytes);
        const content = bytesOf(contentOf(second)).subarray(offset, offset + length);
        if (found.flag.startsWith("a")) files.write("write", found.path, content, "a");
        else {
          files.put("write", found.path, content, position ?? found.position);
          if (position === undefined) found.position += content.length;
        }
        return content.length;
      }
      case "read": {
        const found = described(first, "read");
        const entry = files.find("read", found.path);
        if (entry?.kind === "directory") throw fileError("EISDIR", "read");
        const content = bytesOf(entry?.kind === "file" ? entry.content : unknownFile(found.path));
        const target = ArrayBuffer.isView(second) ? second : option(second, "buffer");
        if (!ArrayBuffer.isView(target)) return 0;
        const { offset, length, position } = partOf(ArrayBuffer.isView(second) ? args : [first, target, second], true);
        const into = new Uint8Array(target.buffer, target.byteOffset, target.byteLength).subarray(
          offset,
          offset + length,
        );
        const from = position ?? found.position;
        const part = content.subarray(from, from + into.length);
        into.set(part);
        if (position === undefined) found.position += part.length;
        return part.length;
      }
      default:
        return undefined;
    }
  };

  /** `done` gets what the call gives when the thread pool has done it. */
  const later = (name: string, args: readonly unknown[], done: (error: unknown, result: unknown) => void) => {
    note();
    realm.completeLater(realm.world.input.machine.ioLatency, `fs.${name}`, () => {
      let result: unknown;
      try {
        result = perform(name, args);
      } catch (error) {
        realm.check();
        done(error, undefined);
        return;
      }
      done(undefined, result);
    });
  };
  const promised = (
    name: string,
    args: readonly unknown[],
    change: (result: unknown) => unknown = (result) => result,
  ) => {
    realm.check();
    const { promise, record } = realm.pending(() => ({ kind: "io", text: `fs.promises.${name}` }));
    later(name, args, (error, result) => {
      if (error === undefined) realm.promises.resolve(record, change(result));
      else realm.promises.reject(record, error);
    });
    return promise;
  };

  const handleOf = (descriptor: unknown): object => {
    const handle: Record<string, unknown> = { fd: descriptor };
    const methods =
      "readFile writeFile appendFile truncate stat utimes read write close sync datasync chmod chown".split(" ");
    for (const method of methods) {
      const name = method === "sync" || method === "datasync" ? "fsync" : method;
      handle[method] = (...args: unknown[]) =>
        promised(name, [descriptor, ...args], (result) => {
          if (method === "read") return { bytesRead: result, buffer: args[0] };
          return method === "write" ? { bytesWritten: result, buffer: args[0] } : result;
        });
    }
    const dispose: unknown = Reflect.get(Symbol, "asyncDispose");
    if (typeof dispose === "symbol")
      Object.defineProperty(handle, dispose, { value: () => promised("close", [descriptor]) });
    return handle;
  };

  const fs: Record<string, unknown> = {};
  const promises: Record<string, unknown> = {};
  for (const name of NAMES) {
    fs[name] = (...args: unknown[]) => {
      realm.check();
      const callback = args.findLast(isCallable);
      const given = args.filter((argument) => argument !== callback);
      realm.hint(() => ({ kind: "io", text: `fs.${name}` }));
      later(name, given, (error, result) => {
        const more = name === "read" || name === "write" ? [given[1]] : [];
        if (callback !== undefined)
          realm.call(callback, undefined, error === undefined ? [null, result, ...more] : [error]);
      });
    };
    fs[`${name}Sync`] = (...args: unknown[]) => {
      realm.check();
      note();
      return perform(name, args);
    };
    promises[name] = (...args: unknown[]) => promised(name, args, name === "open" ? handleOf : undefined);
  }
  fs.existsSync = (path: unknown) => {
    note();
    return files.made(files.resolve(path));
  };
  fs.exists = (path: unknown, callback: unknown) =>
    later(
      "exists",
      [],
      () => void (isCallable(callback) && realm.call(callback, undefined, [files.made(files.resolve(path))])),
    );
  fs.promises = promises;
  fs.constants = { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, COPYFILE_EXCL: COPY_EXCLUSIVE };
  promises.constants = fs.constants;
  const module = new Proxy(fs, {
    get: (target, key) =>
      typeof key === "symbol" || Object.hasOwn(target, key) ? Reflect.get(target, key) : Reflect.get(rest(), key),
  });
  // Names imported from it are looked up when they are used: what it lacks is opaque then, and no sooner.
  Object.defineProperty(fs, "__esModule", { value: true });
  Object.defineProperty(fs, "default", { value: module });
  return module;
}

const COPY_EXCLUSIVE = 1;

/** Of `read` and `write`: which part of the buffer, and where in the file. */
function partOf([, , given, length, position]: readonly unknown[], bytes: boolean) {
  const whole = Number.POSITIVE_INFINITY;
  const place = (value: unknown) =>
    typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;
  // Of a text there is no part; what follows it is the place in the file.
  if (!bytes) return { offset: 0, length: whole, position: place(given) };
  const named = isObject(given);
  const [offset, count, at] = named
    ? ["offset", "length", "position"].map((name) => get(given, name))
    : [given, length, position];
  const from = place(at);
  return {
    offset: place(offset) ?? 0,
    length: place(count) ?? whole,
    position: from === undefined || from < 0 ? undefined : from,
  };
}

function timeOf(given: unknown): number {
  if (isObject(given)) return Number(given);
  return Number(given) * 1000;
}

function kindOf(entry: Known | undefined) {
  const directory = entry?.kind === "directory";
  return {
    isFile: () => !directory,
    isDirectory: () => directory,
    isSymbolicLink: () => false,
    isFIFO: () => false,
    isSocket: () => false,
  };
}

function statsOf(entry: Known | undefined, Date: object, big: boolean): object {
  const time = entry?.modified ?? EPOCH;
  const size = entry?.kind === "file" ? entry.content.length : 0;
  const number = (value: number): number | bigint => (big ? BigInt(Math.floor(value)) : value);
  const date: unknown = isConstructor(Date) ? new Date(time) : undefined;
  return {
    dev: number(1),
    ino: number(1),
    uid: number(1000),
    gid: number(1000),
    nlink: number(1),
    size: number(size),
    mode: number(entry?.kind === "directory" ? 0o40755 : 0o100644),
    mtimeMs: number(time),
    atimeMs: number(time),
    ctimeMs: number(time),
    birthtimeMs: number(time),
    mtime: date,
    atime: date,
    ctime: date,
    birthtime: date,
    ...kindOf(entry),
  };
}
