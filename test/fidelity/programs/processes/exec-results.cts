// exec and execFile: the callback comes after exit and close; what the error says.
const { exec, execFile } = require("node:child_process");
const mode = process.argv[2];
if (mode === "ok") { console.log("out"); console.error("err"); }
else if (mode === "bad") { console.log("some"); console.error("why"); process.exit(4); }
else if (mode === "dies") process.kill(process.pid, "SIGTERM"), setInterval(() => {}, 100);
else {
  const run = (kind: string) => new Promise<void>((resolve) => {
    const c = execFile(process.execPath, [__filename, kind], (e: any, out: any, err: any) => {
      console.log(kind, "callback", e && [e.name, e.code, e.killed, e.signal, e.cmd === `${process.execPath} ${__filename} ${kind}`, e.message.split("\n")[0].startsWith("Command failed: "), e.message.split("\n").slice(1), Object.keys(e).join()], JSON.stringify(out), JSON.stringify(err));
      resolve();
    });
    c.on("exit", (...a: any[]) => console.log(kind, "exit", ...a));
    c.on("close", (...a: any[]) => console.log(kind, "close", ...a));
  });
  (async () => {
    await run("ok");
    await run("bad");
    await run("dies");
    await new Promise<void>((r) => exec(`"${process.execPath}" "${__filename}" bad`, (e: any, out: any) => { console.log("exec", e.code, e.killed, e.signal, out.trim()); r(); }));
  })();
}
