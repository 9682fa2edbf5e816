// for await over sync iterables of promises, async iterables, with break, continue, throw.
for await (const v of [1, Promise.resolve(2), new Promise((r) => setTimeout(r, 5, 3))]) console.log(v);
const closing = () => ({ i: 0, [Symbol.asyncIterator]() { return this; }, async next() { return { value: this.i++, done: this.i > 5 }; }, async return() { console.log("closed"); return {}; } });
for await (const v of closing()) { if (v === 1) continue; console.log(v); if (v === 2) break; }
try { for await (const v of closing()) throw new Error(`at ${v}`); } catch (e) { console.log((e as Error).message); }
try { for await (const v of [Promise.resolve(1), Promise.reject(new Error("rejected item"))]) console.log(v); } catch (e) { console.log((e as Error).message); }
outer: for await (const a of [1, 2]) for await (const b of [1, 2]) { if (b === 2) continue outer; console.log(a, b); }
async function find() { for await (const v of closing()) if (v === 1) return `found ${v}`; return "none"; }
console.log(await find());
try { for await (const _ of 5 as any) console.log("no"); } catch (e) { console.log((e as Error).name); }
