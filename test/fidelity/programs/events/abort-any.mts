// AbortSignal.any: the first to abort decides; already aborted ones too.
const a = new AbortController();
const b = new AbortController();
const any = AbortSignal.any([a.signal, b.signal]);
any.addEventListener("abort", () => console.log("any", any.reason));
b.abort("b first");
a.abort("a later");
console.log(any.aborted, any.reason, AbortSignal.any([AbortSignal.abort("x"), a.signal]).reason, AbortSignal.any([]).aborted);
const c = new AbortController();
const nested = AbortSignal.any([AbortSignal.any([c.signal])]);
nested.addEventListener("abort", () => console.log("nested", nested.reason));
c.signal.addEventListener("abort", () => console.log("source"));
c.abort("deep");
