// p-limit: when jobs start, in microtasks.
import pLimit from "p-limit";
const limit = pLimit(1);
limit(() => console.log("one")).then(() => console.log("one done"));
limit(async () => { console.log("two"); await null; console.log("two b"); }).then(() => console.log("two done"));
limit(() => console.log("three")).then(() => console.log("three done"));
let p = Promise.resolve();
for (let i = 1; i <= 14; i++) p = p.then(() => console.log("tick", i));
console.log("sync");
