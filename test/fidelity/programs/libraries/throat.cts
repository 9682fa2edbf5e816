// throat: bounded concurrency.
const throat = require("throat");
const run = throat(2);
const job = (n: number) => run(async () => { console.log("start", n); await new Promise((r) => setTimeout(r, 15 * n)); console.log("end", n); return n; });
Promise.all([3, 1, 2].map(job)).then((r) => console.log(r));
