// Recursive ticks go on before microtasks and timers, up to their end.
let n = 0;
const go = () => { if (++n < 50) process.nextTick(go); else console.log("ticks done"); };
process.nextTick(go);
Promise.resolve().then(() => console.log("micro after"));
setTimeout(() => console.log("timer after"), 1);
setImmediate(() => console.log("immediate after"));
