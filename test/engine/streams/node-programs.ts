// Programs over `node:stream`: each prints the same, in the same order, on Node and on the simulated machine.

const HEAD = `const { Readable, Writable, Transform, Duplex, PassThrough, pipeline, finished } = require("node:stream");
const p = require("node:stream/promises");
const log = (...x) => console.log(...x);
const slow = (options = {}) => new Writable({ objectMode: true, highWaterMark: 2, write(c, e, cb) { log("write", String(c)); setTimeout(cb, 1); }, ...options });
const numbers = (n, options = {}) => { let i = 0; return new Readable({ objectMode: true, highWaterMark: 2, read() { log("read", i); this.push(i < n ? i++ : null); }, ...options }); };
const marks = () => { process.nextTick(() => log("tick")); Promise.resolve().then(() => log("micro")); };
`;

/** Name to CommonJS text. */
export const NODE_STREAM_PROGRAMS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    "flowing mode reads ahead by highWaterMark": `numbers(5).on("data", (x) => log("data", x)).on("end", () => log("end")).on("close", () => log("close")); marks();`,
    "paused mode: readable and read()": `const r = numbers(4); r.on("readable", () => { let x; while ((x = r.read()) !== null) log("got", x); log("empty"); }); r.on("end", () => log("end")); marks();`,
    "write returns false at the mark, drain follows": `const w = slow(); for (let i = 0; i < 4; i++) log("room", w.write(i), w.writableLength); w.on("drain", () => { log("drain"); w.end("last"); }); w.on("finish", () => log("finish")); w.on("close", () => log("close")); marks();`,
    "a producer that waits for drain": `const { once } = require("node:events"); (async () => { const w = slow(); for (let i = 0; i < 6; i++) { if (!w.write(i)) { log("full"); await once(w, "drain"); log("drained"); } } w.end(); await p.finished(w); log("done"); })();`,
    "pipe passes back-pressure on": `numbers(6).pipe(slow()).on("finish", () => log("finish")).on("pipe", () => log("pipe")).on("unpipe", () => log("unpipe"));`,
    "pipeline with a transform": `pipeline(numbers(4), new Transform({ objectMode: true, transform(x, e, cb) { cb(null, x * 10); }, flush(cb) { log("flush"); cb(null, "tail"); } }), slow(), (e) => log("done", e)); marks();`,
    "a transform that is slower than its source": `pipeline(numbers(5), new Transform({ objectMode: true, highWaterMark: 1, transform(x, e, cb) { log("in", x); setTimeout(() => { this.push(x); this.push(-x); cb(); }, 1); } }), slow(), (e) => log("done", e));`,
    "an error in the middle destroys all": `const r = numbers(5), w = slow(); pipeline(r, new Transform({ objectMode: true, transform(x, e, cb) { cb(x === 2 ? new Error("two") : null, x); } }), w, (e) => log("done", e.message, r.destroyed, w.destroyed)); for (const [n, s] of [["r", r], ["w", w]]) s.on("close", () => log(n, "close")).on("error", (e) => log(n, e.message));`,
    "pipeline of promises with generators": `(async () => { await p.pipeline(Readable.from(["a", "b", "c"]), async function* (source) { for await (const x of source) { log("gen", x); yield x.toUpperCase(); } }, slow()); log("done"); })(); marks();`,
    "for await reads to the end": `(async () => { for await (const x of numbers(4)) log("got", x); log("end"); })(); marks();`,
    "for await that breaks destroys its stream": `(async () => { const r = numbers(9); r.on("close", () => log("close")); for await (const x of r) { log("got", x); if (x === 1) break; } log("after", r.destroyed); })();`,
    "for await of a stream that fails": `(async () => { const r = new Readable({ objectMode: true, read() {} }); r.push(1); setTimeout(() => r.destroy(new Error("gone")), 2); try { for await (const x of r) log("got", x); } catch (e) { log("caught", e.message); } })();`,
    "Readable.from an async generator": `const r = Readable.from((async function* () { for (let i = 0; i < 3; i++) { log("make", i); yield i; await null; } })()); r.on("data", (x) => log("data", x)); r.on("end", () => log("end")); marks();`,
    "finished and destroy": `const w = slow(); finished(w, (e) => log("finished", e && e.code)); w.write(1); w.destroy(); w.on("close", () => log("close")); w.on("error", (e) => log("error", e.code)); marks();`,
    "writing after the end": `const w = slow(); w.on("error", (e) => log("error", e.code)); w.on("finish", () => log("finish")); w.end(1); w.write(2, (e) => log("cb", e.code)); marks();`,
    "callbacks of write and end": `const w = slow(); w.write(1, () => log("cb1")); w.write(2, () => log("cb2")); w.end(3, () => log("end cb")); w.on("finish", () => log("finish"));`,
    "cork and writev": `const w = new Writable({ objectMode: true, writev(all, cb) { log("writev", all.map((x) => x.chunk).join()); cb(); } }); w.cork(); w.write(1); w.write(2); process.nextTick(() => { log("uncork"); w.uncork(); w.write(3); w.end(); }); w.on("finish", () => log("finish"));`,
    "a duplex with two independent sides": `let n = 0; const d = new Duplex({ objectMode: true, read() { this.push(n < 3 ? n++ : null); }, write(x, e, cb) { log("w", x); cb(); } }); d.on("data", (x) => log("d", x)); d.on("end", () => log("end")); d.on("finish", () => log("finish")); d.on("close", () => log("close")); d.write("x"); setTimeout(() => d.end("y"), 2);`,
    "bytes, encodings and lengths": `const r = new Readable({ read() {} }); r.setEncoding("utf8"); r.push(Buffer.from("h\\u00e9l")); r.push("lo"); r.push(null); r.on("data", (x) => log(typeof x, x)); r.on("end", () => log("end")); const w = new Writable({ highWaterMark: 4, write(c, e, cb) { log(Buffer.isBuffer(c), c.length, c.toString()); cb(); } }); log(w.write("abc"), w.writableLength, w.write("de"), w.writableHighWaterMark);`,
    "a PassThrough in between": `const t = new PassThrough(); t.on("data", (c) => log("t", c.toString())); t.write("a"); t.write("b"); t.end(); t.on("end", () => log("end")); marks();`,
    "pausing and resuming": `const r = numbers(5); r.on("data", (x) => { log("data", x); if (x === 1) { r.pause(); log(r.isPaused()); setTimeout(() => { log("resume"); r.resume(); }, 2); } }); r.on("end", () => log("end"));`,
    "unshift puts back": `const r = new Readable({ read() {} }); r.push("abcd"); r.push(null); r.once("readable", () => { const x = r.read(2); log(x.toString()); r.unshift(x); log(String(r.read())); }); r.on("end", () => log("end")); r.on("readable", () => r.read());`,
    "abort of a pipeline": `const ac = new AbortController(); (async () => { try { await p.pipeline(numbers(100), slow({ write(c, e, cb) { log("write", c); if (c === 2) ac.abort(); setTimeout(cb, 1); } }), { signal: ac.signal }); } catch (e) { log(e.name, e.code); } })();`,
    "map, filter and toArray": `(async () => { log(await Readable.from([1, 2, 3, 4]).filter((x) => x % 2).map(async (x) => x * 2).toArray()); })();`,
    "several pipelines take turns": `const one = (n, ms) => pipeline(numbers(3), slow({ write(c, e, cb) { log(n, c); setTimeout(cb, ms); } }), () => log(n, "done")); one("a", 1); one("b", 150);`,
  }).map(([name, code]) => [name, HEAD + code]),
);
