// `node:fs`, modelled: nothing is read or written. Reads give empty text, and every asynchronous call takes the I/O latency.

import { get, isCallable, isObject } from "../../runtime/values";
import type { Realm } from "../realm";

const NAMES = (
  "access appendFile chmod close copyFile cp fsync link lstat mkdir mkdtemp open opendir read readdir readFile readlink " +
  "realpath rename rm rmdir stat symlink truncate unlink utimes write writeFile"
).split(" ");

/** `rest` gives what is not modelled: streams, watchers. */
export function createFs(realm: Realm, Buffer: object, rest: () => object): object {
  const note = () =>
    realm.assume(
      "modelled-io",
      `\`fs\` is modelled: nothing is read or written, reads give empty text after ${realm.world.input.machine.ioLatency / 1000} ms`,
    );
  const stats = () => ({
    size: 0,
    mode: 0o100644,
    mtimeMs: 0,
    isFile: () => true,
    isDirectory: () => false,
    isSymbolicLink: () => false,
  });
  const empty = (): unknown => {
    const from = get(Buffer, "from");
    return isCallable(from) ? from.call(Buffer, "") : new Uint8Array(0);
  };
  const resultOf = (name: string, args: readonly unknown[]): unknown => {
    switch (name) {
      case "readFile": {
        const options = args[1];
        const encoding = isObject(options) ? get(options, "encoding") : options;
        return typeof encoding === "string" ? "" : empty();
      }
      case "stat":
      case "lstat":
        return stats();
      case "readdir":
        return [];
      case "realpath":
      case "readlink":
        return String(args[0]);
      case "mkdtemp":
        return `${String(args[0])}000000`;
      case "read":
      case "write":
      case "open":
        return 0;
      default:
        return undefined;
    }
  };
  const later = (name: string, done: () => void) => {
    note();
    realm.completeLater(realm.world.input.machine.ioLatency, `fs.${name}`, done);
  };

  const fs: Record<string, unknown> = {};
  const promises: Record<string, unknown> = {};
  for (const name of NAMES) {
    fs[name] = (...args: unknown[]) => {
      realm.check();
      const callback = args.findLast(isCallable);
      const given = args.filter((argument) => argument !== callback);
      const result = resultOf(name, given);
      realm.hint(() => ({ kind: "io", text: `fs.${name}` }));
      later(name, () => void callback?.call(undefined, null, result));
    };
    fs[`${name}Sync`] = (...args: unknown[]) => {
      realm.check();
      note();
      return resultOf(name, args);
    };
    promises[name] = (...args: unknown[]) => {
      realm.check();
      let settled = false;
      const { promise, record } = realm.pending(() => ({ kind: "io", text: `fs.promises.${name}` }));
      const result = resultOf(name, args);
      later(name, () => {
        if (!settled) realm.promises.resolve(record, result);
        settled = true;
      });
      return promise;
    };
  }
  fs.existsSync = () => {
    note();
    return false;
  };
  fs.promises = promises;
  fs.constants = { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 };
  return new Proxy(fs, {
    get: (target, key) =>
      typeof key === "symbol" || Object.hasOwn(target, key) ? Reflect.get(target, key) : Reflect.get(rest(), key),
  });
}
