// `crypto.subtle`: digests only; everything else is refused by name.

import { algorithmOf } from "./hash";
import { bytesOf, type CryptoMachine } from "./machine";

const REFUSED =
  "encrypt decrypt sign verify generateKey deriveKey deriveBits importKey exportKey wrapKey unwrapKey".split(" ");

export function createSubtle(machine: CryptoMachine): object {
  const refused = REFUSED.map((name) => [
    name,
    () => Promise.reject(new DOMException(`crypto.subtle.${name} is not simulated`, "NotSupportedError")),
  ]);
  return {
    ...Object.fromEntries(refused),
    digest(algorithm: unknown, data: unknown): Promise<ArrayBuffer> {
      return new Promise((resolve, reject) => {
        const name: unknown =
          typeof algorithm === "object" && algorithm !== null ? Reflect.get(algorithm, "name") : algorithm;
        if (!/^SHA-(1|256|384|512)$/i.test(String(name))) {
          reject(new DOMException("Unrecognized algorithm name", "NotSupportedError"));
          return;
        }
        const digest = algorithmOf(name)(bytesOf(data, undefined, "data"));
        machine.later("crypto.subtle.digest", () => resolve(digest.slice().buffer));
      });
    },
  };
}
