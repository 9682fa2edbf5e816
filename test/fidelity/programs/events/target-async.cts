// An async listener that rejects: reported in a tick as uncaught, as EventTarget does in Node.
process.on("uncaughtException", (e, o) => console.log("uncaught", e.message, o));
process.on("unhandledRejection", (e: any) => console.log("unhandled", e.message));
const t = new EventTarget();
t.addEventListener("x", async () => { await null; throw new Error("async"); });
t.addEventListener("x", () => console.log("second"));
t.dispatchEvent(new Event("x"));
console.log("sync end");
Promise.resolve().then(() => console.log("job")).then(() => console.log("job 2"));
process.nextTick(() => console.log("tick"));
