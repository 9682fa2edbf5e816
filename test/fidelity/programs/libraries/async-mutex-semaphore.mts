// async-mutex Semaphore: values, weights, priorities.
import { Semaphore } from "async-mutex";
const s = new Semaphore(3);
console.log(s.getValue());
const [value, release] = await s.acquire(2);
console.log(value, s.getValue());
const order: string[] = [];
const want = (name: string, weight: number, priority: number) => s.acquire(weight, priority).then(([, r]) => { order.push(name); setTimeout(r, 1); });
const all = [want("heavy", 3, 0), want("light", 1, 0), want("urgent", 2, 10)];
setTimeout(release, 5);
await Promise.all(all);
console.log(order, s.getValue());
await s.runExclusive(async (v) => console.log("value", v), 2);
s.setValue(5);
console.log(s.getValue(), s.isLocked());
