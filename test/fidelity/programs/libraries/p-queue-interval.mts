// p-queue with a rate limit and a timeout.
import PQueue from "p-queue";
const q = new PQueue({ concurrency: 5, interval: 80, intervalCap: 2 });
const start = Date.now();
const rounds: number[] = [];
await Promise.all([1, 2, 3, 4, 5].map((n) => q.add(async () => { rounds.push(Math.floor((Date.now() - start + 10) / 80)); console.log("job", n); })));
console.log(new Set(rounds).size >= 3);
const t = new PQueue({ timeout: 20, throwOnTimeout: true } as any);
console.log(await t.add(() => new Promise((r) => setTimeout(r, 200))).catch((e: Error) => e.name));
