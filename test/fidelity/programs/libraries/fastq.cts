// fastq: callbacks and promises, concurrency, drain, pause, unshift, errors.
const fastq = require("fastq");
const q = fastq((n: number, cb: (e: Error | null, v?: number) => void) => { console.log("work", n); setTimeout(() => (n === 3 ? cb(new Error("three")) : cb(null, n * 2)), 2); }, 1);
for (const n of [1, 2, 3]) q.push(n, (e: Error | null, v: number) => console.log("done", n, e?.message, v));
q.unshift(0, () => console.log("unshifted"));
console.log(q.length(), q.idle());
q.drain = () => { console.log("drained"); more(); };
function more() {
  const p = fastq.promise(async (n: number) => { await null; if (n < 0) throw new Error("negative"); return n + 1; }, 2);
  Promise.allSettled([p.push(1), p.push(-1), p.push(2)]).then((r: any[]) => console.log(r.map((x) => x.value ?? x.reason.message)));
  p.drained().then(() => console.log("promise drained"));
}
