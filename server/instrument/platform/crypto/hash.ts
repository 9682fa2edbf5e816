// `createHash` and `createHmac`: digests are those of @noble/hashes, equal to Node's.

import { blake2b, blake2s } from "@noble/hashes/blake2.js";
import { hmac } from "@noble/hashes/hmac.js";
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from "@noble/hashes/sha2.js";
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from "@noble/hashes/sha3.js";
import type { CHash } from "@noble/hashes/utils.js";
import { bytesOf, type CryptoMachine, coded, encoded } from "./machine";

/** By the name that Node gives them, in small letters. */
const ALGORITHMS: Readonly<Record<string, CHash>> = {
  md5,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  "sha512-224": sha512_224,
  "sha512-256": sha512_256,
  "sha3-224": sha3_224,
  "sha3-256": sha3_256,
  "sha3-384": sha3_384,
  "sha3-512": sha3_512,
  shake128,
  shake256,
  ripemd160,
  rmd160: ripemd160,
  blake2b512: blake2b,
  blake2s256: blake2s,
};

export const HASH_NAMES: readonly string[] = Object.keys(ALGORITHMS);

/** Throws as Node does for a name that it does not know. */
export function algorithmOf(name: unknown): CHash {
  const found = find(name);
  if (found === undefined) throw coded(TypeError, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${String(name)}`);
  return found;
}

/** The same for `createHash`, which has words of its own. */
function algorithmOfHash(name: unknown): CHash {
  const found = find(name);
  if (found === undefined) throw new Error("Digest method not supported");
  return found;
}

function find(name: unknown): CHash | undefined {
  const said = String(name).toLowerCase().replace(/^sha-/, "sha").replace(/^rsa-/, "");
  return Object.hasOwn(ALGORITHMS, said) ? ALGORITHMS[said] : undefined;
}

/** What both kinds of digests are made with. */
interface Digesting {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
  clone(): Digesting;
}

type Stream = new (options?: object) => object;

/** `Hash` and `Hmac`: streams, too, where the program has streams. */
export function createHashes(machine: CryptoMachine) {
  const classes = new Map<string, ReturnType<typeof hashClass>>();
  const classOf = (name: string) => {
    const known = classes.get(name) ?? hashClass(name, streamOf(machine));
    classes.set(name, known);
    return known;
  };
  return {
    createHash(name: unknown, options?: unknown) {
      const algorithm = algorithmOfHash(name);
      const { length } = lengthIn(options);
      const begun: Digesting =
        length === undefined || !/^shake/i.test(String(name))
          ? algorithm.create()
          : String(name).toLowerCase() === "shake128"
            ? shake128.create({ dkLen: length })
            : shake256.create({ dkLen: length });
      return new (classOf("Hash"))(begun);
    },
    createHmac(name: unknown, key: unknown) {
      const algorithm = algorithmOf(name);
      return new (classOf("Hmac"))(hmac.create(algorithm, bytesOf(key, "utf8", "key")));
    },
    hash(name: unknown, data: unknown, encoding: unknown = "hex") {
      return encoded(algorithmOfHash(name)(bytesOf(data, "utf8", "input")), encoding);
    },
  };
}

function hashClass(name: string, Base: Stream) {
  const Named = class extends Base {
    #state: Digesting;
    #over = false;
    constructor(state: Digesting) {
      super();
      this.#state = state;
    }
    update(data: unknown, encoding?: unknown): this {
      if (this.#over) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
      this.#state.update(bytesOf(data, encoding ?? "utf8", "data"));
      return this;
    }
    digest(encoding?: unknown): Buffer | string {
      if (this.#over) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
      this.#over = true;
      return encoded(this.#state.digest(), encoding);
    }
    copy(): object {
      if (this.#over) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
      return new Named(this.#state.clone());
    }
    _transform(chunk: unknown, encoding: unknown, done: () => void): void {
      this.update(chunk, encoding);
      done();
    }
    _flush(done: (error: undefined, data: unknown) => void): void {
      done(undefined, this.digest());
    }
  };
  Object.defineProperty(Named, "name", { value: name });
  return Named;
}

function streamOf(machine: CryptoMachine): Stream {
  const module = machine.stream();
  const Transform: unknown =
    typeof module === "function" || (typeof module === "object" && module !== null)
      ? Reflect.get(module, "Transform")
      : undefined;
  return isClass(Transform) ? Transform : Plain;
}

/** In a program without streams nothing can be piped into a hash. */
const Plain: Stream = class {};

function isClass(value: unknown): value is Stream {
  return typeof value === "function";
}

function lengthIn(options: unknown): { readonly length?: number } {
  const length: unknown =
    typeof options === "object" && options !== null ? Reflect.get(options, "outputLength") : undefined;
  return typeof length === "number" ? { length } : {};
}
