// A server that is unreferenced lets the process go.
const { createServer } = require("node:net");
const server = createServer();
server.listen(0, () => { console.log("listening"); server.unref(); });
process.on("exit", (code) => console.log("exit", code));
