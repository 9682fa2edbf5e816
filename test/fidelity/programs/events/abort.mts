// AbortController: reasons, order of listeners, throwIfAborted, static forms.
const ac = new AbortController();
ac.signal.addEventListener("abort", () => console.log("listener 1", ac.signal.aborted));
ac.signal.onabort = () => console.log("onabort");
ac.signal.addEventListener("abort", () => console.log("listener 2"));
console.log(ac.signal.aborted, ac.signal.reason);
ac.abort();
ac.abort("second time is ignored");
console.log(ac.signal.reason.name, ac.signal.reason.message, ac.signal.reason.code, ac.signal.reason instanceof DOMException);
try { ac.signal.throwIfAborted(); } catch (e) { console.log((e as Error).name); }
const other = new AbortController();
other.abort(new Error("own reason"));
console.log(other.signal.reason.message, AbortSignal.abort().aborted, AbortSignal.abort(5).reason);
console.log(String(ac), Object.prototype.toString.call(ac.signal), ac.signal instanceof EventTarget);
try { new (AbortSignal as any)(); } catch (e) { console.log((e as Error).name); }
