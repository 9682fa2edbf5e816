// An error at the top of a script: exit listeners are told 1.
process.on("exit", (code) => console.log("exit", code));
process.nextTick(() => console.log("never tick"));
Promise.resolve().then(() => console.log("never micro"));
console.log("before");
throw new TypeError("at the top");
