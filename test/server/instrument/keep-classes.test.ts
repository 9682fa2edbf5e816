// Which classes the runs of a unit share: those that mean nothing of their program's, and keep nothing.

import { describe, expect, it } from "vitest";
import { keepClasses } from "#server/instrument/keep-classes";

const inBlock = (code: string) => `__il.main("cjs", () => {\n${code}\n});`;

const KEPT: Readonly<Record<string, readonly [string, string]>> = {
  "a class that is only made and called": [
    "var A = class {\n held = [];\n open(x) { const y = x + __il_c[2]; return Promise.resolve(y); }\n};\nnew A().open(1);",
    "var A = __il.keep(()=>{var A=class {\n held = [];\n open(x) { const y = x + __il_c[2]; return Promise.resolve(y); }\n};return A;},0,true);\nnew A().open(1);",
  ],
  "one of which more is done": [
    "var A = class { open() {} };\nlog(A);",
    "var A = __il.keep(()=>{var A=class { open() {} };return A;},0,false);\nlog(A);",
  ],
  "one whose method is taken": [
    "class A { open() {} }\nnew A().open.mark = 1;",
    "let A=__il.keep(()=>{class A { open() {} }return A;},0,false);\nnew A().open.mark = 1;",
  ],
  "names of its own": [
    "var A = class _A { static of() { return new _A(); } make({ x, ...rest }) { for (const y of x) { try { f(y); } catch (e) { throw e; } } function f(z) { return z; } } };",
    "var A = __il.keep(()=>{var A=class _A { static of() { return new _A(); } make({ x, ...rest }) { for (const y of x) { try { f(y); } catch (e) { throw e; } } function f(z) { return z; } } };return A;},0,false);",
  ],
};

const LEFT: Readonly<Record<string, string>> = {
  "a name of the program's": "let n = 0; var A = class { next() { return n++; } };",
  "a name that is both": "let n = 0; var A = class { next() { return n++; } other() { let n = 1; return n; } };",
  "another global": "var A = class { next() { return setTimeout(() => {}, 1); } };",
  "a field of the class": "var A = class { static count = 0; };",
  "a block of the class": "var A = class { static { log(1); } };",
  "a computed name": "var A = class { [key]() {} };",
  "a class above it": "var A = class extends B {};",
  "a class in a function": "function f() { var A = class { next() {} }; return A; }",
  "its own name, which may come to mean another": "var A = class { next() { return new A(); } };",
};

describe("a class", () => {
  it.each(Object.entries(KEPT))("is kept: %s", (_, [before, after]) => {
    expect(keepClasses(inBlock(before))).toBe(inBlock(after));
  });
  it.each(Object.entries(LEFT))("is made by each run: %s", (_, code) => {
    expect(keepClasses(inBlock(code))).toBe(inBlock(code));
  });
  it("is kept in a program that waits at its top", () => {
    const code = '__il.main("esm", () => __async(null, null, function* () {\nvar A = class { open() {} };\n}));';
    expect(keepClasses(code)).toContain("__il.keep(");
  });
});
