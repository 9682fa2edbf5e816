// Two locks in opposite order: the process ends silently.
const { Mutex } = require("async-mutex");
const a = new Mutex(), b = new Mutex();
const both = async (x: any, y: any, name: string) => { const rx = await x.acquire(); await null; const ry = await y.acquire(); console.log("never", name); ry(); rx(); };
both(a, b, "one"); both(b, a, "two");
process.on("exit", (c) => console.log("exit", c, a.isLocked(), b.isLocked()));
