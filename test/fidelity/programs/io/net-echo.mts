// A server of sockets: connection, data both ways, half close, close events on both sides.
import { createServer, connect } from "node:net";
import { once } from "node:events";
const server = createServer((socket) => {
  console.log("connection");
  socket.setEncoding("utf8");
  socket.on("data", (text) => socket.write(`echo ${text}`));
  socket.on("end", () => console.log("server saw end"));
  socket.on("close", (bad) => console.log("server socket closed", bad));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port, address, family } = server.address();
console.log(address, family);
const socket = connect(port, "127.0.0.1", () => console.log("connected", socket.connecting));
socket.setEncoding("utf8");
console.log("connecting", socket.connecting);
socket.write("one");
const [answer] = await once(socket, "data");
console.log(answer);
socket.end();
await once(socket, "close");
console.log("client closed", socket.destroyed);
server.close();
await once(server, "close");
console.log("over");
