// Handlers that are no functions are passed through; a handler may return anything.
Promise.resolve(1).then(2 as any).then((v) => console.log(v));
Promise.reject(3).then(() => {}, 4 as any).catch((v) => console.log(v));
Promise.resolve().then(() => Promise.reject(new Error("inner"))).catch((e) => console.log(e.message));
Promise.reject(1).catch(() => "recovered").then((v) => console.log(v));
Promise.resolve(1).then(() => { throw undefined; }).catch((e) => console.log("caught", e));
