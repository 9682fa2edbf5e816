// fork: arguments, execArgv, env, and what is on the child process object.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  process.send!([process.argv.slice(2), process.execArgv, process.env.ONLY, process.env.GIVEN === undefined, process.ppid > 0, typeof process.pid]);
} else {
  process.env.GIVEN = "1";
  const c = fork(__filename, ["child", "a b", "--c"], { env: { ONLY: "here", N: undefined as any }, execArgv: ["--no-warnings", "--stack-trace-limit=5"] });
  console.log(c.spawnargs.slice(1, 3), c.spawnargs.slice(4), c.spawnfile === process.execPath, c.stdin, c.stdout, c.stderr, c.stdio.length, c.connected, c.exitCode, c.signalCode, c.killed);
  c.on("message", (m: any) => console.log(JSON.stringify(m)));
  c.on("close", (...a: any[]) => console.log("close", ...a));
}
