// yield* over async and sync iterables, with return and throw passed on.
async function* inner() {
  try { const x = yield "i1"; console.log("inner got", x); yield "i2"; return "inner result"; } finally { console.log("inner finally"); }
}
async function* outer() { const r = yield* inner(); console.log("r", r); yield* [1, Promise.resolve(2)]; yield* (function* () { yield "sync gen"; return "sgr"; })(); }
const o = outer();
console.log(await o.next(), await o.next("sent" as never), await o.next(), await o.next(), await o.next(), await o.next());
const p = outer();
await p.next();
console.log(await p.return("stop" as never), await p.next());
const q = outer();
await q.next();
console.log(await q.throw(new Error("boom")).catch((e) => e.message));
const custom = { [Symbol.asyncIterator]() { let n = 0; return { next: (v: unknown) => (console.log("next", v), { value: n++, done: n > 3 }), return: (v: unknown) => (console.log("return", v), { value: v, done: true }) }; } };
async function* overCustom(): AsyncGenerator<unknown> { yield* custom as any; }
for await (const v of overCustom()) { console.log(v); if (v === 1) break; }
