// spawn: what is written to stdin arrives in order; its end ends the child's loop; it echoes in upper case.
const { spawn } = require("node:child_process");
if (process.argv[2] === "child") {
  process.stdin.setEncoding("utf8");
  let n = 0;
  process.stdin.on("data", (x: any) => { n += x.length; process.stdout.write(x.toUpperCase()); });
  process.stdin.on("end", () => { process.stdout.write(`|${n}`); });
} else {
  const c = spawn(process.execPath, [__filename, "child"], { stdio: ["pipe", "pipe", "inherit"] });
  let out = "";
  c.stdout.on("data", (x: any) => { out += x; });
  c.stdin.on("finish", () => console.log("finish"));
  c.on("close", (code: any) => console.log(code, out));
  c.stdin.write("ab\n");
  c.stdin.write("cd\n", () => console.log("written"));
  c.stdin.end("ef");
}
