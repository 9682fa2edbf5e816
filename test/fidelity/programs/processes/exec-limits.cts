// execFile: maxBuffer, timeout, killSignal, encoding buffer, and a signal that aborts.
const { execFile } = require("node:child_process");
const mode = process.argv[2];
if (mode === "loud") { process.stdout.write("x".repeat(50)); setTimeout(() => {}, 20); }
else if (mode === "slow") { setInterval(() => {}, 100); }
else if (mode === "ok") process.stdout.write("fine");
else {
  const run = (kind: string, options: any) => new Promise<void>((resolve) => {
    execFile(process.execPath, [__filename, kind], options, (e: any, out: any, err: any) => {
      console.log(kind, e && [e.name, e.code, e.killed, e.signal, e.message.startsWith("Command failed") ? "Command failed" : e.message], out.length, Buffer.isBuffer(out), String(out).slice(0, 12), err.length);
      resolve();
    });
  });
  (async () => {
    await run("loud", { maxBuffer: 10 });
    await run("loud", { maxBuffer: 50 });
    await run("slow", { timeout: 400 });
    await run("slow", { timeout: 400, killSignal: "SIGKILL" });
    await run("ok", { encoding: "buffer" });
    await run("ok", { encoding: "latin1" });
    await run("ok", { encoding: "hex" });
    const ac = new AbortController();
    setTimeout(() => ac.abort(), 300);
    await run("slow", { signal: ac.signal });
  })();
}
