// Programs over `node:cluster`: each prints the same on Node and on the simulated machine.

import type { ForkProgram } from "./fork-programs";

const HEAD = `const cluster = require("node:cluster");
const log = (...x) => console.log(...x);
const watch = () => { for (const e of ["setup", "fork", "online", "message", "disconnect", "exit"]) cluster.on(e, (w, ...a) => log(e, w.id ?? "", JSON.stringify(a.filter((x) => x !== undefined)))); };
`;
const one = (primary: string, worker: string) => ({
  "main.cjs": `${HEAD}if (cluster.isPrimary) { ${primary} } else { ${worker} }`,
});

export const CLUSTER_PROGRAMS: readonly ForkProgram[] = [
  {
    name: "cluster: a worker that exits",
    files: one(
      'watch(); const w = cluster.fork({ N: "5" }); log(Object.keys(cluster.workers), w.isConnected(), w.isDead()); w.on("exit", (c) => log("worker exit", c, w.isDead(), w.exitedAfterDisconnect));',
      "process.send([cluster.isWorker, cluster.worker.id, process.env.N]); process.exit(Number(process.env.N));",
    ),
  },
  {
    name: "cluster: messages, then the primary disconnects all",
    files: one(
      'watch(); const w = cluster.fork(); w.on("message", (m) => { log("got", m); if (m === 3) cluster.disconnect(() => log("all gone", Object.keys(cluster.workers).length)); }); w.send(1);',
      'process.on("message", (m) => process.send(m + 1)); cluster.worker.on("message", (m) => process.send(m + 2));',
    ),
  },
  {
    name: "cluster: a worker disconnects itself",
    files: one(
      'watch(); const w = cluster.fork(); w.on("exit", () => log(w.exitedAfterDisconnect));',
      "cluster.worker.disconnect();",
    ),
  },
  {
    name: "cluster: a killed worker is replaced",
    files: one(
      'let n = 0; const start = () => { const w = cluster.fork(); w.once("online", () => { n++; log("online", n); if (n < 3) w.kill(); else w.disconnect(); }); }; cluster.on("exit", (w, code, signal) => { log("exit", w.id, code, signal); if (signal) start(); }); start();',
      "setInterval(() => {}, 100);",
    ),
  },
  {
    name: "cluster: workers share no memory",
    files: one(
      'globalThis.n = 7; let left = 3; const all = []; for (let i = 0; i < 3; i++) cluster.fork().on("message", (m) => { all.push(m); if (--left === 0) { log(all.sort().join()); cluster.disconnect(); } });',
      "globalThis.n = (globalThis.n ?? 0) + cluster.worker.id; process.send(globalThis.n);",
    ),
  },
  {
    name: "cluster: another file as worker",
    files: {
      "main.cjs": `${HEAD}cluster.setupPrimary({ exec: require("path").join(__dirname, "worker.cjs"), args: ["x"], silent: false }); watch(); const w = cluster.fork(); w.on("message", (m) => { log(JSON.stringify(m)); w.destroy(); });`,
      "worker.cjs": "process.send(process.argv.slice(2)); setInterval(() => {}, 100);",
    },
  },
];
