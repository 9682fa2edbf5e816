// Takes one fork, then the other, and eats.

import { workerData } from "node:worker_threads";
import { MemoryLock } from "./lock";

const { memory, name, first, second } = workerData as {
  memory: SharedArrayBuffer;
  name: string;
  first: number;
  second: number;
};
const near = new MemoryLock(memory, first);
const far = new MemoryLock(memory, second);

near.run(() => {
  console.log(`${name} has one fork`);
  far.run(() => console.log(`${name} eats`));
});
