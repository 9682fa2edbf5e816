// needs node 24
// A signal aborts a request that waits, not one that holds.
const ac = new AbortController();
const first = navigator.locks.request("q", { signal: ac.signal }, () => new Promise((r) => setTimeout(r, 30, "finished")));
const waiting = navigator.locks.request("q", { signal: ac.signal }, async () => "never");
setTimeout(() => ac.abort(), 10);
console.log(await waiting.catch((e) => e.name), await first);
console.log(await navigator.locks.request("q", { signal: AbortSignal.abort() }, async () => "never").catch((e) => e.name));
