// Thenables: nested, throwing after resolving, getters that throw, functions with then, resolved twice.
const log = (...a: any[]) => console.log(...a);
const t = (f: any) => ({ then: f });
Promise.resolve(t((y: any) => y(t((z: any) => z("nested"))))).then(log);
Promise.resolve(t((y: any) => { y("first"); throw new Error("ignored"); })).then(log, log);
Promise.resolve(t(() => { throw new Error("thrown"); })).then(log, (e) => log("rejected", e.message));
Promise.resolve({ get then(): any { throw new Error("getter"); } }).then(log, (e) => log("rejected", e.message));
const f: any = () => undefined; f.then = (y: any) => y("function");
Promise.resolve(f).then(log);
new Promise((y, n) => { y(t((g: any) => setTimeout(g, 5, "late"))); n(new Error("never")); }).then(log, log);
Promise.all([1, t((y: any) => y(2)), Promise.resolve(3)]).then(log);
Promise.race([t((y: any) => y("thenable")), Promise.resolve("promise")]).then(log);
Promise.any([t((_: any, n: any) => n("no")), t((y: any) => y("yes"))]).then(log);
Promise.allSettled([t((_: any, n: any) => n("no")), 5]).then(log);
(async () => { log("await", await t((y: any) => y("w"))); try { await t((_: any, n: any) => n("r")); } catch (e) { log("caught", e); } })();
