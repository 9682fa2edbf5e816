// Nobody listens: the request fails; two listen: the second fails; headers after the answer began throw.
import { createServer, get } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { once } from "node:events";
const first = createServer((req, res) => {
  res.end("x");
  try { res.setHeader("a", "b"); } catch (e) { console.log(e.code, e.message); }
  try { res.writeHead(500); } catch (e) { console.log(e.code); }
});
first.listen(0);
await once(first, "listening");
const { port } = first.address();
const second = createTcpServer();
second.listen(port);
const [error] = await once(second, "error");
console.log(error.code, error.syscall, error.message.startsWith("listen EADDRINUSE"));
await new Promise((resolve) => get({ port, agent: false }, (res) => { res.resume(); res.on("close", resolve); }));
await new Promise((resolve) => first.close(resolve));
const [refused] = await once(get({ port, host: "127.0.0.1" }), "error");
console.log(refused.code, refused.syscall, refused.port === port);
try { await fetch(`http://127.0.0.1:${port}/`); } catch (e) { console.log(e.name, e.message, e.cause.code); }
