// comlink: each operation that waits, while it does.
import { MessageChannel } from "node:worker_threads";
import { wrap } from "comlink";
import nodeEndpoint from "comlink/dist/umd/node-adapter.js";
const { port1 } = new MessageChannel();
const remote = wrap<{ add(a: number, b: number): number }>(nodeEndpoint(port1));
async function wrap_() { await remote.add(1, 2); }
void wrap_();
setTimeout(() => port1.unref(), 1);
