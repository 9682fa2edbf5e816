// AsyncLocalStorage follows awaits, timers, ticks, immediates, microtasks and events.
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { EventEmitter } from "node:events";
const als = new AsyncLocalStorage<string>();
const show = (where: string) => console.log(where, als.getStore());
const work = async (name: string) => {
  show(`${name} sync`);
  await null;
  show(`${name} after await`);
  await new Promise<void>((r) => setTimeout(r, 5));
  show(`${name} after timer`);
};
show("outside");
const both = [als.run("one", work, "w1"), als.run("two", work, "w2")];
als.run("t", () => { setTimeout(() => show("timer"), 20); setImmediate(() => show("immediate")); process.nextTick(() => show("tick")); queueMicrotask(() => show("micro")); Promise.resolve().then(() => show("then")); });
await Promise.all(both);
await new Promise((r) => setTimeout(r, 60));
const e = new EventEmitter();
als.run("listener's", () => e.on("x", () => show("emitter")));
als.run("emitter's", () => e.emit("x"));
als.run("outer", () => { als.run("inner", () => show("nested")); show("back"); als.exit(() => show("exited")); });
const bound = als.run("bound", () => AsyncResource.bind(() => als.getStore()));
console.log(bound());
const snapshot = als.run("snap", () => AsyncLocalStorage.snapshot());
console.log(snapshot(() => als.getStore()), als.run("x", () => als.getStore()));
als.enterWith("entered");
await null;
show("after enterWith");
