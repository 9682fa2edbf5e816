// The parent calls process.exit: its child's channel closes, and the child goes on until it has no more to do.
const { spawn, fork } = require("node:child_process");
const mode = process.argv[2];
if (mode === "grandchild") {
  process.on("disconnect", () => { console.log("grandchild disconnected"); });
  process.send!("up");
} else if (mode === "middle") {
  const c = fork(__filename, ["grandchild"]);
  c.on("message", () => process.exit(7));
  c.on("exit", () => console.log("never"));
} else {
  const c = spawn(process.execPath, [__filename, "middle"], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  c.stdout.on("data", (x: any) => { out += x; });
  c.on("exit", (code: any) => console.log("exit", code));
  c.on("close", (code: any) => console.log("close", code, out.trim()));
}
