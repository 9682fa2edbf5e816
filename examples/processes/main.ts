// Two processes and the one that started them: each has a counter of its own, although all import the same module.

import { fork } from "node:child_process";
import { once } from "node:events";
import { count, increment } from "./counter.ts";

async function start(name: string, times: number): Promise<void> {
  const child = fork(new URL("./child.ts", import.meta.url), [name]);
  child.on("message", (message) => console.log(message));
  child.send({ times });
  const [code] = await once(child, "exit");
  console.log(`${name} exited with ${code}`);
}

increment();
await Promise.all([start("first", 2), start("second", 5)]);
console.log(`main counted ${count()}`);
