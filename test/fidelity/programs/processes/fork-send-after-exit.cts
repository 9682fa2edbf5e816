// fork: what `send` and `disconnect` do once the child has gone: false and an error for the callback, or the error event.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") process.exit(3);
else {
  const c = fork(__filename, ["child"]);
  c.on("error", (e: any) => console.log("error event", e.code, e.message));
  c.on("close", (code: any) => {
    console.log("close", code, c.connected, c.channel);
    console.log(c.send("late", (e: any) => console.log("callback", e.name, e.code, e.message)));
    console.log(c.send("later"));
    c.disconnect();
    console.log("kill", c.kill(), c.killed, c.exitCode, c.signalCode);
  });
}
