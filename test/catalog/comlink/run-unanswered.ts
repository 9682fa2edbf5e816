import { MessageChannel } from "node:worker_threads";
import { wrap } from "comlink";
import nodeEndpoint from "comlink/dist/umd/node-adapter.js";

interface Shop {
  readonly open: boolean;
  readonly stock: { count(item: string): number };
}

// Nobody exposes anything at the other end.
const { port1 } = new MessageChannel();
const remote = wrap<Shop>(nodeEndpoint(port1));

async function count(): Promise<void> {
  console.log(await remote.stock.count("apples"));
}
async function look(): Promise<void> {
  console.log(await remote.open);
}

setTimeout(() => port1.unref(), 10);
await Promise.all([count(), look()]);
//> stuck
//> main: the end of Promise.all
//> count: the answer to remote.stock.count() (comlink)
//> look: the answer to remote.open (comlink)
