// Microtasks around an uncontended and a contended mutex.
const { Mutex } = require("async-mutex");
const m = new Mutex();
m.acquire().then((release: () => void) => { console.log("acquired"); m.acquire().then((r: () => void) => { console.log("acquired 2"); r(); }); queueMicrotask(() => { console.log("releasing"); release(); }); });
m.runExclusive(() => console.log("exclusive"));
let p = Promise.resolve();
for (let i = 1; i <= 12; i++) p = p.then(() => console.log("tick", i));
