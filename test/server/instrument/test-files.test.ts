// A test file is a program: its bodies run one after another, whatever runner it was written for.

import { describe, expect, it } from "vitest";
import { simulate } from "../../support/against-node";
import { outputOf } from "../../support/simulate-js";

async function run(file: string, text: string, more: Readonly<Record<string, string>> = {}) {
  const trace = await simulate({ "tsconfig.json": "{}", [file]: text, ...more }, { entry: file });
  const { outcome } = trace;
  return { output: outputOf(trace), code: "exitCode" in outcome ? outcome.exitCode : undefined, kind: outcome.kind };
}

describe("a test file", () => {
  it("of vitest: hooks, suites, each, concurrent, and what fails", async () => {
    const text = `import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
const log: string[] = [];
beforeEach(() => void log.push("before"));
afterEach(async () => { await null; log.push("after"); });
it("first", () => { expect(log).toEqual(["before"]); });
describe("suite", () => {
  it("second", async () => { await new Promise((r) => setTimeout(r, 5)); expect(log).toHaveLength(3); });
  it.each([[1, 2], [2, 4]])("doubles %d", (a, b) => expect(a * 2).toBe(b));
  it("fails", () => { expect({ a: 1 }).toEqual({ a: 2 }); });
  it.skip("never", () => { throw new Error("no"); });
  it("mocks", async () => { const f = vi.fn(async (x: number) => x); await expect(f(3)).resolves.toBe(3); expect(f).toHaveBeenCalledWith(3); await expect(Promise.reject(new Error("bad"))).rejects.toThrow("bad"); expect(() => { throw new TypeError("t"); }).toThrow(TypeError); });
  it.concurrent("c1", async () => { console.log("c1 in"); await new Promise((r) => setTimeout(r, 5)); console.log("c1 out"); });
  it.concurrent("c2", async () => { console.log("c2 in"); });
});
`;
    expect(await run("lib.test.ts", text)).toEqual({
      output: [
        "\u2713 first",
        "\u2713 suite > second",
        "\u2713 suite > doubles 1",
        "\u2713 suite > doubles 2",
        "\u2717 suite > fails: expect({ a: 1 }).toEqual({ a: 2 })",
        "\u2713 suite > mocks",
        "c1 in",
        "c2 in",
        "\u2713 suite > c2",
        "c1 out",
        "\u2713 suite > c1",
      ],
      code: 1,
      kind: "completed",
    });
  });

  it("of Mocha or Jest, with globals and callbacks", async () => {
    const text = `const assert = require("node:assert");
describe("queue", function () {
  before(() => console.log("once"));
  it("calls back", (done) => { setTimeout(() => { assert.equal(1, 1); done(); }, 1); });
  it("fails back", (done) => { setTimeout(() => done(new Error("late")), 1); });
});
`;
    expect((await run("queue.spec.js", text)).output).toEqual([
      "once",
      "\u2713 queue > calls back",
      "\u2717 queue > fails back: late",
    ]);
  });

  it("of node:test", async () => {
    const text =
      'import test, { describe, it } from "node:test";\nimport assert from "node:assert/strict";\ntest("one", () => assert.equal(1, 1));\ndescribe("d", () => { it("two", async () => { await null; }); });\n';
    expect((await run("x.test.mjs", text)).output).toEqual(["\u2713 one", "\u2713 d > two"]);
  });

  it("that waits for ever is a deadlock, with the line it waits at", async () => {
    const text = 'import { it } from "vitest";\nit("hangs", async () => { await new Promise(() => {}); });\n';
    expect((await run("hang.test.ts", text)).kind).toBe("deadlock");
  });
});
