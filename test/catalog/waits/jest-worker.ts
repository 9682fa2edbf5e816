// jest-worker: each operation that waits, while it does.
import { join } from "node:path";
import { Worker } from "jest-worker";
const farm = new Worker(join(__dirname, "hanging.job.ts"), { numWorkers: 1, enableWorkerThreads: true, exposedMethods: ["hang"] }) as Worker & { hang(): Promise<void> };
async function Worker_methods() { await farm.hang(); }
void Worker_methods();
