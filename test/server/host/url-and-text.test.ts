// The sandbox's own `URL`, `URLSearchParams`, `TextEncoder` and `TextDecoder` answer as the host's.

import fc from "fast-check";
import { urlOperations } from "#server/host/url-operations";
import { makeTextCoding } from "#server/host/text-coding";
import { makeUrlClasses } from "#server/host/url-classes";
import { describe, expect, it } from "vitest";

const own = { ...makeUrlClasses(urlOperations), ...makeTextCoding() };

describe("TextEncoder and TextDecoder", () => {
  it("encode any text as the host does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect([...new own.TextEncoder().encode(text)]).toEqual([...new TextEncoder().encode(text)]);
      }),
    );
  });

  it("decode any bytes as the host does, well-formed or not", () => {
    const bytes = fc.uint8Array({ maxLength: 12 });
    const mixed = fc.array(
      fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xa0, 0x9f, 0xef, 0xbb, 0xf0, 0xf4, 0x8f, 0x90),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          bytes,
          mixed.map((list) => Uint8Array.from(list)),
        ),
        (input) => {
          expect(new own.TextDecoder().decode(input)).toBe(new TextDecoder().decode(input));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("refuse ill-formed bytes where asked to", () => {
    expect(() => new own.TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.of(0xff))).toThrow(TypeError);
    expect(() => new own.TextDecoder("utf-16")).toThrow(RangeError);
  });
});

describe("URL and URLSearchParams", () => {
  it.each([
    ["https://user:pw@example.org:8080/a/../b?x=1&y=%20#h", undefined],
    ["./w.ts?z", "file:///workspace/src/main.ts"],
    ["mailto:someone@example.org", undefined],
  ])("%s reads as the host's", (url, base) => {
    const mine = new own.URL(url, base);
    const real = new URL(url, base);
    for (const part of [
      "href",
      "origin",
      "protocol",
      "host",
      "hostname",
      "port",
      "pathname",
      "search",
      "hash",
    ] as const) {
      expect([part, Reflect.get(mine, part)]).toEqual([part, real[part]]);
    }
    expect([...mine.searchParams]).toEqual([...real.searchParams]);
    expect(JSON.stringify({ mine })).toBe(JSON.stringify({ mine: real }));
  });

  it("changes its parts, and its parameters with them", () => {
    const url = new own.URL("http://a/b");
    Reflect.set(url, "pathname", "/c d");
    url.searchParams.append("k", "v w");
    url.searchParams.set("k", "1");
    expect(url.toString()).toBe("http://a/c%20d?k=1");
    Reflect.set(url, "search", "?z=9");
    expect(url.searchParams.get("z")).toBe("9");
  });

  it("refuses what is no URL, as Node does", () => {
    expect(() => new own.URL("nothing")).toThrow(
      expect.objectContaining({ message: "Invalid URL", code: "ERR_INVALID_URL" }),
    );
    expect(own.URL.canParse("nothing")).toBe(false);
  });
});
