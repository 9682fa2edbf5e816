import { pool } from "workerpool";

const workers = pool("./never.ts", { maxWorkers: 1, workerType: "process" });

async function ask(): Promise<void> {
  await workers.exec("never", []);
}

void ask();
await workers.exec("never", []);
//> stuck
//> main: pool.exec() of workers, whose workers are all busy
//> ask: the job of pool.exec() of workers
