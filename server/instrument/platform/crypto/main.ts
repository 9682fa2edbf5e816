// `node:crypto` as far as it needs no secrets: digests, derived keys, comparisons, and randomness from the run's seed. Bundled with the
// programs that ask for it.

import { createDerivations } from "./derive";
import { createHashes, HASH_NAMES } from "./hash";
import { bytesOf, type CryptoMachine, coded } from "./machine";
import { createRandom } from "./random";
import { createSubtle } from "./subtle";

/** What is in Node's module and not here: a call says so instead of going on with a wrong value. */
const REFUSED = (
  "createCipheriv createDecipheriv createSign createVerify sign verify publicEncrypt publicDecrypt privateEncrypt privateDecrypt " +
  "createDiffieHellman createDiffieHellmanGroup getDiffieHellman createECDH diffieHellman generateKey generateKeySync generateKeyPair " +
  "generateKeyPairSync createPrivateKey createPublicKey createSecretKey checkPrime checkPrimeSync generatePrime generatePrimeSync " +
  "X509Certificate Certificate secureHeapUsed setEngine"
).split(" ");

export function createCryptoModule(machine: CryptoMachine): object {
  const { web } = machine;
  Object.defineProperty(web, "subtle", { value: createSubtle(machine), configurable: true, enumerable: true });
  const refused = REFUSED.map((name) => [
    name,
    function refuse(): never {
      throw coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", `crypto.${name} is not simulated`);
    },
  ]);
  return {
    ...Object.fromEntries(refused),
    ...createHashes(machine),
    ...createDerivations(machine),
    ...createRandom(machine),
    getHashes: () => [...HASH_NAMES],
    getCiphers: () => [],
    getCurves: () => [],
    getFips: () => 0,
    timingSafeEqual(a: unknown, b: unknown): boolean {
      const [left, right] = [bytesOf(a, "utf8", "buf1"), bytesOf(b, "utf8", "buf2")];
      if (typeof a === "string" || typeof b === "string") {
        const which = typeof a === "string" ? "buf1" : "buf2";
        const message = `The "${which}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView. Received type string`;
        throw coded(TypeError, "ERR_INVALID_ARG_TYPE", message);
      }
      if (left.length !== right.length) {
        const message = "Input buffers must have the same byte length";
        throw coded(RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", message);
      }
      return left.every((value, index) => value === right[index]);
    },
    constants: {},
    webcrypto: web,
    subtle: Reflect.get(web, "subtle"),
    getRandomValues: (view: unknown) => Reflect.apply(Reflect.get(web, "getRandomValues"), web, [view]),
  };
}
