// fetch of the program's own server: bodies, methods, status, aborting, many at once.
import { createServer } from "node:http";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
let active = 0, most = 0;
const server = createServer(async (req, res) => {
  if (req.url === "/slow") return;
  active++; most = Math.max(most, active);
  await sleep(30);
  active--;
  let body = "";
  for await (const chunk of req) body += chunk;
  res.writeHead(req.url === "/bad" ? 500 : 200, { "content-type": "application/json" });
  res.end(JSON.stringify({ method: req.method, url: req.url, body }));
});
server.listen(0);
await once(server, "listening");
const base = `http://localhost:${server.address().port}`;
const res = await fetch(`${base}/a?b=1`);
console.log(res.ok, res.status, res.statusText, res.headers.get("Content-Type"), await res.json(), res.bodyUsed);
const bad = await fetch(`${base}/bad`, { method: "POST", body: "text" });
console.log(bad.ok, bad.status, await bad.text());
try { await bad.text(); } catch (e) { console.log(e.name); }
const all = await Promise.all([1, 2, 3].map((i) => fetch(`${base}/${i}`).then((r) => r.json()).then((j) => j.url)));
console.log(all.join(), "most at once", most);
const controller = new AbortController();
setTimeout(() => controller.abort(), 20);
try { await fetch(`${base}/slow`, { signal: controller.signal }); } catch (e) { console.log(e.name); }
server.closeAllConnections();
server.close(() => console.log("closed"));
