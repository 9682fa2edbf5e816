// AsyncLocalStorage: nested run, exit, enterWith, snapshot, bind, through timers, ticks, emitters, ports and thenables.
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { EventEmitter } from "node:events";
const als = new AsyncLocalStorage<any>(), other = new AsyncLocalStorage<any>();
console.log(als.getStore());
als.run(1, () => { other.run("o", () => { console.log(als.getStore(), other.getStore()); als.run(2, () => console.log(als.getStore())); console.log(als.getStore()); als.exit(() => console.log("exit", als.getStore(), other.getStore())); console.log(als.getStore()); }); });
console.log(als.run(3, (a, b) => a + b, 1, 2));
try { als.run(4, () => { throw new Error("e"); }); } catch { console.log("after throw", als.getStore()); }
als.run("timer", () => { setTimeout(() => console.log("timeout", als.getStore()), 1); setImmediate(() => console.log("immediate", als.getStore())); process.nextTick(() => console.log("tick", als.getStore())); queueMicrotask(() => console.log("micro", als.getStore())); });
await new Promise((r) => setTimeout(r, 100));
const e = new EventEmitter();
als.run("registered", () => e.on("x", () => console.log("emitter", als.getStore())));
als.run("emitting", () => e.emit("x"));
const bound = als.run("bound", () => AsyncResource.bind(() => als.getStore()));
console.log(bound(), als.run("else", bound));
if (AsyncLocalStorage.snapshot) { const snap = als.run("snap", () => AsyncLocalStorage.snapshot()); console.log(snap(() => als.getStore()), snap((v: any) => v, 7)); console.log(als.run("b2", () => AsyncLocalStorage.bind(() => als.getStore()))()); }
const resource = als.run("resource", () => new AsyncResource("R"));
console.log(resource.runInAsyncScope(() => als.getStore()), resource.runInAsyncScope(function (this: any, x: any) { return [this, x]; }, "this", 1));
async function f() { await null; als.enterWith("entered"); await null; return als.getStore(); }
console.log(await als.run("f", f), als.getStore());
als.enterWith("main"); console.log(als.getStore()); await null; console.log(als.getStore());
als.disable(); console.log(als.getStore());
