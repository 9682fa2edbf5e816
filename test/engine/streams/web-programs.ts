// Programs over the WHATWG streams: each prints the same, in the same order, on Node and on the simulated machine.

const HEAD = `const log = (...x) => console.log(...x);
const counted = (n, hwm = 1) => { let i = 0; return new ReadableStream({ start() { log("start"); }, pull(c) { log("pull", i, c.desiredSize); if (i < n) c.enqueue(i++); else c.close(); }, cancel(why) { log("cancel", String(why)); } }, { highWaterMark: hwm }); };
const sink = (hwm = 1, ms = 1) => new WritableStream({ write(x) { log("write", x); return new Promise((r) => setTimeout(r, ms)); }, close() { log("sink close"); }, abort(why) { log("sink abort", why); } }, { highWaterMark: hwm });
`;

/** Name to CommonJS text. */
export const WEB_STREAM_PROGRAMS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    "a reader pulls": `(async () => { const r = counted(3).getReader(); for (;;) { const { value, done } = await r.read(); log("got", value, done); if (done) break; } await r.closed; log("closed"); })();`,
    "a stream reads ahead by highWaterMark": `const s = counted(9, 3); setTimeout(async () => { log("first"); const r = s.getReader(); log((await r.read()).value); setTimeout(() => log("end"), 2); }, 2);`,
    "for await, and break cancels": `(async () => { for await (const x of counted(5)) { log("got", x); if (x === 2) break; } log("after"); })();`,
    "a locked stream": `const s = counted(1); s.getReader(); log(s.locked); try { s.getReader(); } catch (e) { log(e.name); } s.cancel().catch((e) => log("cancel:", e.name));`,
    "a writer waits for ready": `(async () => { const w = sink(2).getWriter(); for (let i = 0; i < 4; i++) { await w.ready; log("room", w.desiredSize); w.write(i); } await w.close(); log("closed"); })();`,
    "writes without waiting pile up": `(async () => { const w = sink(1).getWriter(); const all = []; for (let i = 0; i < 3; i++) { all.push(w.write(i)); log(w.desiredSize); } await Promise.all(all); log("written"); await w.close(); })();`,
    "pipeTo passes back-pressure on": `(async () => { await counted(5).pipeTo(sink(1, 2)); log("done"); })();`,
    "pipeThrough a transform": `(async () => { const t = new TransformStream({ start() { log("t start"); }, transform(x, c) { log("t", x); c.enqueue(x * 10); }, flush(c) { log("flush"); c.enqueue("tail"); } }); for await (const x of counted(3).pipeThrough(t)) log("got", x); })();`,
    "tee reads once for two": `(async () => { const [a, b] = counted(3).tee(); const drain = async (n, s) => { for await (const x of s) log(n, x); log(n, "end"); }; await Promise.all([drain("a", a), drain("b", b)]); })();`,
    "an error reaches the reader": `(async () => { const s = new ReadableStream({ start(c) { c.enqueue(1); setTimeout(() => c.error(new Error("gone")), 1); } }); const r = s.getReader(); log((await r.read()).value); try { await r.read(); } catch (e) { log("caught", e.message); } r.closed.catch((e) => log("closed:", e.message)); })();`,
    "an error in the sink fails the pipe": `(async () => { const w = new WritableStream({ write(x) { if (x === 1) throw new Error("no"); log("write", x); } }); try { await counted(5).pipeTo(w); } catch (e) { log("caught", e.message); } })();`,
    "abort of a writer": `(async () => { const w = sink(3, 5).getWriter(); w.write(1).catch((e) => log("w1", e)); w.write(2).catch((e) => log("w2", e)); w.closed.catch((e) => log("closed", e)); await w.abort("enough"); log("aborted"); })();`,
    "abort of a pipe by a signal": `(async () => { const ac = new AbortController(); const w = new WritableStream({ async write(x) { log("write", x); if (x === 2) ac.abort("stop"); await null; }, abort(why) { log("sink abort", why); } }); try { await counted(100).pipeTo(w, { signal: ac.signal }); } catch (e) { log("caught", e); } })();`,
    "preventClose leaves the sink open": `(async () => { const s = sink(); await counted(1).pipeTo(s, { preventClose: true }); log(s.locked); const w = s.getWriter(); await w.write("more"); await w.close(); log("closed"); })();`,
    "sizes are what the strategy says": `const s = new ReadableStream({ start(c) { log(c.desiredSize); c.enqueue("abc"); log(c.desiredSize); c.enqueue("de"); log(c.desiredSize); } }, { highWaterMark: 4, size: (x) => x.length }); const w = new WritableStream({}, new CountQueuingStrategy({ highWaterMark: 3 })).getWriter(); log(w.desiredSize); w.write(1); log(w.desiredSize);`,
    "releaseLock and another reader": `(async () => { const s = counted(3); const a = s.getReader(); log((await a.read()).value); a.releaseLock(); const b = s.getReader(); log((await b.read()).value); b.releaseLock(); log(s.locked); })();`,
    "ReadableStream.from an async generator": `(async () => { const s = ReadableStream.from((async function* () { yield 1; yield 2; })()); for await (const x of s) log(x); })();`,
    "the module and the globals are the same": `const web = require("node:stream/web"); log(web.ReadableStream === ReadableStream, web.TransformStream === globalThis.TransformStream, typeof web.ByteLengthQueuingStrategy);`,
    "a queue between two tasks": `(async () => { const { readable, writable } = new TransformStream({}, { highWaterMark: 2 }, { highWaterMark: 0 }); const produce = async () => { const w = writable.getWriter(); for (let i = 0; i < 5; i++) { await w.ready; log("put", i); w.write(i); } await w.close(); log("produced"); }; const consume = async () => { for await (const x of readable) { log("take", x); await new Promise((r) => setTimeout(r, 1)); } log("consumed"); }; await Promise.all([produce(), consume()]); })();`,
  }).map(([name, code]) => [name, HEAD + code]),
);
