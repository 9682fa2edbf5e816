// p-map: concurrency, order of results, stopOnError, pMapSkip.
import pMap, { pMapSkip } from "p-map";
let active = 0, most = 0;
const result = await pMap([150, 10, 60, 5], async (ms) => { most = Math.max(most, ++active); await new Promise((r) => setTimeout(r, ms)); active--; return ms === 60 ? pMapSkip : ms; }, { concurrency: 2 });
console.log(result, most);
console.log(await pMap([1, 2, 3], (n) => { if (n === 2) throw new Error("two"); return n; }).catch((e) => e.message));
console.log(await pMap([1, 2, 3], (n) => { if (n !== 2) throw new Error(`e${n}`); return n; }, { stopOnError: false }).catch((e) => e.constructor.name + e.errors.length));
