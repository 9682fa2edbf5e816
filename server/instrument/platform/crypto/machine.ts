// What the library of `node:crypto` asks of the machine.

export interface CryptoMachine {
  /** `globalThis.crypto`. */
  readonly web: object;
  /** From the run's seed: an integer from 0 to below `bound`. */
  integer(bound: number): number;
  /** Runs `done` when a job of Node's thread pool is over. */
  later(what: string, done: () => void): void;
  /** `node:stream`, where the program brought it along. */
  stream(): unknown;
}

/** An error with a code, as Node throws them. */
export function coded(
  Kind: ErrorConstructor | TypeErrorConstructor | RangeErrorConstructor,
  code: string,
  message: string,
): Error {
  const error = Object.assign(new Kind(message), { code });
  Object.defineProperty(error, "name", { value: Kind.name, configurable: true, writable: true });
  return error;
}

/** Text or bytes as plain bytes, never as a Buffer. Throws ERR_INVALID_ARG_TYPE for anything else. */
export function bytesOf(value: unknown, encoding: unknown, what: string): Uint8Array {
  const given = typeof value === "string" ? Buffer.from(value, encodingOf(encoding)) : value;
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  if (Object.prototype.toString.call(given) === "[object ArrayBuffer]") return new Uint8Array(Object(given));
  const message = `The "${what}" argument must be of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`;
  throw coded(TypeError, "ERR_INVALID_ARG_TYPE", message);
}

/** Bytes in an encoding, or as a Buffer where none is named. */
export function encoded(bytes: Uint8Array, encoding: unknown): Buffer | string {
  const buffer = Buffer.from(bytes);
  return typeof encoding === "string" && encoding !== "buffer" ? buffer.toString(encodingOf(encoding)) : buffer;
}

function encodingOf(encoding: unknown): BufferEncoding | undefined {
  return typeof encoding === "string" && Buffer.isEncoding(encoding) ? encoding : undefined;
}
