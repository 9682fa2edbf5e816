// What a text may do with `Promise` without a look at it after each run.

import { describe, expect, it } from "vitest";
import { onlyCallsPromise } from "#engine/runtime/only-calls";

const HARMLESS = [
  "function f(a, b) { return __async(this, [a, b], __f1); }",
  "counts[0]++; if (counts[12] > 3) Promise.resolve();",
  "var a = new Promise((resolve) => resolve()); a.then(b).catch(c).finally(d);",
  "Promise.all(list).then((all) => all.length); await Promise.resolve();",
  "class Mutex { waiting = []; acquire() { return Promise.resolve(); } }",
  "const [first, second] = [1, 2]; f([3]); try { g(); } catch (error) { h(); } finally { i(); } try { j(); } catch { k(); }",
];

const DOUBTFUL = [
  "const { first = null, [name]: method } = p; method.mark = 1;",
  "Promise.prototype.then = f;",
  "Promise.mark = 1;",
  "const P = Promise; P.mark = 1;",
  "const { all } = Promise; all.mark = 1;",
  "new (class extends Promise {})(f);",
  "new Promise(f).constructor.mark = 1;",
  "p['constructor'].mark = 1;",
  "p[name].mark = 1;",
  "p?.[name].mark = 1;",
  "f(p)[name].mark = 1;",
  "const { [name]: method } = p; method.mark = 1;",
  "const { first, [name]: method } = p; method.mark = 1;",
  "const { then } = p; then.mark = 1;",
  "const { catch: method } = p; method.mark = 1;",
  "const { finally: method } = p; method.mark = 1;",
  "p.then.mark = 1;",
  "p.catch.mark = 1;",
  "p.finally\n.mark = 1;",
  "Promise.race.mark = 1;",
  "p.__proto__.mark = 1;",
  "Object.getPrototypeOf(p).mark = 1;",
  "Reflect.getPrototypeOf(p).mark = 1;",
  "globalThis.Promise.mark = 1;",
  "p.const\\u0072uctor.mark = 1;",
  "with (p) constructor.mark = 1;",
  "Error.prepareStackTrace = (_, calls) => calls.at(0).getFunction();",
  "const o = { Promise }; o.Promise.mark = 1;",
  "f(Promise);",
  "if (p instanceof Promise) f();",
];

describe("a text", () => {
  it.each(HARMLESS)("only calls Promise: %s", (text) => {
    expect(onlyCallsPromise(text)).toBe(true);
  });
  it.each(DOUBTFUL)("may do more: %s", (text) => {
    expect(onlyCallsPromise(text)).toBe(false);
  });
});
