// The analyzer over source that nobody wrote for it: other people's packages, and programs broken at random.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repository } from "#test/support/built";
import { analyse, PILES, sourcesUnder } from "#test/support/odd-sources";

/**
 * Questions about types that lowering may ask for each node and export of a file: what grows faster than the file shows here, on any
 * machine. Seconds are for `npm run bench analyzer`, which prints the slowest file.
 */
const QUESTIONS_PER_PIECE = 5;

describe("other people's packages", () => {
  it.each(PILES)(
    "%s",
    async (name) => {
      const directory = join(repository, "node_modules", name);
      const paths = sourcesUnder(directory);
      expect(paths.length).toBeGreaterThan(0);
      const { functions, work } = await analyse(new Map(paths.map((path) => [path, readFileSync(path, "utf8")])));
      expect(functions).toBeGreaterThanOrEqual(paths.length);
      const greedy = [...work].filter(([, { questions, size }]) => questions > size * QUESTIONS_PER_PIECE);
      expect(greedy).toEqual([]);
    },
    300_000,
  );
});

describe("files with next to nothing in them", () => {
  it.each(["", "\n", ";\n", "});\n", "\n\n  ", "\ufeff", "// only this", "\r\n\r\n", "\u2028", "#!/usr/bin/env node"])(
    "%j",
    async (text) => {
      const { functions } = await analyse(new Map([["/a.tsx", text]]));
      expect(functions).toBe(1);
    },
  );
});

describe("programs broken at random", () => {
  const seeds = [...sourcesUnder(join(repository, "test/rules")), ...sourcesUnder(join(repository, "examples"))].map(
    (path) => readFileSync(path, "utf8"),
  );
  const scraps = [
    "{",
    "}",
    "(",
    ")",
    "`",
    "'",
    "/*",
    "*/",
    "async",
    "await",
    "=>",
    "...",
    "?.",
    "#x",
    "@",
    "<T",
    "\0",
    "\u2028",
    "𐍈",
    "using x = y;",
    "class {",
    "function*",
    "\\u{110000}",
  ];
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  /** A change of the text: a piece cut out, doubled, moved, or something strange put in. */
  const change = fc.oneof(
    fc.record({ kind: fc.constantFrom("cut", "double", "move"), at: place, length: fc.nat(80), to: place }),
    fc.record({ kind: fc.constant("insert"), at: place, text: fc.constantFrom(...scraps) }),
  );
  const mutate = (text: string, by: typeof change extends fc.Arbitrary<infer T> ? T : never): string => {
    const at = Math.floor(by.at * text.length);
    if ("text" in by) return text.slice(0, at) + by.text + text.slice(at);
    const piece = text.slice(at, at + by.length);
    const rest = by.kind === "double" ? text : text.slice(0, at) + text.slice(at + by.length);
    if (by.kind === "cut") return rest;
    const to = Math.floor(by.to * rest.length);
    return rest.slice(0, to) + piece + rest.slice(to);
  };

  it("are all understood as far as they go", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        async (seed, changes) => {
          await analyse(new Map([["/a.tsx", changes.reduce(mutate, seed)]]));
        },
      ),
      { numRuns: Number(process.env.INTERLEAVE_FUZZ_RUNS ?? 300) },
    );
  }, 300_000);
});
