// cluster: the order of a worker's events on the worker, and on the cluster, from fork to exit.
const cluster = require("node:cluster");
if (cluster.isPrimary) {
  for (const e of ["setup", "fork", "online", "listening", "disconnect", "exit"]) cluster.on(e, (w: any, ...a: any[]) => console.log("cluster", e, w.id ?? "settings", ...a.filter((x: any) => typeof x !== "object")));
  const w = cluster.fork({ MARK: "m" });
  console.log("sync", w.id, w.state, w.isConnected(), w.isDead(), w.exitedAfterDisconnect, Object.keys(cluster.workers));
  for (const e of ["online", "message", "disconnect", "exit"]) w.on(e, (...a: any[]) => console.log("worker", e, ...a.filter((x) => x !== undefined)));
  w.on("message", () => w.disconnect());
  process.nextTick(() => console.log("tick"));
  process.on("exit", () => console.log("left", Object.keys(cluster.workers).length, w.exitedAfterDisconnect, w.isDead(), w.state));
} else {
  process.send!([cluster.isWorker, cluster.worker.id, process.env.MARK, cluster.isMaster, typeof cluster.worker.send, cluster.workers, cluster.worker.isConnected()]);
  process.on("message", () => {});
}
