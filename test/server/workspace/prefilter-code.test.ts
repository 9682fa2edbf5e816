// The second look at a file that seemed near: what stands in a comment or a text does not count.

import { describe, expect, it } from "vitest";
import { codeOf } from "#server/workspace/prefilter-code";

const code = (text: string) => codeOf("/a.ts", text);

describe("a pattern is found", () => {
  const found = /new Promise\b/;
  it.each([
    ["in a statement", "const p = new Promise(() => {});"],
    ["in a template's hole", ["const text = `", "{new Promise(() => {})}`;"].join("$")],
    ["behind a comment", "/* soon */ f(new Promise(() => {}));"],
    ["behind another one that is only mentioned", "// new Promise\nconst p = new Promise(() => {});"],
    ["between the brackets of a type's parameters", "f<Promise<void>>(new Promise(() => {}));"],
  ])("%s", (_where, text) => {
    expect(code(text).has(found)).toBe(true);
  });
});

describe("a pattern is not found", () => {
  const found = /new Promise\b/;
  it.each([
    ["in a line of comment", "f(); // new Promise"],
    ["in a comment of several lines", "/*\n * new Promise\n */\nf();"],
    ["in a comment between two arguments", "f(a, /* new Promise */ b);"],
    ["in a comment at the very end", "f();\n// new Promise"],
    ["in a text", "say('new Promise');"],
    ["in the words of a template", ["say(`a new Promise of ", "{name}`);"].join("$")],
    ["in a regular expression", "const one = /new Promise/;"],
  ])("%s", (_where, text) => {
    expect(code(text).has(found)).toBe(false);
  });

  it("where it only begins in a comment", () => {
    expect(code("// if (busy)\nawait next();").has(/if \(busy\)\s*await/)).toBe(false);
  });

  it("where it is a text that the pattern looks for, but for the text itself", () => {
    expect(code("port.on('message', f);").has(/'message'/)).toBe(true);
    expect(code("say('the word message');").has(/message/)).toBe(false);
  });
});

describe("a file waits", () => {
  it.each([
    ["await", "async () => { await f(); }"],
    ["for await", "async () => { for await (const x of y) g(x); }"],
    ["await using", "async () => { await using lock = take(); }"],
  ])("by `%s`", (_how, text) => {
    expect(code(text).awaits).toBe(true);
  });

  it.each([
    ["the word in a comment", "// await\nf();"],
    ["the word in a text", "say('await');"],
    ["`using` alone", "{ using lock = take(); }"],
    ["`for` alone", "for (const x of y) g(x);"],
  ])("not by %s", (_how, text) => {
    expect(code(text).awaits).toBe(false);
  });
});

it("names what is imported, in every way that there is, and nothing that is only mentioned", () => {
  const { imports } = code(`
    import a from "a";
    import "b";
    export * from "c";
    export { d } from "d";
    import e = require("e");
    const f = require("f");
    const g = () => import("g");
    type H = import("h").H;
    // import i from "i";
    say('import j from "j"');
  `);
  expect([...imports].sort()).toEqual(["a", "b", "c", "d", "e", "f", "g", "h"]);
});

it("reads what is no program", () => {
  expect(code("class { ( ` await").has(/class/)).toBe(true);
  expect(code("").has(/x/)).toBe(false);
});
