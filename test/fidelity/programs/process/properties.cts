// What a program looks at in process.
console.log(typeof process.pid, typeof process.version, process.argv.length, typeof process.cwd(), process.title.length > 0, process.exitCode);
console.log(process.hrtime().length, typeof process.hrtime.bigint(), process.uptime() >= 0, typeof process.memoryUsage().heapUsed, typeof process.memoryUsage.rss());
console.log(process.env.NO_SUCH, "NO_SUCH" in process.env, process.stdout.isTTY ?? false, typeof process.stdout.write);
process.env.X = 5 as any; process.env.Y = undefined; console.log(process.env.X, process.env.Y, delete process.env.X, process.env.X);
console.log(process.listenerCount("exit"), process.emit("custom" as any, 1 as any), process instanceof require("node:events"));
console.log(typeof process.release.name, process.platform.length > 0, Object.prototype.toString.call(process), String(process));
console.log(process === globalThis.process, process === require("process"), require("node:process") === process);
process.stdout.write("no newline ");
process.stdout.write("end\n", () => console.log("written"));
