// `btoa` and `atob`: base64 text from and to text of one byte a character.

export interface Base64 {
  btoa(text: unknown): string;
  atob(text: unknown): string;
}

export function createBase64(): Base64 {
  return {
    btoa(text) {
      const source = String(text);
      let result = "";
      for (let index = 0; index < source.length; index += 3) {
        const codes = [0, 1, 2].map((offset) => source.charCodeAt(index + offset));
        if (codes.some((code) => code > 0xff)) throw new Error("Invalid character");
        const [a = 0, b = Number.NaN, c = Number.NaN] = codes;
        const bits = (a << 16) | ((b || 0) << 8) | (c || 0);
        const chars = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63]);
        result += chars[0] + String(chars[1]) + (Number.isNaN(b) ? "=" : chars[2]) + (Number.isNaN(c) ? "=" : chars[3]);
      }
      return result;
    },
    atob(text) {
      const source = String(text).replaceAll(/[\s=]/g, "");
      let result = "";
      for (let index = 0; index < source.length; index += 4) {
        const codes = [0, 1, 2, 3].map((offset) => ALPHABET.indexOf(source[index + offset] ?? "A"));
        const bits = codes.reduce((sum, code) => (sum << 6) | Math.max(0, code), 0);
        const count = Math.min(3, Math.floor(((source.length - index) * 6) / 8));
        for (let byte = 0; byte < count; byte++) result += String.fromCharCode((bits >> (16 - byte * 8)) & 0xff);
      }
      return result;
    },
  };
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
