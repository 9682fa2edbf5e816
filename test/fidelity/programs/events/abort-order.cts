// Abort: listeners in order with onabort in its place, once only, reasons, throwIfAborted, dependents after the source's listeners.
const c = new AbortController();
const s = c.signal;
const any = AbortSignal.any([s, new AbortController().signal]);
any.addEventListener("abort", () => console.log("dependent", any.reason === s.reason));
s.addEventListener("abort", (e) => console.log("1", e.type, s.aborted, e.isTrusted, e.target === s));
s.onabort = () => console.log("onabort");
s.addEventListener("abort", () => { console.log("2"); c.abort("again"); });
s.throwIfAborted();
console.log(s.aborted, s.reason, any.aborted);
c.abort();
c.abort("later");
console.log(s.reason.name, s.reason.code, s.reason.message, s.reason instanceof DOMException);
try { s.throwIfAborted(); } catch (e: any) { console.log(e === s.reason); }
console.log(AbortSignal.abort(0).reason, AbortSignal.abort(null).reason, AbortSignal.abort(undefined).reason?.name, AbortSignal.abort("why").reason);
s.addEventListener("abort", () => console.log("never: already aborted"));
try { new (AbortSignal as any)(); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { (AbortSignal as any).any(5); } catch (e: any) { console.log(e.name, e.code); }
try { (AbortSignal as any).any([{}]); } catch (e: any) { console.log(e.name, e.code, e.message); }
console.log(AbortSignal.any([]).aborted, AbortSignal.any([AbortSignal.abort(1), AbortSignal.abort(2)]).reason);
console.log(s, c);
