// mutexify: callbacks and promises.
const mutexify = require("mutexify");
const lock = mutexify();
lock((release: (cb?: unknown, e?: unknown, v?: unknown) => void) => { console.log("first"); setTimeout(() => release((e: unknown, v: unknown) => console.log("after release", e, v), null, "value"), 3); });
lock((release: () => void) => { console.log("second"); release(); });
console.log("locked", lock.locked);
const plock = require("mutexify/promise")();
(async () => { const r = await plock(); console.log("promise one"); plock().then((r2: () => void) => { console.log("promise two"); r2(); }); await null; r(); })();
