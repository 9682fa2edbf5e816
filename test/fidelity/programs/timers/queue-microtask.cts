// queueMicrotask: order among jobs, errors become uncaught, not rejections; wrong arguments.
process.on("uncaughtException", (e, origin) => console.log("uncaught", e.message, origin));
process.on("unhandledRejection", () => console.log("never: rejection"));
queueMicrotask(() => { console.log("a"); throw new Error("in microtask"); });
Promise.resolve().then(() => console.log("b"));
queueMicrotask(() => { console.log("c"); queueMicrotask(() => console.log("nested")); });
process.nextTick(() => console.log("tick"));
for (const bad of [undefined, 5, "x"]) { try { queueMicrotask(bad as any); } catch (e: any) { console.log(e.name, e.code, e.message); } }
console.log(queueMicrotask(() => 5));
