// WHATWG streams: backpressure by desiredSize, pipeThrough, tee, cancel, errors, locked readers, async iteration.
let pulled = 0;
const rs = new ReadableStream({ start(c) { console.log("start", c.desiredSize); }, pull(c) { pulled++; c.enqueue(pulled); if (pulled === 3) c.close(); }, cancel(r) { console.log("cancel", r); } }, { highWaterMark: 1 });
const [a, b] = rs.tee();
const all = async (s: ReadableStream) => { const got = []; for await (const v of s as any) got.push(v); return got; };
console.log(await Promise.all([all(a), all(b)]), rs.locked);
const ts = new TransformStream({ transform(v, c) { c.enqueue(v * 2); }, flush(c) { c.enqueue("end"); } });
console.log(await all(new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close(); } }).pipeThrough(ts)));
const ws = new WritableStream({ async write(v) { await null; console.log("write", v); }, close() { console.log("close"); }, abort(r) { console.log("abort", r); } }, { highWaterMark: 2 });
const w = ws.getWriter();
console.log(w.desiredSize); w.write(1); w.write(2); console.log(w.desiredSize); await w.ready; await w.close(); await w.closed;
const bad = new ReadableStream({ pull(c) { c.error(new Error("bad")); } });
await bad.getReader().read().catch((e) => console.log(e.message));
const locked = new ReadableStream(); locked.getReader();
try { locked.getReader(); } catch (e: any) { console.log(e.name); }
await locked.cancel().catch((e) => console.log(e.name));
const early = new ReadableStream({ pull(c) { c.enqueue(1); }, cancel(r) { console.log("cancelled", r); } });
for await (const v of early as any) { console.log(v); break; }
const bytes = new ReadableStream({ type: "bytes", pull(c) { const v = c.byobRequest?.view as Uint8Array; if (v) { v[0] = 7; c.byobRequest!.respond(1); } else c.close(); } });
const r = bytes.getReader({ mode: "byob" }); console.log((await r.read(new Uint8Array(2))).value);
