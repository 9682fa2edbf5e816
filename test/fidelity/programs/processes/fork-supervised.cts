// A listener of `exit` throws, `once` helpers, and a child that is replaced until it succeeds.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") process.exit(Number(process.argv[3]) < 3 ? 1 : 0);
else {
  const supervise = (n: number) => {
    const c = fork(__filename, ["child", String(n)]);
    c.once("exit", (code: any) => { console.log("try", n, code); if (code !== 0) supervise(n + 1); else throw new Error("in a listener"); });
  };
  process.on("uncaughtException", (e: any) => { console.log("caught", e.message); process.exitCode = 5; });
  supervise(1);
}
