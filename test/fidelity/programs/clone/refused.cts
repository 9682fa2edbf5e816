// What cannot be cloned, in Node's words.
const attempt = (name: string, v: () => any) => { try { structuredClone(v()); console.log(name, "fine"); } catch (e: any) { console.log(name, e.name, e.code, e instanceof DOMException, e.message); } };
attempt("symbol", () => Symbol("x"));
attempt("nested symbol", () => ({ a: [Symbol.iterator] }));
attempt("weakmap", () => new WeakMap());
attempt("weakset", () => new WeakSet());
attempt("weakref", () => new WeakRef({}));
attempt("promise", () => Promise.resolve());
attempt("generator", () => (function* () {})());
attempt("iterator", () => [].values());
attempt("math", () => Math);
attempt("json", () => JSON);
attempt("class", () => Map);
attempt("getter throws", () => ({ get a() { throw new RangeError("g"); } }));
attempt("finalization", () => new FinalizationRegistry(() => 1));
try { (structuredClone as any)(); } catch (e: any) { console.log(e.name, e.code, e.message); }
const b = new ArrayBuffer(8); structuredClone(b, { transfer: [b] });
attempt("detached", () => b);
attempt("view of detached", () => { const u = new Uint8Array(8); structuredClone(u.buffer, { transfer: [u.buffer] }); return u; });
