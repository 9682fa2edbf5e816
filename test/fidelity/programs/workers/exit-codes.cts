// Exit codes of workers: natural, process.exit, exitCode, error, rejection.
const { Worker } = require("node:worker_threads");
const run = (source: string) => new Promise<string>((resolve) => {
  const w = new Worker(source, { eval: true });
  let text = "";
  w.on("error", (e: any) => { text += `error ${e?.name} ${e?.message ?? e}; `; });
  w.on("exit", (c: number) => resolve(`${text}exit ${c}`));
});
(async () => {
  console.log(await run("1 + 1"));
  console.log(await run("process.exit(5)"));
  console.log(await run("process.exitCode = 6"));
  console.log(await run("throw new TypeError('boom')"));
  console.log(await run("Promise.reject(new RangeError('rejected'))"));
  console.log(await run("setTimeout(() => { throw new Error('later') }, 5)"));
  console.log(await run("throw 'text'"));
  console.log(await run("process.on('exit', (c) => { process.exitCode = c + 10 })"));
  console.log(await run("process.on('uncaughtException', () => {}); throw new Error('handled')"));
})();
