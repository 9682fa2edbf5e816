// fork: messages, disconnect from both sides, exit codes, signals, what comes in which order.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  process.on("message", (m: any) => { if (m === "bye") { process.disconnect!(); } else process.send!({ echo: m, connected: process.connected }); });
  process.on("disconnect", () => { process.exitCode = 5; });
} else {
  const c = fork(__filename, ["child"]);
  c.on("spawn", () => console.log("spawn"));
  c.on("message", (m: any) => { console.log("message", m); c.send("bye"); });
  c.on("disconnect", () => { console.log("disconnect", c.connected); c.send("late", (e: any) => console.log(e.code)); });
  c.on("exit", (code: any, signal: any) => console.log("exit", code, signal, c.exitCode, c.signalCode));
  c.on("close", (code: any) => { console.log("close", code, c.killed, c.kill()); });
  console.log(c.send("hello"), c.connected, typeof c.pid);
}
