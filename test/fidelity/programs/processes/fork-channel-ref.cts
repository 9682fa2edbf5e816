// The child's channel: unreferenced until somebody listens; `process.channel.ref` and `unref` decide over that.
const { fork } = require("node:child_process");
const mode = process.argv[2];
if (mode === "listens") { process.on("message", () => {}); process.channel!.unref(); process.on("exit", () => process.exitCode = 11); }
else if (mode === "holds") { process.channel!.ref(); process.on("exit", () => process.exitCode = 12); setTimeout(() => process.channel!.unref(), 20); }
else if (mode === "drops") { const f = () => {}; process.on("message", f); process.off("message", f); process.on("exit", () => process.exitCode = 13); }
else if (mode === "disconnects") { process.on("disconnect", () => { process.exitCode = 14; }); setTimeout(() => process.disconnect!(), 20); }
else {
  const next = (modes: string[]) => {
    const [first, ...rest] = modes;
    if (first === undefined) return;
    fork(__filename, [first]).on("exit", (code: any) => { console.log(first, code); next(rest); });
  };
  next(["listens", "holds", "drops", "disconnects"]);
}
