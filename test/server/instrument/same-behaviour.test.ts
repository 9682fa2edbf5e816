// Instrumented and lowered code does what the original does, on syntax that is easy to break.

import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import { buildScenario } from "#server/instrument/build-scenario";
import { memoryHost } from "./memory-host";
import { runOriginal, runPlain } from "./run-plain";

const PROGRAMS: Readonly<Record<string, string>> = {
  "no semicolons": `
    let a = 1
    const b = [1, 2]
    ;[a] = b
    let c = a
    ++c
    const f = () => { return }
    f()
    ;(function () { console.log("iife", a, c) })()
    var i = 0
    do i++
    while (i < 3) console.log(i)
    if (i) console.log("then")
    else console.log("else")
    const t = \`x\`
    console.log(t)
    class A { x = 1
      ["y"] = 2
      static z
      get
      v() { return 3 } }
    console.log(new A().x, new A().y, Object.keys(A))`,
  "bodies without braces": `
    for (let i = 0; i < 2; i++) for (const j of [1, 2]) if (j === i) console.log(i, j); else if (j > 1) console.log("big"); else continue;
    let n = 0; while (n < 3) n++;
    do n--; while (n > 0);
    for (const k in { a: 1, b: 2 }) console.log(k);
    for (;;) break;
    for (n = 0; n < 5; n++);
    if (n) ; else console.log("never");
    console.log(n);`,
  labels: `
    outer: for (let i = 0; i < 3; i++) { inner: for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; console.log(i, j); } }
    block: { console.log("in"); if (Date.now() > 0) break block; console.log("not"); }
    a: b: while (true) { break a; }
    lone: console.log("labelled");`,
  switches: `
    function pick(x) { switch (x) { case 1: console.log("one"); case 2: { console.log("two"); break; } default: console.log("other"); case 3: let y = 4; console.log("three", y); return y } return 0 }
    console.log(pick(1), pick(2), pick(3), pick(9));`,
  generators: `
    function* g(n) { for (let i = 0; i < n; i++) { const got = yield i; if (got) console.log("got", got); } return "end"; }
    const it = g(3); console.log(it.next(), it.next("a"), it.next(), it.next());
    const o = { *m() { yield* g(2); }, async *am() { yield 1; yield* this.m(); } };
    console.log([...o.m()]);
    for await (const v of o.am()) console.log("am", v);`,
  "async order": `
    async function f() { console.log("f1"); await null; console.log("f2"); await g(); console.log("f3"); }
    async function g() { console.log("g1"); await 0; console.log("g2"); return h(); }
    function h() { return Promise.resolve("h"); }
    const p = f(); Promise.resolve().then(() => console.log("p1")).then(() => console.log("p2")).then(() => console.log("p3"));
    console.log("sync"); await p; console.log("end");`,
  "this of awaited calls": `
    const o = { v: 1, async m() { return this?.v; }, async n() { return [await this.m(), await this["m"](), await (this.m)(), await this.inner.deep.m()]; }, inner: { deep: { v: 2, async m() { return this.v; } } } };
    console.log(await o.n());
    const nothing = undefined;
    console.log(await nothing?.m(), await nothing?.a.b(), await o?.m(), await o.inner?.deep.m(), await o.missing?.());
    const free = o.m; console.log(await free(), await free?.(), await (0, o.m)());
    async function plain() { return typeof this; } console.log(await plain());
    class B { async hello() { return "base " + this.name; } name = "b"; } class D extends B { name = "d"; async hello() { return "derived " + await super.hello(); } }
    console.log(await new D().hello());
    const make = () => async () => "made"; console.log(await make()(), await (async () => "iife")());`,
  "evaluation order of awaited calls": `
    const log = (x) => (console.log(x), x);
    const o = { get m() { log("get m"); return async (...xs) => (log("call"), xs.length); } };
    console.log(await o.m(log(1), log(2), ...[log(3)]));
    console.log(await (log("obj"), o).m());
    const k = { toString() { log("key"); return "m"; } }; console.log(await o[k]());
    console.log(await o[log("m")](...log([1, 2])));`,
  classes: `
    class Base { static made = 0; #secret = 1; name; constructor(name) { this.name = name; Base.made++; } get secret() { return this.#secret; } set secret(v) { this.#secret = v; } static { Base.made = 10; } static create() { return new this("made"); } }
    class Derived extends Base { field = this.name + "!"; constructor() { const x = "d"; super(x); this.after = new Map([[1, 2]]); } toString() { return super.toString === Object.prototype.toString ? "D:" + this.field : "?"; } }
    const d = new Derived(); d.secret = 5; console.log(String(d), d.secret, Base.made, d.after.size, Derived.create() instanceof Base);
    const Anonymous = class { who() { return new.target; } }; console.log(Anonymous.name, new Anonymous().who());
    class Counter { count = 0; inc = () => { this.count++; return this; }; } console.log(new Counter().inc().inc().count);`,
  "new in odd places": `
    class Box { constructor(v) { this.v = v; } get() { return this.v; } static Inner = class { constructor() { this.inner = true; } } }
    console.log(new Box(new Box(1)).get().get(), new Box(1)["v"], new (class { x = 2 })().x, new Box.Inner().inner, new (function () { return Box; }())(3).v, (new Box).v, new Box\`x\` === undefined);`.replace(
    ", new Box\\`x\\` === undefined",
    "",
  ),
  "new of new": `
    function Outer() { this.Inner = function () { this.x = 1; }; return this.Inner; }
    console.log(new new Outer()().x);
    const ns = { Factory: function () { this.Thing = class { y = 2 }; } };
    console.log(new (new ns.Factory().Thing)().y);`,
  arrows: `
    const a = () => ({ x: 1 }), b = x => y => x + y, c = async x => x * 2, d = async () => ({ z: await c(2) }), e = () => {}, f = () => [1, 2].map((v) => v * 2), g = (x = new Map(), { y = () => 3 } = {}) => y();
    console.log(a(), b(1)(2), await c(3), await d(), e(), f(), g());
    const tern = (v) => v ? () => "yes" : () => "no"; console.log(tern(1)(), tern(0)());
    const seq = () => (console.log("seq"), 5); console.log(seq());`,
  "arguments and defaults": `
    async function f(a = g(), b = () => a, ...rest) { await 0; return [arguments.length, a, b(), rest]; } function g() { return "g"; }
    console.log(await f(), await f(1), await f(1, () => 2, 3, 4));
    function outer() { return (async () => { await 0; return arguments.length; })(); } console.log(await outer(1, 2, 3));
    async function d({ a, b: [c = 5] = [] } = {}) { return [a, c]; } console.log(await d({ a: 1, b: [2] }), await d());`,
  "try, catch, finally": `
    async function f(mode) { try { if (mode === 1) return await Promise.resolve("r"); if (mode === 2) throw new Error("t"); if (mode === 3) await Promise.reject(new Error("j")); console.log("body"); } catch { console.log("caught", mode); } finally { console.log("finally", mode); } return "end"; }
    for (const m of [0, 1, 2, 3]) console.log(await f(m));
    function s() { try { return "a"; } finally { console.log("b"); } } console.log(s());
    function over() { for (const x of [1, 2]) { try { continue; } finally { console.log("c", x); } } try { throw 1; } catch (e) { return e; } finally { return 2; } } console.log(over());`,
  "recursion with probes in finally": `
    function fact(n) { "use strict"; return n <= 1 ? 1 : n * fact(n - 1); } console.log(fact(10));
    const even = (n) => n === 0 ? true : odd(n - 1); function odd(n) { if (n === 0) return false; return even(n - 1); } console.log(even(10), odd(7));
    class Tree { constructor(l, r) { this.l = l; this.r = r; } get size() { return 1 + (this.l?.size ?? 0) + (this.r?.size ?? 0); } walk(f) { this.l?.walk(f); f(this); this.r?.walk(f); } }
    const t = new Tree(new Tree(), new Tree(new Tree())); let n = 0; t.walk(() => n++); console.log(t.size, n);
    function thrower(n) { if (n === 0) throw new Error("deep"); let inner = n - 1; thrower(inner); } try { thrower(3); } catch (e) { console.log(e.message); }`,
  "objects and templates": `
    const k = "key"; const o = { [k]: () => 1, "quoted-name": function () { return 2; }, get g() { return 3; }, set g(v) { console.log("set", v); }, async a() { return 4; }, ...{ s: 5 }, k };
    o.g = 9; console.log(o.key(), o["quoted-name"](), o.g, await o.a(), o.s, o.k);
    const tag = (s, ...v) => s.raw.join("|") + v.join(","); console.log(tag\`a\${1}b\${await Promise.resolve(2)}c\`, \`x\${\`y\${1 + 1}\`}\`);
    const { a: { b = 7 } = {}, ...others } = { c: 1 }; console.log(b, others); let x, y; [x, y = 2] = [1]; ({ x, ...y } = { x: 3, z: 4 }); console.log(x, y);`,
  "names of functions and classes": `
    const f = () => {}, g = async () => {}, h = function () {}, C = class {}; const o = { m() {}, p: () => {}, ["c" + 1]: () => {} };
    console.log(f.name, g.name, h.name, C.name, o.m.name, o.p.name, o.c1.name, f.length, ((a, b) => {}).length);`,
  "conditional awaits": `
    const yes = async () => "yes", no = async () => "no"; const pick = async (b) => b ? yes() : no();
    console.log(await pick(true), await pick(false), await (true ? yes() : no()), await (null ?? yes()), await (0 || no()), (await yes()).length, await yes().then((s) => s + "!"));
    const list = await Promise.all([yes(), no()]); console.log(list);`,
  "timers and callbacks": `
    setTimeout(() => console.log("timeout"), 1); queueMicrotask(() => console.log("micro")); [3, 1, 2].sort((a, b) => a - b).forEach((v, i) => console.log(i, v));
    console.log(JSON.stringify({ toJSON: () => "json" }), "aXb".replace(/x/i, (m) => m.toLowerCase()), [..."ab"].map((c) => c.toUpperCase()));`,
  using: `
    Symbol.dispose ??= Symbol("dispose"); Symbol.asyncDispose ??= Symbol("asyncDispose");
    const make = (n) => ({ [Symbol.dispose]() { console.log("dispose", n); }, async [Symbol.asyncDispose]() { await 0; console.log("adispose", n); } });
    { using a = make(1), b = make(2); console.log("body"); }
    async function f() { await using c = make(3); using d = make(4); console.log("async body"); return "r"; } console.log(await f());`,
  "types only": `
    interface I { a: number; m(): void } type T<X> = X extends string ? 1 : 2; declare const nothing: I; declare function df(x: number): void; abstract class Ab { abstract m(): number; over(x: string): string; over(x: number): number; over(x: unknown): unknown { return x; } constructor(protected readonly p = 1, public q?: string) {} }
    class Co extends Ab implements I { a = 1; override m(): number { return this.p as number; } declare later: string; } const c = new Co() satisfies I; console.log(c.m(), c.over(2)!, (<any>c).a, ((x: T<string>): x is 1 => true)(1));
    enum E { A = 1, B = A << 1, C = "c".length } const enum CE { X = 5 } console.log(E.B, E[1], E.C, CE.X); namespace N { export const v = 1; export namespace M { export function f() { return v + 1; } } } console.log(N.M.f());
    function asserts(x: unknown): asserts x is string { if (typeof x !== "string") throw new TypeError("no"); } asserts("s"); let tuple: [a: number, b?: string] = [1]; console.log(tuple.length); function th(this: { z: number }) { return this.z; } console.log(th.call({ z: 8 }));`,
  "sloppy branches": `
    if (true) function hoisted() { return "h"; } console.log(typeof hoisted); var v = 1; { var v = 2 } console.log(v);
    function dup(a) { { function a2() { return a; } } return a2(); } console.log(dup(4));`,
  "async methods and errors": `
    class S { async run(cb) { try { return await cb(); } catch (e) { return "caught " + e.message; } } static async of() { return new this(); } }
    const s = await S.of(); console.log(await s.run(async () => { throw new Error("x"); }), await s.run(() => "ok"));
    async function* src() { try { yield 1; yield 2; } finally { console.log("closed"); } } for await (const v of src()) { console.log(v); break; }
    for await (const v of [Promise.resolve(1), 2]) console.log(v); const it = src(); console.log(await it.next(), await it.return(9), await it.next());
    try { await (async () => { await Promise.reject(new RangeError("r")); })(); } catch (e) { console.log(e.name); }`,
};

describe("the same behaviour", () => {
  it.each(Object.entries(PROGRAMS))("%s", async (_name, program) => {
    const host = memoryHost({ "main.ts": program, "tsconfig.json": "{}" });
    const { scenario, problems } = await buildScenario({ entry: `${host.root}/main.ts` }, host);
    expect(problems).toEqual([]);
    const [unit] = scenario?.units ?? [];
    if (unit === undefined) throw new Error("no unit");
    const { code } = await transform(program, { loader: "ts", target: "es2022" });
    const instrumented = await runPlain(unit);
    expect(instrumented.output).toEqual(await runOriginal(code, unit.kind === "esm"));
    expect(instrumented.output.length).toBeGreaterThan(0);
    expect(instrumented.probes.length).toBeGreaterThan(0);
  });
});
