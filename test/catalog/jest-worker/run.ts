import { Worker } from "jest-worker";

interface Jobs {
  never(): Promise<void>;
}
const url = new URL("./never.ts", import.meta.url);
const farm = new Worker(url.pathname, { numWorkers: 1, enableWorkerThreads: true, exposedMethods: ["never"] }) as Worker & Jobs;

async function ask(): Promise<void> {
  await farm.never();
}

void ask();
await farm.never();
//> stuck
//> main: Worker.never() of farm, whose workers are all busy
//> ask: the job of Worker.never() of farm
