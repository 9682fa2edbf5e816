// An interval of timers/promises that is aborted ends its loop with an AbortError, also while it waits for the next beat.
import { setInterval as every } from "node:timers/promises";
const ac = new AbortController();
let n = 0;
try {
  for await (const _ of every(100, null, { signal: ac.signal })) {
    console.log("beat", ++n);
    if (n === 2) setTimeout(() => ac.abort(), 1);
  }
} catch (e) {
  console.log((e as Error).name, (e as any).code, (e as Error).message);
}
