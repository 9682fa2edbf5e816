// Lines of two children of the same kind, kept apart by their pipes.
const { spawn } = require("node:child_process");
if (process.argv[2] === "child") { for (let i = 0; i < 3; i++) console.log(process.argv[3], i); console.error("warn " + process.argv[3]); }
else {
  const run = (name: string) => new Promise<string>((resolve) => {
    const c = spawn(process.execPath, [__filename, "child", name]);
    let text = "";
    c.stdout.on("data", (x: any) => { text += x; });
    c.stderr.on("data", (x: any) => { text += ""; });
    c.on("close", (code: any) => resolve(`${name}: ${text.trim().split("\n").join(", ")} (${code})`));
  });
  Promise.all(["a", "b", "c"].map(run)).then((all) => console.log(all.join("\n")));
}
