// node:timers/promises: each operation that waits, while it does.
import { setImmediate, setInterval, setTimeout } from "node:timers/promises";
async function setTimeout_() { await setTimeout(10); }
async function setImmediate_() { await setImmediate(); }
async function setInterval_() { for await (const _ of setInterval(10)) break; }
for (const start of [setTimeout_, setImmediate_, setInterval_]) void start();
