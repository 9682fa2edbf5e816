// threads: each operation that waits, while it does.
import { Pool, spawn, Worker } from "threads";
type Jobs = { hang(): Promise<void> };
const jobs = Pool(() => spawn<Jobs>(new Worker("./threads-hang.job.ts")), 1);
async function spawn_() { await spawn<Jobs>(new Worker("./threads-hang.job.ts")); }
async function Pool_queue() { await jobs.queue((thread) => thread.hang()); }
async function Pool_completed() { await jobs.completed(); }
async function Pool_settled() { await jobs.settled(); }
void spawn_();
void Pool_queue();
void Pool_completed();
void Pool_settled();
