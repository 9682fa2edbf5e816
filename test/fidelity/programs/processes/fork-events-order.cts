// fork: the order of spawn, message, disconnect, exit and close for a child that ends by itself.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") { process.send!("one"); process.send!("two", () => process.exit(2)); }
else {
  const c = fork(__filename, ["child"]);
  for (const e of ["spawn", "message", "disconnect", "exit", "close"]) c.on(e, (...a: any[]) => console.log(e, ...a.filter((x) => x !== undefined)));
  process.nextTick(() => console.log("tick"));
  Promise.resolve().then(() => console.log("micro"));
  setImmediate(() => console.log("immediate"));
}
