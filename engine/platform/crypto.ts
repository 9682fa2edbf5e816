// `crypto` of one thread: random values from the thread's seeded stream. Nothing here is secret.

import { isObject } from "../runtime/values";
import type { Realm } from "./realm";

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
    randomInt(from: unknown, to?: unknown) {
      const [low, high] = to === undefined || typeof to === "function" ? [0, Number(from)] : [Number(from), Number(to)];
      return low + realm.random.integer(Math.max(1, high - low));
    },
    randomBytes(size: unknown) {
      const bytes = new Uint8Array(Number(size));
      for (let index = 0; index < bytes.length; index++) bytes[index] = byte();
      return bytes;
    },
    get webcrypto(): unknown {
      return isObject(this) ? this : undefined;
    },
  };
}
