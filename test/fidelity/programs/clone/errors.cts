// structuredClone of errors keeps kind, message, cause; refuses functions, symbols, weak things and promises.
const e: any = structuredClone(new RangeError("r", { cause: new TypeError("c") }));
console.log(e instanceof RangeError, e.message, e.cause instanceof TypeError, e.cause.message, typeof e.stack);
class Custom extends Error { override name = "Custom"; extra = 1; }
const c: any = structuredClone(new Custom("m"));
console.log(c.name, c.message, c.extra, c.constructor === Error);
for (const bad of [Symbol("s"), new WeakMap(), new WeakSet(), Promise.resolve()]) {
  try { structuredClone(bad); console.log("cloned"); } catch (x: any) { console.log(x.name, x.code, x instanceof DOMException, x.message.replaceAll(/\s+/g, " ")); }
}
