// process is an EventEmitter like others.
process.on("mine" as any, (...args: unknown[]) => console.log("mine", args));
console.log(process.emit("mine" as any, 1 as any), process.listenerCount("mine"), process.emit("nobody" as any));
process.once("exit", () => console.log("once exit"));
