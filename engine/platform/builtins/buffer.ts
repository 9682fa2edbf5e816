// `Buffer`: bytes from and to text and numbers. Rare methods of Node's are missing.

import { createBase64 } from "../base64";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

export function createBuffer(): object {
  const base64 = createBase64();
  class VirtualBuffer extends Uint8Array {
    override toString(encoding: unknown = "utf8", start = 0, end = this.length): string {
      const bytes = start === 0 && end >= this.length ? this : this.subarray(start, end);
      switch (nameOf(encoding)) {
        case "hex":
          return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        case "base64":
          return base64.btoa(binary(bytes));
        case "base64url":
          return base64.btoa(binary(bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
        case "latin1":
        case "binary":
          return binary(bytes);
        case "ascii":
          return binary(bytes.map((byte) => byte & 127));
        case "utf16le":
        case "ucs2":
          return Array.from({ length: bytes.length >> 1 }, (_, index) =>
            String.fromCharCode((bytes[index * 2] ?? 0) | ((bytes[index * 2 + 1] ?? 0) << 8)),
          ).join("");
        default:
          return decodeUtf8(bytes);
      }
    }
    /** How `console.log` shows it: the first fifty bytes. */
    [INSPECT](): string {
      const shown = [...this.subarray(0, 50)].map((byte) => ` ${byte.toString(16).padStart(2, "0")}`).join("");
      const more = this.length - 50;
      return `<Buffer${shown}${more > 0 ? ` ... ${more} more byte${more > 1 ? "s" : ""}` : ""}>`;
    }
    /** A view of the same memory, unlike that of other typed arrays. */
    override slice(start?: number, end?: number): VirtualBuffer {
      const part = this.subarray(start, end);
      return new VirtualBuffer(part.buffer, part.byteOffset, part.length);
    }
    copy(target: Uint8Array, at = 0, start = 0, end = this.length): number {
      const part = this.subarray(start, Math.min(end, start + target.length - at));
      target.set(part, at);
      return part.length;
    }
    write(text: string, ...rest: unknown[]): number {
      const [at = 0, length] = rest.filter((value) => typeof value === "number");
      const encoding = rest.find((value) => typeof value === "string");
      const bytes = bytesOf(text, encoding).subarray(0, Math.min(length ?? this.length, this.length - at));
      this.set(bytes, at);
      return bytes.length;
    }
    compare(other: Uint8Array): number {
      const index = this.findIndex((byte, at) => byte !== other[at]);
      const [mine, theirs] = index < 0 ? [this.length, other.length] : [this[index] ?? 0, other[index] ?? -1];
      return Math.sign(mine - theirs);
    }
    override indexOf(what: unknown, from = 0): number {
      if (typeof what === "number") return super.indexOf(what & 255, from);
      const bytes = bytesOf(what, undefined);
      for (let at = Math.max(0, from); at + bytes.length <= this.length; at++) {
        if (bytes.every((byte, index) => this[at + index] === byte)) return at;
      }
      return -1;
    }
    override includes(what: unknown, from = 0): boolean {
      return this.indexOf(what, from) >= 0;
    }
    readUInt8(at = 0): number {
      return this[at] ?? 0;
    }
    writeUInt8(value: number, at = 0): number {
      this[at] = value;
      return at + 1;
    }
    equals(other: Uint8Array): boolean {
      return this.length === other.length && this.every((byte, index) => byte === other[index]);
    }
    toJSON(): object {
      return { type: "Buffer", data: [...this] };
    }
  }
  Object.defineProperty(VirtualBuffer, "name", { value: "Buffer" });
  const bytesOf = (value: unknown, encoding: unknown): Uint8Array => {
    if (typeof value !== "string")
      return value instanceof ArrayBuffer ? new Uint8Array(value) : Uint8Array.from(listOf(value));
    switch (nameOf(encoding)) {
      case "hex":
        return Uint8Array.from(value.match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));
      case "base64":
      case "base64url": {
        const plain = value.replaceAll("-", "+").replaceAll("_", "/");
        return Uint8Array.from(base64.atob(plain), (character) => character.charCodeAt(0));
      }
      case "latin1":
      case "binary":
      case "ascii":
        return Uint8Array.from(value, (character) => character.charCodeAt(0));
      case "utf16le":
      case "ucs2":
        return Uint8Array.from(
          [...Array(value.length * 2).keys()],
          (at) => (value.charCodeAt(at >> 1) >> (at % 2 ? 8 : 0)) & 255,
        );
      default:
        return encodeUtf8(value);
    }
  };
  const make = (bytes: Uint8Array): VirtualBuffer => new VirtualBuffer(bytes);
  const numbers = createNumberMethods();
  for (const [name, value] of Object.entries(numbers)) {
    Object.defineProperty(VirtualBuffer.prototype, name, { value, writable: true, configurable: true });
  }
  const statics: Record<string, unknown> = {
    from(value: unknown, ...rest: unknown[]) {
      // Memory that is given is shared, as Node does it; everything else is copied.
      if (isMemory(value))
        return new VirtualBuffer(value, Number(rest[0] ?? 0), rest[1] === undefined ? undefined : Number(rest[1]));
      return make(bytesOf(value, rest[0]));
    },
    alloc(size: number, fill?: unknown, encoding?: unknown) {
      const buffer = new VirtualBuffer(size);
      const pattern = typeof fill === "number" ? [fill] : fill === undefined ? [] : [...bytesOf(fill, encoding)];
      if (pattern.length > 0) for (let at = 0; at < size; at++) buffer[at] = pattern[at % pattern.length] ?? 0;
      return buffer;
    },
    allocUnsafe: (size: number) => new VirtualBuffer(size),
    allocUnsafeSlow: (size: number) => new VirtualBuffer(size),
    isBuffer: (value: unknown) => value instanceof VirtualBuffer,
    isEncoding: (value: unknown) => ENCODINGS.has(nameOf(value)),
    byteLength: (value: unknown, encoding?: unknown) =>
      isMemory(value)
        ? value.byteLength
        : ArrayBuffer.isView(value)
          ? value.byteLength
          : bytesOf(value, encoding).length,
    compare: (first: Uint8Array, second: Uint8Array) => make(first).compare(second),
    concat(list: readonly Uint8Array[], total = list.reduce((sum, { length }) => sum + length, 0)) {
      const whole = new VirtualBuffer(total);
      let at = 0;
      for (const bytes of list) {
        const part = bytes.subarray(0, Math.max(0, total - at));
        whole.set(part, at);
        at += part.length;
      }
      return whole;
    },
    poolSize: 8192,
  };
  for (const [name, value] of Object.entries(statics)) {
    // Enumerable as Node's are: libraries copy them one by one.
    Object.defineProperty(VirtualBuffer, name, { value, writable: true, configurable: true, enumerable: true });
  }
  return VirtualBuffer;
}

const ENCODINGS = new Set("hex utf8 latin1 binary ascii base64 base64url utf16le ucs2".split(" "));

/** `UTF-8` and `utf8` are one, and so are `UCS-2` and `utf16le`. */
function nameOf(encoding: unknown): string {
  if (encoding === undefined || encoding === null) return "utf8";
  const name = String(encoding).toLowerCase();
  return name === "base64url" ? name : name.replace("-", "");
}

function isMemory(value: unknown): value is ArrayBuffer {
  const tag = Object.prototype.toString.call(value);
  return tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]";
}

function binary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** `readUInt32LE`, `writeDoubleBE` and the others of their kind. */
function createNumberMethods(): Readonly<Record<string, unknown>> {
  const methods: Record<string, unknown> = {};
  const kinds = [
    ["UInt16", 2, "Uint16"],
    ["UInt32", 4, "Uint32"],
    ["Int16", 2, "Int16"],
    ["Int32", 4, "Int32"],
    ["Float", 4, "Float32"],
    ["Double", 8, "Float64"],
    ["BigInt64", 8, "BigInt64"],
    ["BigUInt64", 8, "BigUint64"],
  ] as const;
  const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [name, size, kind] of kinds) {
    for (const [order, little] of [
      ["LE", true],
      ["BE", false],
    ] as const) {
      methods[`read${name}${order}`] = function (this: Uint8Array, at = 0) {
        return viewOf(this)[`get${kind}`](at, little);
      };
      methods[`write${name}${order}`] = function (this: Uint8Array, value: number & bigint, at = 0) {
        viewOf(this)[`set${kind}`](at, value, little);
        return at + size;
      };
    }
  }
  methods.readInt8 = function (this: Uint8Array, at = 0) {
    return viewOf(this).getInt8(at);
  };
  methods.writeInt8 = function (this: Uint8Array, value: number, at = 0) {
    viewOf(this).setInt8(at, value);
    return at + 1;
  };
  return methods;
}

function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}

function decodeUtf8(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index++] ?? 0;
    const length = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let code = length === 0 ? first : first & (0x3f >> length);
    for (let more = 0; more < length; more++) code = (code << 6) | ((bytes[index++] ?? 0) & 63);
    text += code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
  }
  return text;
}

function listOf(value: unknown): number[] {
  const items: unknown[] = Array.from(Object(value));
  return items.map(Number);
}
