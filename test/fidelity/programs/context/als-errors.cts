// The store in rejections, in uncaughtException and in callbacks of promises made elsewhere.
const { AsyncLocalStorage } = require("node:async_hooks");
const als = new AsyncLocalStorage();
let resolve: any;
const p = als.run("creator", () => new Promise((r) => { resolve = r; }));
als.run("then", () => p.then((v) => console.log(v, als.getStore())));
als.run("resolver", () => resolve("value"));
als.run("rejects", () => Promise.reject(new Error("r")).catch((e: any) => console.log(e.message, als.getStore())));
als.run("all", () => Promise.all([1, Promise.resolve(2)]).then((v: any) => console.log(v, als.getStore())));
als.run("gen", async () => { async function* g() { yield als.getStore(); await null; yield als.getStore(); } for await (const s of g()) console.log(s); });
als.run("finally", () => Promise.resolve().finally(() => console.log(als.getStore())));
als.run("interval", () => { let n = 0; const i = setInterval(() => { console.log(als.getStore(), ++n); if (n === 2) clearInterval(i); }, 1); });
