// An interval of timers/promises that is aborted ends its loop with an AbortError.
import { setInterval as every } from "node:timers/promises";
const ac = new AbortController();
setTimeout(() => ac.abort(), 55);
let n = 0;
try { for await (const _ of every(20, null, { signal: ac.signal })) console.log("beat", ++n); } catch (e) { console.log((e as Error).name, (e as any).code, (e as Error).message); }
