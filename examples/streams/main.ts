// A fast producer and a slow consumer with a buffer of two between them: the producer waits whenever the buffer is full.

import { once } from "node:events";
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

const consumer = new Writable({
  objectMode: true,
  highWaterMark: 2,
  write(item: number, _encoding, done) {
    setTimeout(() => {
      console.log(`consumed ${item}`);
      done();
    }, 10);
  },
});

async function produce(items: number): Promise<void> {
  for (let item = 1; item <= items; item++) {
    await sleep(1);
    console.log(`produced ${item}`);
    if (!consumer.write(item)) {
      console.log("full: the producer waits");
      await once(consumer, "drain");
    }
  }
  consumer.end();
}

await produce(5);
await once(consumer, "finish");
console.log("done");
