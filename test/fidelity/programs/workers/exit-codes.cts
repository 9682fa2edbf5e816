// Exit codes of workers: natural, process.exit, exitCode, error, rejection.
const { Worker } = require("node:worker_threads");
const end = (w: any) => new Promise<string>((resolve) => {
  let text = "";
  w.on("error", (e: any) => { text += `error ${e?.name} ${e?.message ?? e}; `; });
  w.on("exit", (c: number) => resolve(`${text}exit ${c}`));
});
(async () => {
  console.log(await end(new Worker("1 + 1", { eval: true })));
  console.log(await end(new Worker("process.exit(5)", { eval: true })));
  console.log(await end(new Worker("process.exitCode = 6", { eval: true })));
  console.log(await end(new Worker("throw new TypeError('boom')", { eval: true })));
  console.log(await end(new Worker("Promise.reject(new RangeError('rejected'))", { eval: true })));
  console.log(await end(new Worker("setTimeout(() => { throw new Error('later') }, 5)", { eval: true })));
  console.log(await end(new Worker("throw 'text'", { eval: true })));
  console.log(await end(new Worker("process.on('exit', (c) => { process.exitCode = c + 10 })", { eval: true })));
  console.log(await end(new Worker("process.on('uncaughtException', () => {}); throw new Error('handled')", { eval: true })));
})();
