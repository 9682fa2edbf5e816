// spawnSync: a child that dies of a signal, a time limit, maxBuffer.
const { spawnSync, execFileSync } = require("node:child_process");
const mode = process.argv[2];
if (mode === "dies") { process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 100); }
else if (mode === "hangs") setInterval(() => {}, 100);
else if (mode === "loud") { process.stdout.write("y".repeat(40)); }
else {
  const show = (r: any) => console.log(r.status, r.signal, r.error && [r.error.code, r.error.message.replace(process.execPath, "node"), r.error.syscall.replace(process.execPath, "node")], String(r.stdout).length);
  show(spawnSync(process.execPath, [__filename, "dies"]));
  show(spawnSync(process.execPath, [__filename, "hangs"], { timeout: 400 }));
  show(spawnSync(process.execPath, [__filename, "hangs"], { timeout: 400, killSignal: "SIGKILL" }));
  show(spawnSync(process.execPath, [__filename, "loud"], { maxBuffer: 10 }));
  try { execFileSync(process.execPath, [__filename, "hangs"], { timeout: 400 }); } catch (e: any) { console.log(e.code, e.status, e.signal); }
}
