// At the end of an ES module microtasks come before ticks; later turns have ticks first.
process.nextTick(() => console.log("tick"));
Promise.resolve().then(() => { console.log("micro"); process.nextTick(() => console.log("tick from micro")); });
queueMicrotask(() => console.log("qm"));
setTimeout(() => { process.nextTick(() => console.log("tick 2")); Promise.resolve().then(() => console.log("micro 2")); }, 5);
