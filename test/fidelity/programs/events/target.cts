// EventTarget: once, capture, signal, objects, stop, prevent, errors do not stop others.
const t = new EventTarget();
process.on("uncaughtException", (e) => console.log("uncaught", (e as Error).message));
t.addEventListener("x", () => { console.log("throws"); throw new Error("in listener"); });
t.addEventListener("x", { handleEvent(e: Event) { console.log("object", e.type, this === handler); } } as any);
const handler = { handleEvent(e: Event) { console.log("handler", e.type, this === handler); } };
t.addEventListener("x", handler);
t.addEventListener("x", handler);
t.addEventListener("x", () => console.log("once"), { once: true });
const ac = new AbortController();
t.addEventListener("x", () => console.log("until abort"), { signal: ac.signal });
console.log(t.dispatchEvent(new Event("x")));
ac.abort();
t.removeEventListener("x", handler);
console.log("again", t.dispatchEvent(new Event("x", { cancelable: true })));
t.addEventListener("stop", (e) => { e.stopImmediatePropagation(); e.preventDefault(); console.log("stopped", e.defaultPrevented); });
t.addEventListener("stop", () => console.log("never"));
console.log(t.dispatchEvent(new Event("stop", { cancelable: true })));
class Sub extends EventTarget { fire() { this.dispatchEvent(new CustomEvent("c", { detail: { n: 1 } })); } }
const s = new Sub();
s.addEventListener("c", (e: any) => console.log(e.detail, e.target === s, e instanceof Event));
s.fire();
try { t.dispatchEvent({ type: "x" } as any); } catch (e: any) { console.log(e.name, e.code); }
