// exit within exit, and within uncaughtException; what is queued in exit never runs.
process.on("exit", (c) => { console.log("first", c); setTimeout(() => console.log("never"), 0); process.nextTick(() => console.log("never")); Promise.resolve().then(() => console.log("never")); process.exit(9); });
process.on("exit", (c) => console.log("second", c));
process.on("uncaughtException", () => { console.log("uncaught"); process.exit(4); });
throw new Error("x");
