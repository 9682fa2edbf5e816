// The iterator of timers/promises setInterval keeps what it missed, and ends by return.
import { setInterval as every } from "node:timers/promises";
import { setTimeout as sleep } from "node:timers/promises";
const it: any = every(5, "t");
console.log(typeof it.next, typeof it.return, it[Symbol.asyncIterator]() === it);
console.log(await it.next());
await sleep(17);
console.log(await it.next(), await it.next());
console.log(await it.return());
console.log(await it.next());
