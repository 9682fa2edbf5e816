// node:timers/promises: values, order, abort, interval, scheduler.
import { setTimeout as sleep, setImmediate as immediate, setInterval as every, scheduler } from "node:timers/promises";
console.log(await sleep(5, "value"));
console.log(await immediate("now"));
const results: string[] = [];
await Promise.all([sleep(30).then(() => results.push("30")), sleep(10).then(() => results.push("10")), immediate().then(() => results.push("imm"))]);
console.log(results);
let n = 0;
for await (const v of every(5, "beat")) { console.log(v); if (++n === 3) break; }
await scheduler.wait(5);
console.log("waited");
const ac = new AbortController();
const p = sleep(1000, "never", { signal: ac.signal });
ac.abort();
try { await p; } catch (e) { console.log((e as Error).name, (e as any).code); }
try { await sleep(5, "x", { signal: AbortSignal.abort() }); } catch (e) { console.log((e as Error).name); }
sleep(500, "never", { ref: false }).then(() => console.log("never"));
