// kill: by a signal, one that the child handles, an unknown one; code and signal in exit.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  process.on("SIGUSR2", () => { process.send!("got SIGUSR2"); });
  setInterval(() => undefined, 1000);
  process.send!("up");
} else {
  const c = fork(__filename, ["child"]);
  c.on("message", (m: any) => { console.log(m); if (m === "up") console.log(c.kill("SIGUSR2")); else console.log(c.kill(), c.killed); });
  c.on("exit", (code: any, signal: any) => console.log(code, signal));
  try { c.kill("SIGNONE"); } catch (e: any) { console.log(e.name, e.code, e.message); }
}
