// bottleneck: maxConcurrent, minTime, priorities.
import Bottleneck from "bottleneck";
const b = new Bottleneck({ maxConcurrent: 1 });
const job = (name: string, priority = 5) => b.schedule({ priority }, async () => { console.log("run", name); await new Promise((r) => setTimeout(r, 3)); return name; });
console.log(await Promise.all([job("a"), job("low", 9), job("high", 0), job("b")]));
const wrapped = b.wrap(async (x: number) => x * 2);
console.log(await wrapped(21));
