// The parent disconnects: the child's queue is delivered first, then its disconnect event, and it ends.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  const seen: any[] = [];
  process.on("message", (m: any) => void seen.push(m));
  process.on("disconnect", () => { console.log(seen.join(), process.connected); });
  process.on("exit", (code: any) => console.log("child exit", code));
} else {
  const c = fork(__filename, ["child"], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  c.stdout.setEncoding("utf8");
  let out = "";
  c.stdout.on("data", (x: string) => { out += x; });
  c.on("disconnect", () => console.log("parent disconnect", c.connected));
  c.on("exit", (code: any) => console.log("exit", code));
  c.on("close", () => console.log("close", JSON.stringify(out)));
  c.send(1); c.send(2);
  c.disconnect();
  process.nextTick(() => console.log("tick"));
  Promise.resolve().then(() => console.log("micro"));
}
