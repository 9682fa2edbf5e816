// A child that reads its stdin by `for await`, and answers once its input has ended.
const { spawn } = require("node:child_process");
if (process.argv[2] === "child") {
  (async () => {
    let all = "";
    for await (const x of process.stdin) all += x;
    console.log(JSON.stringify(all));
    process.exitCode = all.length;
  })();
} else {
  (async () => {
    const c = spawn(process.execPath, [__filename, "child"]);
    const ended = new Promise((r) => c.on("close", (code: any) => r(code)));
    c.stdin.end("seven b");
    let out = "";
    for await (const x of c.stdout) out += x;
    console.log(out.trim(), await ended);
  })();
}
