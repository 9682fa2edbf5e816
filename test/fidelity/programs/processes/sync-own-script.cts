// spawnSync, execFileSync and execSync of the program's own file: the caller is blocked until the child has ended.
const { spawnSync, execFileSync, execSync } = require("node:child_process");
const mode = process.argv[2];
if (mode === "ok") { console.log("out", process.argv[3]); console.error("err"); }
else if (mode === "bad") { process.stdout.write("partly"); process.exitCode = 3; }
else if (mode === "reads") { let all = ""; process.stdin.on("data", (x: any) => { all += x; }).on("end", () => console.log(all.toUpperCase())); }
else if (mode === "later") setTimeout(() => console.log("late"), 50);
else {
  setTimeout(() => console.log("timer after all"), 1);
  Promise.resolve().then(() => console.log("micro after all"));
  const first = spawnSync(process.execPath, [__filename, "ok", "x"]);
  console.log(first.status, first.signal, String(first.stdout), String(first.stderr), Buffer.isBuffer(first.stdout), first.output.length, first.output[0], typeof first.pid, first.error);
  const second = spawnSync(process.execPath, [__filename, "bad"], { encoding: "utf8" });
  console.log(second.status, second.signal, second.stdout, JSON.stringify(second.stderr));
  console.log(spawnSync(process.execPath, [__filename, "reads"], { input: "abc", encoding: "utf8" }).stdout);
  console.log(execFileSync(process.execPath, [__filename, "later"], { encoding: "utf8" }));
  console.log(String(execSync(`"${process.execPath}" "${__filename}" later`)));
  try { execFileSync(process.execPath, [__filename, "bad"], { stdio: "pipe" }); } catch (e: any) { console.log(e.name, e.status, e.signal, String(e.stdout), e.message.startsWith("Command failed: "), Object.keys(e).sort().join()); }
}
