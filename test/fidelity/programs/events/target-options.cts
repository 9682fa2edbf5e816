// EventTarget: once, passive, signal, duplicates, handleEvent looked up late, errors do not stop the others.
process.on("uncaughtException", (e) => console.log("uncaught", e.message));
const t = new EventTarget();
const f = (e: Event) => { e.preventDefault(); console.log("f", e.defaultPrevented); };
t.addEventListener("x", f); t.addEventListener("x", f); t.addEventListener("x", f, true);
t.addEventListener("x", () => { throw new Error("listener"); }, { once: true });
t.addEventListener("x", (e) => { e.preventDefault(); console.log("passive", e.defaultPrevented); }, { passive: true });
const late: any = {};
t.addEventListener("x", late);
late.handleEvent = function (this: any, e: Event) { console.log("late", this === late, e.type, e.eventPhase, e.currentTarget === t); };
const c = new AbortController();
t.addEventListener("x", () => console.log("until aborted"), { signal: c.signal });
console.log(t.dispatchEvent(new Event("x", { cancelable: true })));
c.abort();
t.removeEventListener("x", f, true);
const again = new Event("x");
console.log(t.dispatchEvent(again), again.target === t, again.currentTarget, again.eventPhase);
t.addEventListener("y", (e) => { e.stopImmediatePropagation(); console.log("stop"); });
t.addEventListener("y", () => console.log("never"));
t.dispatchEvent(new CustomEvent("y", { detail: 5 }));
try { t.dispatchEvent({} as any); } catch (e: any) { console.log(e.name, e.code, e.message); }
try { t.addEventListener("x", 5 as any); } catch (e: any) { console.log(e.name, e.code, e.message); }
t.addEventListener("x", null);
t.addEventListener("z", (e) => { try { t.dispatchEvent(e); } catch (err: any) { console.log(err.name, err.code, err.message); } });
t.dispatchEvent(new Event("z"));
console.log(new Event("a") instanceof Event, new CustomEvent("q", { detail: [1] }).detail, Event.NONE, Event.AT_TARGET, new Event("b").isTrusted, new Event("c").returnValue, new Event("c").cancelBubble);
try { new (Event as any)(); } catch (e: any) { console.log(e.name, e.code, e.message); }
