// Three jobs through queues of three orders.

import PQueue from "p-queue";

const names = ["first", "second", "urgent"];

const fifo = new PQueue({ concurrency: 1 });
const first = names.map((name) => fifo.add(async () => console.log(`fifo ${name}`)));
await Promise.all(first);

const stack = [...names];
for (let name = stack.pop(); name !== undefined; name = stack.pop()) console.log(`lifo ${name}`);

const byPriority = new PQueue({ concurrency: 1, autoStart: false });
for (const name of names) {
  void byPriority.add(async () => console.log(`priority ${name}`), { priority: name === "urgent" ? 10 : 0 });
}
byPriority.start();
await byPriority.onIdle();
