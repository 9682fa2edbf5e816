// finally: passes values and reasons through, waits for its callback's promise, can replace the outcome by throwing.
Promise.resolve(1).finally(() => 2).then((v) => console.log(v));
Promise.reject(new Error("r")).finally(() => 3).catch((e) => console.log(e.message));
Promise.resolve(1).finally(() => new Promise((r) => setTimeout(r, 5))).then((v) => console.log("waited", v));
Promise.resolve(1).finally(() => { throw new Error("replaced"); }).catch((e) => console.log(e.message));
Promise.resolve(1).finally(undefined as any).then((v) => console.log("no callback", v));
Promise.resolve("o").then(() => console.log("t1")).then(() => console.log("t2")).then(() => console.log("t3")).then(() => console.log("t4")).then(() => console.log("t5"));
Promise.resolve("f").finally(() => console.log("fin")).then((v) => console.log("after finally", v));
console.log(Promise.prototype.finally.length, Promise.prototype.then.length, Promise.prototype.catch.length, Promise.all.length, Promise.length);
