// fork with the default serialization: numbers, text, arrays and null travel as JSON does it.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  process.on("message", (m: any) => { process.send!(m); if (m === "end") process.disconnect!(); });
} else {
  const c = fork(__filename, ["child"]);
  c.on("message", (m: any) => console.log(JSON.stringify(m), typeof m));
  c.on("exit", (code: any) => console.log("exit", code));
  for (const v of [1, "text", "", true, false, null, [1, undefined, () => 1], { d: new Date(0), u: undefined, n: NaN, m: new Map([[1, 1]]) }, { toJSON: () => "told" }, "end"]) {
    try { c.send(v as any); } catch (e: any) { console.log(e.name, e.code, e.message); }
  }
}
