// fork: messages keep their order in both directions; send's callbacks come after the current job, without an error.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  process.on("message", (m: any) => {
    if (m === "stop") process.disconnect!();
    else for (let i = 0; i < 3; i++) process.send!([m, i]);
  });
} else {
  const c = fork(__filename, ["child"]);
  const got: any[] = [];
  let callbacks = 0;
  for (let i = 0; i < 4; i++) c.send(i, (e: any) => { callbacks++; if (i === 3) console.log("sent", e, callbacks); });
  console.log("sync", callbacks);
  c.on("message", (m: any) => { got.push(m.join(":")); if (got.length === 12) { console.log(got.join(" ")); c.send("stop"); } });
  c.on("exit", (code: any, signal: any) => console.log("exit", code, signal));
}
