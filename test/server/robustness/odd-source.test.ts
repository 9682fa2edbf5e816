// The analyzer over source that nobody wrote for it: other people's packages, and programs broken at random.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { ts } from "ts-morph";
import { describe, expect, it } from "vitest";
import type { FileFacts } from "#server/model/facts";
import { lowerFile } from "#server/model/lower";
import { report } from "#server/workspace/report";
import { newSummaryCache, summarise } from "#server/model/summarise";
import { repository } from "#test/support/built";

/** Packages that ship their TypeScript source. */
const PACKAGES = [
  "effect/src/internal",
  "@azure/msal-browser/src",
  "@azure/msal-common/src",
  "ajv/lib",
  "piscina/src",
  "comlink",
];

function sourcesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[cm]?tsx?$/.test(name) && !/\.d\.[cm]?ts$/.test(name) && !name.includes("node_modules"))
    .map((name) => join(directory, name))
    .sort();
}

/** A program of files that exist only here; nothing is resolved, so that types are as unknown as they can be. */
function programOf(files: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    noResolve: true,
    noLib: true,
    target: ts.ScriptTarget.ESNext,
    jsx: ts.JsxEmit.Preserve,
  };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    fileExists: (path) => files.has(path),
    readFile: (path) => files.get(path),
    getSourceFile: (path, version) => {
      const text = files.get(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, version, true);
    },
  };
  return ts.createProgram([...files.keys()], options, host);
}

/** Lets the test runner hear that the test lives. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

/** Everything that the analyzer does with a program; throws where the analyzer does. @returns the number of functions */
async function analyse(files: ReadonlyMap<string, string>): Promise<number> {
  const program = programOf(files);
  const checker = program.getTypeChecker();
  const facts = new Map<string, FileFacts>();
  for (const path of files.keys()) {
    const source = program.getSourceFile(path);
    if (source === undefined) throw new Error(`${path} is not in the program`);
    facts.set(path, lowerFile(source, checker, ""));
    await breathe();
  }
  const steps = summarise(facts, newSummaryCache());
  for (;;) {
    const step = steps.next();
    await breathe();
    if (step.done !== true) continue;
    report(step.value.model, { tests: true, generated: true });
    return step.value.model.functions.size;
  }
}

describe("other people's packages", () => {
  it.each(PACKAGES)(
    "%s",
    async (name) => {
      const directory = join(repository, "node_modules", name);
      const paths = sourcesUnder(directory);
      expect(paths.length).toBeGreaterThan(0);
      const functions = await analyse(new Map(paths.map((path) => [path, readFileSync(path, "utf8")])));
      expect(functions).toBeGreaterThan(paths.length);
    },
    300_000,
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
