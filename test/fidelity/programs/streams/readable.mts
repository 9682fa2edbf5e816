// Readables: push and backpressure, async iteration, break destroys, errors, from, pause and resume, read sizes.
import { Readable } from "node:stream";
let n = 0;
const r = new Readable({ objectMode: true, highWaterMark: 2, read() { console.log("read", n); this.push(n < 3 ? { n: n++ } : null); } });
for await (const v of r) console.log(v);
console.log(r.destroyed, r.readableEnded);
const it = Readable.from([1, 2, 3]);
for await (const v of it) { console.log(v); break; }
console.log(it.destroyed);
const bad = new Readable({ read() { this.destroy(new Error("broken")); } });
try { for await (const _ of bad); } catch (e: any) { console.log(e.message); }
async function* gen() { try { yield "a"; yield "b"; } finally { console.log("generator closed"); } }
const g = Readable.from(gen());
g.once("data", (d) => { console.log(d); g.destroy(); });
await new Promise((y) => g.on("close", y));
const p = Readable.from(["x", "y", "z"]);
p.on("data", (d) => { console.log(d); p.pause(); setTimeout(() => p.resume(), 1); });
await new Promise((y) => p.on("end", y));
console.log(await Readable.from([1, 2, 3]).map((x: number) => x * 2).filter((x: number) => x > 2).toArray());
