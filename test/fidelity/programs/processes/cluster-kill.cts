// cluster: worker.kill, worker.process.kill, and a worker that exits: exitedAfterDisconnect, code, signal.
const cluster = require("node:cluster");
if (cluster.isPrimary) {
  const run = (mode: string, act: (w: any) => void) => new Promise<void>((resolve) => {
    const w = cluster.fork({ MODE: mode });
    w.on("online", () => act(w));
    w.on("disconnect", () => console.log(mode, "disconnect", w.exitedAfterDisconnect));
    w.on("exit", (code: any, signal: any) => { console.log(mode, "exit", code, signal, w.exitedAfterDisconnect, w.isDead(), w.process.exitCode, w.process.signalCode); resolve(); });
  });
  (async () => {
    await run("kill", (w) => w.kill());
    await run("hup", (w) => w.kill("SIGHUP"));
    await run("process", (w) => w.process.kill("SIGKILL"));
    await run("code", () => {});
    await run("own", () => {});
    await run("disconnect", (w) => console.log(w.disconnect() === w, w.exitedAfterDisconnect));
  })();
} else {
  const { MODE } = process.env;
  if (MODE === "code") process.exit(17);
  if (MODE === "own") cluster.worker.kill();
  else setInterval(() => {}, 1000);
  if (MODE === "disconnect") process.on("disconnect", () => process.exit(0));
}
