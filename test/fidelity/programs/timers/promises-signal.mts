// timers/promises: values, signals before and during, ref, and what is refused.
import { setTimeout as sleep, setImmediate as turn, setInterval as every, scheduler } from "node:timers/promises";
console.log(await sleep(2, "value"), await turn("now"));
const controller = new AbortController();
const cause = new Error("why");
const p = sleep(1000, "x", { signal: controller.signal });
setTimeout(() => controller.abort(cause), 5);
try { await p; } catch (e: any) { console.log(e.name, e.code, e.message, e.cause === cause); }
try { await sleep(5, "x", { signal: AbortSignal.abort() }); } catch (e: any) { console.log(e.name, e.code, e.cause?.name); }
try { await turn("x", { signal: AbortSignal.abort("r") }); } catch (e: any) { console.log(e.name, e.cause); }
for (const bad of [() => sleep(1, 1, 5 as any), () => sleep(1, 1, { signal: {} as any }), () => sleep(1, 1, { ref: 1 as any }), () => turn(1, { signal: 5 as any })]) {
  try { await bad(); console.log("fine"); } catch (e: any) { console.log(e.name, e.code, e.message); }
}
let n = 0;
for await (const v of every(2, "tick")) { console.log(v); if (++n === 3) break; }
const stop = new AbortController();
try { for await (const v of every(2, 1, { signal: stop.signal })) { console.log("v", v); stop.abort(); } } catch (e: any) { console.log(e.name); }
await scheduler.wait(2);
await scheduler.yield();
try { await scheduler.wait(100, { signal: AbortSignal.abort() }); } catch (e: any) { console.log(e.name); }
sleep(100000, 0, { ref: false }).then(() => console.log("never"));
console.log("end");
