// workerpool: each operation that waits, while it does.
import { pool } from "workerpool";
const workers = pool("./workerpool-hang.job.ts", { maxWorkers: 1, workerType: "thread" });
async function pool_exec() { await workers.exec("hang", []); }
void pool_exec();
