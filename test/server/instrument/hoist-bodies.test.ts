// Lowered functions make no generator function at each call, and mean by every name what they meant before.

import { describe, expect, it } from "vitest";
import { hoistBodies } from "#server/instrument/hoist-bodies";

const inBlock = (code: string) => `__il.main("cjs", () => {\n${code}\n});`;

const MOVED: Readonly<Record<string, readonly [string, string]>> = {
  "a declaration": [
    "function f(a, b) { return __async(this, null, function* () { yield a + b; }); }",
    "function* __f1(a, b) { yield a + b; }\nfunction f(a, b) { return __async(this, [a, b], __f1 /* function* () */); }",
  ],
  "an arrow function without parameters": [
    "const f = () => __async(null, null, function* () { yield 1; });",
    "function* __f1() { yield 1; }\nconst f = () => __async(null, null, __f1 /* function* () */);",
  ],
  "parameters that are inside": [
    "function f(_0) { return __async(this, arguments, function* ({ a }, b = a) { yield b; }); }",
    "function* __f1({ a }, b = a) { yield b; }\nfunction f(_0) { return __async(this, arguments, __f1 /* function* () */); }",
  ],
  "an argument of a call": [
    "list.map((x) => __async(null, null, function* () { yield x; }));",
    "function* __body1(x) { yield x; }\nlist.map((x) => __async(null, [x], __body1 /* function* () */));",
  ],
  "one inside the other": [
    "function f() { return __async(this, null, function* () { yield g((x) => __async(this, null, function* () { yield x; })); }); }",
    "function* __f1() { function* __body2(x) { yield x; }\nyield g((x) => __async(this, [x], __body2 /* function* () */)); }\nfunction f() { return __async(this, null, __f1 /* function* () */); }",
  ],
  "a block of a loop": [
    "for (const i of list) { start(() => __async(null, null, function* () { yield i; })); }",
    "for (const i of list) { function* __body1() { yield i; }\nstart(() => __async(null, null, __body1 /* function* () */)); }",
  ],
};

const LEFT: Readonly<Record<string, string>> = {
  "a method of a class": "class A { m() { return __async(this, null, function* () { yield super.m(); }); } }",
  "a method of an object": "const o = { m() { return __async(this, null, function* () { yield super.m(); }); } };",
  "a field of a class": "const A = class B { f = () => __async(this, null, function* () { yield B; }); };",
  "the body of a loop without a block":
    "for (const i of list) start(() => __async(null, null, function* () { yield i; }));",
  "a default value": "function f(a, g = () => __async(null, null, function* () { yield a; })) { var a; }",
  "the expression of another function": "const f = (a) => () => __async(null, null, function* () { yield a; });",
  "a case": "switch (a) { case 1: start(() => __async(null, null, function* () { yield a; })); }",
  "a function that means itself": "const f = function g() { return __async(this, null, function* () { yield g; }); };",
  "a function that looks at all it was given":
    "function f(a) { return __async(this, arguments, function* () { yield arguments[1]; }); }",
  "a function that does more": "function f(a) { a++; return __async(this, null, function* () { yield a; }); }",
};

describe("hoistBodies", () => {
  it.each(Object.entries(MOVED))("moves the body of %s", (_name, [before, after]) => {
    expect(hoistBodies(inBlock(before))).toBe(inBlock(after));
  });
  it.each(Object.entries(LEFT))("leaves %s", (_name, code) => {
    expect(hoistBodies(inBlock(code))).toBe(inBlock(code));
  });
});
