// A child that throws, one that rejects, one that never settles, one that exits in a listener: what its parent is told.
const { spawn } = require("node:child_process");
const mode = process.argv[2];
if (mode === "throws") throw new Error("boom");
else if (mode === "rejects") Promise.reject(new Error("no"));
else if (mode === "exits") { process.on("exit", (code: any) => { process.exitCode = code + 1; }); process.exit(20); }
else if (mode === "listener") { process.on("uncaughtException", () => process.exit(30)); setTimeout(() => { throw new Error("later"); }, 1); }
else if (mode === "big") process.exit(300);
else if (mode === "negative") process.exit(-1);
else {
  (async () => {
    for (const kind of ["throws", "rejects", "exits", "listener", "big", "negative"]) {
      const c = spawn(process.execPath, [__filename, kind], { stdio: ["ignore", "inherit", "pipe"] });
      let err = "";
      c.stderr.on("data", (x: any) => { err += x; });
      await new Promise<void>((r) => c.on("close", (...a: any[]) => { console.log(kind, ...a, /Error: (boom|no)/.exec(err)?.[1]); r(); }));
    }
  })();
}
