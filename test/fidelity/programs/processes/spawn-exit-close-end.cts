// spawn: `exit` may come before the streams end; `close` comes last, and a stream ends once all that it holds was read.
const { spawn } = require("node:child_process");
if (process.argv[2] === "child") { process.stdout.write("out"); process.stderr.write("err"); process.exitCode = 6; }
else {
  const c = spawn(process.execPath, [__filename, "child"]);
  const seen: string[] = [];
  let out = "", err = "";
  c.stdout.setEncoding("utf8").on("data", (x: string) => { out += x; });
  c.stderr.setEncoding("utf8").on("data", (x: string) => { err += x; });
  c.stdout.on("end", () => seen.push("out end")).on("close", () => seen.push("out close"));
  c.stderr.on("end", () => seen.push("err end")).on("close", () => seen.push("err close"));
  c.on("exit", (code: any) => seen.push(`exit ${code}`));
  c.on("close", (code: any, signal: any) => setImmediate(() => {
    console.log("close", code, signal, out, err, c.exitCode, c.signalCode, c.killed, c.connected);
    console.log(seen.slice().sort().join(", "), seen.indexOf("out end") < seen.indexOf("out close"));
  }));
  c.on("spawn", () => console.log("spawn", typeof c.pid));
  console.log("sync", c.stdin.writable, c.stdout.readable, c.stderr.readable, c.stdio.length, c.spawnargs.length);
}
