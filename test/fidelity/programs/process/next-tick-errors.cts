// Ticks: arguments, order with jobs, errors in the middle, what is no function.
process.on("uncaughtException", (e) => console.log("uncaught", e.message));
process.nextTick((a: any, b: any) => console.log("args", a, b), 1, "x");
process.nextTick(() => { Promise.resolve().then(() => console.log("job of tick")); process.nextTick(() => console.log("nested")); throw new Error("tick"); });
process.nextTick(() => console.log("after the error"));
Promise.resolve().then(() => { process.nextTick(() => console.log("tick of job")); console.log("job"); }).then(() => console.log("job 2"));
for (const bad of [undefined, null, 5, {}] as any[]) try { process.nextTick(bad); } catch (e: any) { console.log(e.name, e.code, e.message); }
console.log("sync");
