// Two producers, two consumers, one end marker too few.

import { BoundedQueue } from "./queue";

const END = "end";
const buffer = new BoundedQueue<string>(2);
const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

async function produce(name: string): Promise<void> {
  for (let number = 1; number <= 3; number++) {
    await pause(1);
    await buffer.put(`${name}${number}`);
  }
}

async function consume(name: string): Promise<void> {
  for (;;) {
    const item = await buffer.get();
    if (item === END) break;
    console.log(`${name} takes ${item}`);
    await pause(2);
  }
  console.log(`${name} is done`);
}

const consumers = [consume("first"), consume("second")];
await Promise.all([produce("a"), produce("b")]);
await buffer.put(END);
await Promise.all(consumers);
