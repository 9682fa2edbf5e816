// A small `Buffer`: bytes from and to text, enough for messages and keys. Other methods of Node's are missing.

import { createBase64 } from "../globals";

export function createBuffer(): object {
  const base64 = createBase64();
  class VirtualBuffer extends Uint8Array {
    override toString(encoding = "utf8"): string {
      switch (encoding) {
        case "hex":
          return [...this].map((byte) => byte.toString(16).padStart(2, "0")).join("");
        case "base64":
          return base64.btoa(String.fromCharCode(...this));
        case "latin1":
        case "binary":
        case "ascii":
          return String.fromCharCode(...this);
        default:
          return decodeUtf8(this);
      }
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
    if (encoding === "hex") return Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    if (encoding === "base64") return Uint8Array.from(base64.atob(value), (character) => character.charCodeAt(0));
    if (encoding === "latin1" || encoding === "binary")
      return Uint8Array.from(value, (character) => character.charCodeAt(0));
    return encodeUtf8(value);
  };
  const make = (bytes: Uint8Array) => new VirtualBuffer(bytes);
  const statics: Record<string, unknown> = {
    from: (value: unknown, encoding?: unknown) => make(bytesOf(value, encoding)),
    alloc: (size: number, fill?: number) => new VirtualBuffer(size).fill(typeof fill === "number" ? fill : 0),
    allocUnsafe: (size: number) => new VirtualBuffer(size),
    isBuffer: (value: unknown) => value instanceof VirtualBuffer,
    byteLength: (value: unknown, encoding?: unknown) => bytesOf(value, encoding).length,
    concat: (list: readonly Uint8Array[]) => make(Uint8Array.from(list.flatMap((bytes) => [...bytes]))),
  };
  for (const [name, value] of Object.entries(statics)) {
    Object.defineProperty(VirtualBuffer, name, { value, writable: true, configurable: true });
  }
  return VirtualBuffer;
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
