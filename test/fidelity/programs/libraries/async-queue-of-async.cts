// async: queue, series, parallelLimit, mapLimit.
const async = require("async");
const q = async.queue((task: { n: number }, cb: () => void) => { console.log("task", task.n); setTimeout(cb, 2); }, 2);
q.drain(() => { console.log("drain"); next(); });
q.push([{ n: 1 }, { n: 2 }, { n: 3 }]);
q.push({ n: 4 }, () => console.log("four done"));
console.log(q.length(), q.running(), q.idle());
async function next() {
  console.log(await async.mapLimit([30, 10, 20], 2, async (ms: number) => { await new Promise((r) => setTimeout(r, ms)); return ms; }));
  await async.series([async () => console.log("s1"), async () => console.log("s2")]);
  console.log(await async.parallel({ a: async () => 1, b: (cb: (e: null, v: number) => void) => setTimeout(cb, 1, null, 2) }));
}
