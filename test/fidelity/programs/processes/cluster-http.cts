// cluster: workers share a port; requests go round; `listening` tells the address.
const cluster = require("node:cluster");
const http = require("node:http");
const workers = 3;
if (cluster.isPrimary) {
  let listening = 0;
  const ask = (port: number) => new Promise<string>((resolve) => http.get({ port, host: "127.0.0.1", agent: false }, (r: any) => { let t = ""; r.on("data", (x: any) => { t += x; }); r.on("end", () => resolve(t)); }));
  cluster.on("listening", async (_w: any, address: any) => {
    if (++listening < workers) return;
    console.log(typeof address.port, address.addressType);
    const served: Record<string, number> = {};
    for (let i = 0; i < 9; i++) { const id = await ask(address.port); served[id] = (served[id] ?? 0) + 1; }
    console.log(Object.values(served).join(), Object.keys(served).length);
    cluster.disconnect(() => console.log("gone"));
  });
  cluster.on("exit", (_w: any, code: any, signal: any) => console.log("exit", code, signal));
  for (let i = 0; i < workers; i++) cluster.fork();
} else {
  http.createServer((_q: any, s: any) => s.end(String(cluster.worker.id))).listen(0);
}
