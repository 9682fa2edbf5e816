// Two stores and an async generator.
import { AsyncLocalStorage } from "node:async_hooks";
const a = new AsyncLocalStorage<number>();
const b = new AsyncLocalStorage<number>();
await a.run(1, () => b.run(2, async () => { await null; console.log(a.getStore(), b.getStore()); await a.run(3, async () => { await null; console.log(a.getStore(), b.getStore()); }); console.log(a.getStore(), b.getStore()); }));
console.log(a.getStore(), b.getStore());
