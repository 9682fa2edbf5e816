// `TextEncoder` and `TextDecoder` (UTF-8) of a sandbox, made of the language alone: the host's own would be a way out.

const REPLACEMENT = 0xfffd;

export function makeTextCoding() {
  class Encoder {
    readonly encoding = "utf-8";
    encode(input: unknown = ""): Uint8Array {
      return Uint8Array.from(encodeUtf8(String(input)));
    }
  }
  class Decoder {
    readonly encoding = "utf-8";
    readonly fatal: boolean;
    readonly ignoreBOM: boolean;
    constructor(label: unknown = "utf-8", options: { readonly fatal?: boolean; readonly ignoreBOM?: boolean } = {}) {
      if (!/^utf-?8$/i.test(String(label))) throw new RangeError(`The "${label}" encoding is not supported`);
      this.fatal = options.fatal === true;
      this.ignoreBOM = options.ignoreBOM === true;
    }
    decode(input?: ArrayBuffer | ArrayBufferView): string {
      const text = decodeUtf8(bytesOf(input), this.fatal);
      return !this.ignoreBOM && text.startsWith("\ufeff") ? text.slice(1) : text;
    }
  }
  Object.defineProperty(Encoder, "name", { value: "TextEncoder" });
  Object.defineProperty(Decoder, "name", { value: "TextDecoder" });
  return { TextEncoder: Encoder, TextDecoder: Decoder };
}

function bytesOf(input: ArrayBuffer | ArrayBufferView | undefined): Uint8Array {
  if (input === undefined) return new Uint8Array();
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  return new Uint8Array(input);
}

function encodeUtf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? REPLACEMENT;
    const code = point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return bytes;
}

function tail(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** The decoder of the Encoding Standard, section 8.1.1: one replacement character for each maximal ill-formed part. */
function decodeUtf8(bytes: Uint8Array, fatal: boolean): string {
  let text = "";
  let [point, needed, low, high] = [0, 0, 0x80, 0xbf];
  const ill = (): void => {
    if (fatal)
      throw Object.assign(new TypeError("The encoded data was not valid for encoding utf-8"), {
        code: "ERR_ENCODING_INVALID_ENCODED_DATA",
      });
    text += String.fromCodePoint(REPLACEMENT);
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (needed === 0) {
      if (byte < 0x80) text += String.fromCharCode(byte);
      else if (byte >= 0xc2 && byte <= 0xdf) [needed, point] = [1, byte & 0x1f];
      else if (byte >= 0xe0 && byte <= 0xef) {
        if (byte === 0xe0) low = 0xa0;
        if (byte === 0xed) high = 0x9f;
        [needed, point] = [2, byte & 0xf];
      } else if (byte >= 0xf0 && byte <= 0xf4) {
        if (byte === 0xf0) low = 0x90;
        if (byte === 0xf4) high = 0x8f;
        [needed, point] = [3, byte & 0x7];
      } else ill();
      continue;
    }
    if (byte < low || byte > high) {
      [needed, low, high] = [0, 0x80, 0xbf];
      ill();
      at--; // The byte may begin something new.
      continue;
    }
    [low, high] = [0x80, 0xbf];
    point = (point << 6) | (byte & 0x3f);
    needed--;
    if (needed === 0) text += String.fromCodePoint(point);
  }
  if (needed > 0) ill();
  return text;
}
