// jest-worker's farm, on child processes and on threads: the worker's own file comes from the package, and asks for the methods by path.
import path = require("node:path");
import { Worker } from "jest-worker";

interface Methods {
  square(n: number): Promise<number>;
  slow(n: number): Promise<string>;
  fails(): Promise<never>;
}

async function work(enableWorkerThreads: boolean): Promise<void> {
  const farm = new Worker(path.join(__dirname, "math.part.cts"), {
    numWorkers: 2,
    enableWorkerThreads,
    exposedMethods: ["square", "slow", "fails"],
  }) as unknown as Worker & Methods;
  console.log(await farm.square(3));
  console.log(await Promise.all([farm.slow(1), farm.slow(2), farm.slow(3)]));
  await farm.fails().catch((error: Error) => console.log(error.name, error.message));
  console.log(await farm.end());
}

work(false).then(() => work(true));
