// Four jobs on a pool of two threads: one after another, then as many at once as there are threads.

import { Pool } from "./pool";

const pool = new Pool(2);
const jobs = [1, 2, 3, 4];

const serially = Date.now();
for (const job of jobs) await pool.apply(job);
console.log(`one after another: ${Date.now() - serially} ms`);

const together = Date.now();
await Promise.all(jobs.map((job) => pool.apply(job)));
console.log(`together: ${Date.now() - together} ms`);

await pool.close();
console.log("closed");
