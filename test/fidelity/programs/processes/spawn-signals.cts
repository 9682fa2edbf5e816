// Signals: by name and by number, one that the child ignores, and SIGKILL after it; code and signal of exit and close.
const { spawn } = require("node:child_process");
const mode = process.argv[2];
if (mode === "plain") { console.log("up"); setInterval(() => {}, 1000); }
else if (mode === "stubborn") { process.on("SIGTERM", () => console.log("no")); console.log("up"); setInterval(() => {}, 1000); }
else if (mode === "polite") { process.on("SIGINT", (name: any, n: any) => process.exit(n + 40)); console.log("up"); setInterval(() => {}, 1000); }
else {
  const run = (kind: string, act: (c: any, text: string) => void) => new Promise<void>((resolve) => {
    const c = spawn(process.execPath, [__filename, kind], { stdio: ["ignore", "pipe", "inherit"] });
    c.stdout.setEncoding("utf8").on("data", (x: string) => act(c, x.trim()));
    c.on("exit", (...a: any[]) => console.log(kind, "exit", ...a));
    c.on("close", (...a: any[]) => { console.log(kind, "close", ...a, c.killed, c.exitCode, c.signalCode, c.kill(0)); resolve(); });
  });
  (async () => {
    await run("plain", (c) => console.log(c.kill(), c.killed));
    await run("plain", (c) => console.log(c.kill("SIGHUP"), c.kill(0)));
    await run("plain", (c) => console.log(c.kill(9)));
    await run("plain", (c) => console.log(process.kill(c.pid, 0), process.kill(c.pid, "SIGUSR2")));
    await run("stubborn", (c, text) => console.log(text, c.kill(text === "no" ? "SIGKILL" : undefined)));
    await run("polite", (c) => console.log(c.kill("SIGINT")));
    try { process.kill(2 ** 22 + 5, 0); } catch (e: any) { console.log(e.code, e.syscall, e.message); }
  })();
}
