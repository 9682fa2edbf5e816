// The store of a then callback is that of the place that called then.
import { AsyncLocalStorage } from "node:async_hooks";
const als = new AsyncLocalStorage<string>();
let resolve: (v: string) => void = () => {};
const p = als.run("creator", () => new Promise<string>((r) => { resolve = r; }));
als.run("first", () => p.then((v) => console.log(v, als.getStore())));
als.run("second", async () => { await p; console.log("await", als.getStore()); });
als.run("resolver", () => resolve("value"));
await null;
await null;
console.log("outside", als.getStore());
