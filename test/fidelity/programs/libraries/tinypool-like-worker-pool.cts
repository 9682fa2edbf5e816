// A hand-written worker pool with a queue.
const { Worker } = require("node:worker_threads");
class Pool {
  idle: any[] = []; queue: { n: number; resolve: (v: number) => void }[] = []; workers: any[] = [];
  constructor(size: number) {
    for (let i = 0; i < size; i++) {
      const w = new Worker("const { parentPort } = require('worker_threads'); parentPort.on('message', (n) => setTimeout(() => parentPort.postMessage(n * n), n));", { eval: true });
      w.on("message", (v: number) => { const { resolve } = w.job; w.job = undefined; resolve(v); this.idle.push(w); this.next(); });
      this.workers.push(w); this.idle.push(w);
    }
  }
  run(n: number) { return new Promise<number>((resolve) => { this.queue.push({ n, resolve }); this.next(); }); }
  next() { const w = this.idle.pop(); const job = w && this.queue.shift(); if (!job) { if (w) this.idle.push(w); return; } w.job = job; w.postMessage(job.n); }
  close() { return Promise.all(this.workers.map((w) => w.terminate())); }
}
const pool = new Pool(3);
Promise.all([40, 10, 20, 5, 30].map((n) => pool.run(n))).then(async (r) => { console.log(r); console.log(await pool.close()); });
