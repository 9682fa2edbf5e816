// A worker's env: a copy by default, given, or shared; setting numbers makes texts.
const { Worker, SHARE_ENV, isMainThread } = require("node:worker_threads");
process.env.COLOUR = "red";
const code = "const { parentPort } = require('node:worker_threads'); process.env.FROM_WORKER = 7; parentPort.postMessage([process.env.COLOUR, process.env.GIVEN, typeof process.env.FROM_WORKER]);";
const run = (options: any) => new Promise<void>((resolve) => {
  const w = new Worker(code, { eval: true, ...options });
  w.on("message", (m: any) => console.log(m));
  w.on("exit", () => { console.log("left behind", process.env.FROM_WORKER); delete process.env.FROM_WORKER; resolve(); });
});
(async () => {
  await run({});
  await run({ env: { GIVEN: "yes" } });
  await run({ env: { GIVEN: 5, COLOUR: undefined } });
  await run({ env: SHARE_ENV });
  console.log(typeof SHARE_ENV, isMainThread);
})();
