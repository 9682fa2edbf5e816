// An unhandled rejection reaches uncaughtException with its origin.
process.on("uncaughtException", (e, origin) => console.log("caught", (e as Error).message, origin));
Promise.reject(new Error("rejected"));
setTimeout(() => console.log("alive"), 5);
