// cluster: setupPrimary may be called again and keeps what was set; the setup event comes later.
const cluster = require("node:cluster");
if (cluster.isPrimary) {
  cluster.on("setup", (s: any) => console.log("setup", s.args, s.silent));
  cluster.setupPrimary({ args: ["one"], silent: true });
  console.log(cluster.settings.args, cluster.settings.silent, cluster.settings.exec === __filename);
  cluster.setupPrimary({ args: ["two"] });
  const w = cluster.fork();
  let out = "";
  w.process.stdout.on("data", (x: any) => { out += x; });
  w.on("message", (m: any) => console.log("message", m));
  cluster.on("message", (worker: any, m: any) => console.log("cluster message", worker === w, m));
  w.process.on("close", (code: any) => console.log("close", code, out.trim()));
  console.log(cluster.SCHED_RR, cluster.SCHED_NONE, cluster.schedulingPolicy);
} else {
  console.log("quiet");
  process.send!(process.argv.slice(2), () => cluster.worker.disconnect());
}
