// AbortSignal of spawn: aborted before, during and after; the error's code and cause; with a killSignal.
const { spawn } = require("node:child_process");
if (process.argv[2] === "child") { console.log("up"); setInterval(() => {}, 1000); }
else if (process.argv[2] === "short") process.exitCode = 0;
else {
  const wait = (c: any) => new Promise<void>((resolve) => {
    c.on("spawn", () => console.log("spawn"));
    c.on("error", (e: any) => console.log("error", e.name, e.code, e.message, String(e.cause)));
    c.on("exit", (...a: any[]) => console.log("exit", ...a));
    c.on("close", (...a: any[]) => { console.log("close", ...a, c.killed); resolve(); });
  });
  (async () => {
    const before = new AbortController();
    before.abort("too early");
    const first = spawn(process.execPath, [__filename, "child"], { signal: before.signal, stdio: "ignore" });
    console.log("started", typeof first.pid, first.killed);
    await wait(first);
    const during = new AbortController();
    const second = spawn(process.execPath, [__filename, "child"], { signal: during.signal, killSignal: "SIGKILL" });
    second.stdout.once("data", () => { during.abort(new Error("stop")); console.log("aborted", second.killed); });
    await wait(second);
    const after = new AbortController();
    const third = spawn(process.execPath, [__filename, "short"], { signal: after.signal });
    await wait(third);
    after.abort();
    console.log("quiet", third.killed);
  })();
}
