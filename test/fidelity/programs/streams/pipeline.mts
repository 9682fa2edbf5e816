// pipeline and finished: results, an error in the middle destroys all, generators as stages, premature close, a signal.
import { pipeline, finished } from "node:stream/promises";
import { Readable, Transform, Writable, PassThrough, pipeline as withCallback } from "node:stream";
const sink = (name: string) => new Writable({ objectMode: true, write(c, _, cb) { console.log(name, String(c)); cb(); } });
await pipeline(Readable.from(["a", "b"]), new Transform({ objectMode: true, transform(c, _, cb) { cb(null, String(c).toUpperCase()); } }), sink("sink"));
const src = Readable.from(["1", "2"]), out = sink("out");
try { await pipeline(src, new Transform({ objectMode: true, transform(_c, _e, cb) { cb(new Error("middle")); } }), out); } catch (e: any) { console.log(e.message, src.destroyed, out.destroyed); }
await pipeline(async function* () { yield "g1"; yield "g2"; }, async function* (source: any) { for await (const c of source) yield `${c}!`; }, sink("gen"));
const pt = new PassThrough(); setTimeout(() => pt.destroy(), 1);
try { await finished(pt); } catch (e: any) { console.log(e.code); }
const c = new AbortController(); setTimeout(() => c.abort(), 5);
try { await pipeline(new Readable({ read() {} }), sink("never"), { signal: c.signal }); } catch (e: any) { console.log(e.name, e.code); }
withCallback(Readable.from(["cb"]), sink("callback"), (e) => console.log("done", e));
