// Keys derived from passwords: `pbkdf2`, `scrypt`, `hkdf`, in Node's two forms each.

import { hkdf } from "@noble/hashes/hkdf.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { algorithmOf } from "./hash";
import { bytesOf, type CryptoMachine, coded } from "./machine";

type Derive = (...given: readonly unknown[]) => Uint8Array;

const pbkdf2Bytes: Derive = (password, salt, iterations, length, digest) =>
  pbkdf2(algorithmOf(digest), bytesOf(password, "utf8", "password"), bytesOf(salt, "utf8", "salt"), {
    c: Number(iterations),
    dkLen: Number(length),
  });

const scryptBytes: Derive = (password, salt, length, options) => {
  const option = (names: readonly string[], otherwise: number): number => {
    for (const name of names) {
      const value: unknown = typeof options === "object" && options !== null ? Reflect.get(options, name) : undefined;
      if (typeof value === "number") return value;
    }
    return otherwise;
  };
  return scrypt(bytesOf(password, "utf8", "password"), bytesOf(salt, "utf8", "salt"), {
    N: option(["N", "cost"], 16384),
    r: option(["r", "blockSize"], 8),
    p: option(["p", "parallelization"], 1),
    dkLen: Number(length),
  });
};

/** Gives an `ArrayBuffer`, as Node's does. */
const hkdfBytes: Derive = (digest, key, salt, info, length) =>
  hkdf(
    algorithmOf(digest),
    bytesOf(key, "utf8", "ikm"),
    bytesOf(salt, "utf8", "salt"),
    bytesOf(info, "utf8", "info"),
    Number(length),
  );

export function createDerivations(machine: CryptoMachine): Readonly<Record<string, unknown>> {
  const both = (name: string, derive: Derive, shape: (bytes: Uint8Array) => unknown) => ({
    [`${name}Sync`]: (...given: unknown[]) => shape(derive(...given)),
    [name]: (...given: unknown[]) => {
      const callback = given.at(-1);
      if (typeof callback !== "function") {
        throw coded(TypeError, "ERR_INVALID_ARG_TYPE", 'The "callback" argument must be of type function.');
      }
      const bytes = derive(...given.slice(0, -1));
      machine.later(`crypto.${name}`, () => void Reflect.apply(callback, undefined, [null, shape(bytes)]));
    },
  });
  return {
    ...both("pbkdf2", pbkdf2Bytes, (bytes) => Buffer.from(bytes)),
    ...both("scrypt", scryptBytes, (bytes) => Buffer.from(bytes)),
    ...both("hkdf", hkdfBytes, (bytes) => bytes.slice().buffer),
  };
}
