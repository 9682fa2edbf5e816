// cluster: a round trip with every worker, sent through worker.send and answered through process.send and worker.send.
const cluster = require("node:cluster");
if (cluster.isPrimary) {
  const got: string[] = [];
  for (let i = 0; i < 3; i++) {
    const w = cluster.fork();
    w.on("online", () => w.send({ n: i }));
    w.on("message", (m: any) => { got.push(`${w.id}:${m}`); if (got.filter((x) => x.startsWith(`${w.id}:`)).length === 2) w.disconnect(); });
  }
  let left = 3;
  cluster.on("exit", () => { if (--left === 0) console.log(got.sort().join(" ")); });
} else {
  cluster.worker.on("message", (m: any) => { process.send!(m.n * 10); cluster.worker.send(m.n * 100); });
}
