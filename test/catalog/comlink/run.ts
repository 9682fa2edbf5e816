import { MessageChannel, type MessagePort } from "node:worker_threads";
import { expose, wrap } from "comlink";
import nodeEndpoint from "comlink/dist/umd/node-adapter.js";

const { port1, port2 } = new MessageChannel();

class Counter {
  private count = 0;
  add(amount: number): number {
    this.count += amount;
    return this.count;
  }
}

expose(new Counter(), nodeEndpoint(port1));
const remote = wrap<Counter>(nodeEndpoint(port2));
console.log(await remote.add(1), await remote.add(2));
for (const port of [port1, port2] satisfies MessagePort[]) port.close();
//> says 1 3
//> completed
