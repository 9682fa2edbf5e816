// p-limit: each operation that waits, while it does.
import pLimit, { limitFunction } from "p-limit";
const limit = pLimit(1);
const limited = limitFunction(async (ms: number) => { await new Promise(() => ms); }, { concurrency: 1 });
async function holder() { await limit(() => new Promise(() => {})); }
async function p_limit_call() { await limit(async () => {}); }
async function p_limit_map() { await limit.map([1], async () => {}); }
async function limitFunction_holder() { await limited(1); }
async function limitFunction_call() { await limited(2); }
for (const start of [holder, p_limit_call, p_limit_map, limitFunction_holder, limitFunction_call]) void start();
