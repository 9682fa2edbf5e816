// util.promisify(exec) and (execFile): { stdout, stderr }, the child on the promise, and the error that carries both.
const { exec, execFile } = require("node:child_process");
const { promisify } = require("node:util");
if (process.argv[2] === "ok") { console.log("a"); console.error("b"); }
else if (process.argv[2] === "bad") { console.log("c"); console.error("d"); process.exitCode = 9; }
else {
  (async () => {
    const run = promisify(execFile);
    const promise = run(process.execPath, [__filename, "ok"]);
    console.log(promise instanceof Promise, typeof promise.child.pid, promise.child.constructor.name);
    console.log(await promise);
    try { await run(process.execPath, [__filename, "bad"]); } catch (e: any) { console.log(e instanceof Error, e.code, e.stdout, e.stderr, e.killed, e.signal, Object.keys(e).join()); }
    const { stdout } = await promisify(exec)(`"${process.execPath}" "${__filename}" ok`);
    console.log(JSON.stringify(stdout));
    const ac = new AbortController();
    const aborted = run(process.execPath, [__filename, "ok"], { signal: ac.signal });
    ac.abort();
    await aborted.catch((e: any) => console.log(e.name, e.code, JSON.stringify(e.stdout)));
  })();
}
