// Randomness of one thread, from its seeded stream, as `crypto` gives it. Nothing here is secret.

import { isCallable } from "../runtime/values";
import type { Realm } from "./realm";

/** `globalThis.crypto`. Its `subtle` comes with the library of `node:crypto`, in programs that name it. */
export function createCrypto(realm: Realm): object {
  const byte = () => realm.random.integer(256);
  const hex = (count: number) => Array.from({ length: count }, () => byte().toString(16).padStart(2, "0")).join("");
  return {
    getRandomValues(view: unknown) {
      if (ArrayBuffer.isView(view)) {
        const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
        for (let index = 0; index < bytes.length; index++) bytes[index] = byte();
      }
      return view;
    },
    randomUUID() {
      const variant = (8 + realm.random.integer(4)).toString(16);
      return `${hex(4)}-${hex(2)}-4${hex(2).slice(1)}-${variant}${hex(2).slice(1)}-${hex(6)}`;
    },
  };
}

/** What the library `server/instrument/platform/crypto` asks of the machine. */
export function cryptoMachine(realm: Realm, web: object, stream: () => unknown): object {
  return {
    web,
    /** An integer from 0 to below `bound`. */
    integer: (bound: number) => realm.random.integer(bound),
    /** Runs `done` when a job of Node's thread pool is over: after the machine's I/O latency. */
    later(what: string, done: unknown) {
      realm.completeLater(realm.world.input.machine.ioLatency, what, () => {
        if (isCallable(done)) realm.call(done, undefined, []);
      });
    },
    /** `node:stream`, where the program brought it along. */
    stream,
  };
}
