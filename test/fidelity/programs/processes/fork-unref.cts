// `unref` and the channel: which of them keeps the parent alive.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") { process.on("message", () => process.exit(0)); setTimeout(() => process.exit(1), 3000); }
else {
  const c = fork(__filename, ["child"]);
  c.on("exit", () => console.log("not seen"));
  c.unref();
  setTimeout(() => {
    console.log("unref of the channel", typeof c.channel.unref, c.channel.hasRef?.());
    c.channel.unref();
    c.send("go", () => console.log("sent"));
  }, 300);
  process.on("beforeExit", () => console.log("beforeExit", c.connected));
  process.on("exit", (code: any) => console.log("parent", code));
}
