// A server of the program's own answers its own requests: head, body, status, headers, closing.
import { createServer, get, request, STATUS_CODES } from "node:http";
import { once } from "node:events";
const server = createServer((req, res) => {
  console.log("server", req.method, req.url, req.headers["x-id"] ?? "-", res.headersSent);
  if (req.url === "/json") {
    res.setHeader("Content-Type", "application/json");
    res.end(JSON.stringify({ a: [1, 2] }));
  } else if (req.url === "/missing") {
    res.writeHead(404, { "x-reason": "none" });
    res.end("gone");
  } else {
    let body = "";
    req.setEncoding("utf8");
    req.on("data", (chunk) => { body += chunk; });
    req.on("end", () => { res.statusCode = 201; res.write(body.toUpperCase()); res.end("!"); });
  }
});
server.on("listening", () => console.log("listening event", server.listening));
server.listen(0, () => console.log("listen callback", typeof server.address()));
await once(server, "listening");
const { port } = server.address();
const answerOf = async (res) => {
  res.setEncoding("utf8");
  let text = "";
  for await (const chunk of res) text += chunk;
  return text;
};
const ask = (path, options = {}, body) => new Promise((resolve, reject) => {
  const req = request({ port, path, agent: false, ...options }, resolve);
  req.on("error", reject);
  req.end(body);
});
let res = await ask("/json", { headers: { "X-Id": 7 } });
console.log(res.statusCode, res.statusMessage, res.headers["content-type"], await answerOf(res), res.complete);
res = await ask("/missing");
console.log(res.statusCode, STATUS_CODES[404], res.headers["x-reason"], await answerOf(res));
res = await ask("/echo", { method: "POST" }, "hello");
console.log(res.statusCode, await answerOf(res));
await new Promise((resolve) => get(`http://localhost:${port}/json`, { agent: false }, (got) => { console.log("get", got.statusCode); got.resume(); got.on("end", resolve); }));
server.close((error) => console.log("closed", error));
await once(server, "close");
console.log("listening", server.listening, server.address());
server.close((error) => console.log(error.code));
