// AbortSignal.timeout: its reason, that it keeps nothing alive, any of two, wrong delays.
const t = AbortSignal.timeout(5);
const both = AbortSignal.any([t, AbortSignal.timeout(1000)]);
both.addEventListener("abort", () => console.log("both", both.reason.name, both.reason === t.reason));
await new Promise((r) => setTimeout(r, 15));
console.log(t.aborted, t.reason.name, t.reason.code, t.reason.message);
for (const bad of [-1, "x", 1.5, NaN, 2 ** 53] as any[]) { try { AbortSignal.timeout(bad); console.log("fine"); } catch (e: any) { console.log(e.name, e.code, e.message); } }
AbortSignal.timeout(50).addEventListener("abort", () => console.log("never"));
console.log("end");
