// A sync iterator is closed when the loop is left.
function* sync() { try { yield 1; yield 2; } finally { console.log("sync closed"); } }
for await (const v of sync()) { console.log(v); break; }
try { for await (const v of sync()) { throw new Error(`e${v}`); } } catch (e) { console.log((e as Error).message); }
const it = sync();
for await (const v of it) console.log("full", v);
