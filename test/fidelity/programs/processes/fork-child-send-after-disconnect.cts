// fork: the child's own `send` after `disconnect`, and what `process` has left of the channel.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  process.on("disconnect", () => console.log("disconnected", process.connected, process.channel));
  process.send!({ first: true }, (e: any) => {
    console.log("callback", e, process.connected);
    process.disconnect!();
    console.log("after", process.connected);
    console.log(process.send!("x", (e: any) => console.log(e.code)));
    try { process.disconnect!(); } catch (e: any) { console.log("threw", e.code); }
    process.on("error", (e: any) => console.log("error", e.code));
  });
  process.once("error", (e: any) => console.log("first error", e.code));
} else {
  const c = fork(__filename, ["child"], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  let out = "";
  c.stdout.setEncoding("utf8").on("data", (x: string) => { out += x; });
  c.on("message", (m: any) => console.log(JSON.stringify(m)));
  c.on("close", (code: any) => { console.log(code); console.log(out); });
}
