// Promise.race: the first to settle wins, others are ignored; an empty race never settles.
Promise.race([new Promise((r) => setTimeout(r, 20, "slow")), new Promise((r) => setTimeout(r, 5, "fast"))]).then((v) => console.log(v));
Promise.race([Promise.resolve(1), 2]).then((v) => console.log(v));
Promise.race([2, Promise.resolve(1)]).then((v) => console.log(v));
Promise.race([Promise.reject(new Error("x")), Promise.resolve(1)]).catch((e) => console.log(e.message));
Promise.race([]).then(() => console.log("never"));
console.log("sync");
