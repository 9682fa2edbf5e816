// `return` in an async generator awaits its operand; a rejected one throws inside try.
async function* g1() { try { return Promise.reject(new Error("rej")); } catch (e) { console.log("caught inside", (e as Error).message); yield "after catch"; } }
for await (const v of g1()) console.log(v);
async function* g2() { return Promise.resolve("val"); }
console.log(await g2().next());
async function* g3() { yield Promise.reject(new Error("yielded rejection")); }
const it = g3();
console.log(await it.next().catch((e) => e.message), await it.next());
const r = g2().return(Promise.reject(new Error("ret rej")) as never);
console.log(await r.catch((e) => e.message));
