// Random bytes and numbers of `node:crypto`: drawn from the seed of the run, so that a run can be repeated.

import { type CryptoMachine, coded } from "./machine";

export function createRandom(machine: CryptoMachine): Readonly<Record<string, unknown>> {
  const fill = (bytes: Uint8Array): Uint8Array => {
    for (let index = 0; index < bytes.length; index++) bytes[index] = machine.integer(256);
    return bytes;
  };
  const randomBytes = (size: unknown, callback?: unknown): Buffer | undefined => {
    if (typeof size !== "number") {
      throw coded(TypeError, "ERR_INVALID_ARG_TYPE", 'The "size" argument must be of type number.');
    }
    if (!(size >= 0 && size <= 0x7fffffff)) {
      const message = `The value of "size" is out of range. It must be >= 0 && <= 2147483647. Received ${size}`;
      throw coded(RangeError, "ERR_OUT_OF_RANGE", message);
    }
    const bytes = Buffer.alloc(size);
    fill(bytes);
    return answered("randomBytes", callback, bytes);
  };
  /** At once, or to a callback, which comes later. */
  const answered = <T>(name: string, callback: unknown, value: T): T | undefined => {
    if (typeof callback !== "function") return value;
    machine.later(`crypto.${name}`, () => void Reflect.apply(callback, undefined, [null, value]));
    return undefined;
  };
  const part = (view: unknown, from: unknown, size: unknown): Uint8Array => {
    if (!ArrayBuffer.isView(view)) {
      throw coded(
        TypeError,
        "ERR_INVALID_ARG_TYPE",
        'The "buf" argument must be an instance of ArrayBuffer or ArrayBufferView.',
      );
    }
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const start = typeof from === "number" ? from : 0;
    return bytes.subarray(start, typeof size === "number" ? start + size : undefined);
  };
  return {
    randomBytes,
    pseudoRandomBytes: randomBytes,
    randomFillSync(view: unknown, from?: unknown, size?: unknown) {
      fill(part(view, from, size));
      return view;
    },
    randomFill(view: unknown, ...rest: unknown[]) {
      fill(part(view, rest[0], rest[1]));
      answered("randomFill", rest.at(-1), view);
    },
    randomInt(...given: unknown[]) {
      const numbers = given.filter((one) => typeof one === "number");
      const [low, high] = numbers.length < 2 ? [0, numbers[0] ?? 0] : [numbers[0] ?? 0, numbers[1] ?? 0];
      if (!(high > low)) {
        const message = `The value of "max" is out of range. It must be greater than the value of "min" (${low}). Received ${high}`;
        throw coded(RangeError, "ERR_OUT_OF_RANGE", message);
      }
      return answered("randomInt", given.at(-1), low + machine.integer(high - low));
    },
    randomUUID: () => Reflect.apply(Reflect.get(machine.web, "randomUUID"), machine.web, []),
  };
}
