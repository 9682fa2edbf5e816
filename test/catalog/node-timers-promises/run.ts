import { setImmediate as turn, setInterval as every, setTimeout as sleep } from "node:timers/promises";

async function slow(name: string, time: number): Promise<string> {
  await sleep(time);
  console.log(name);
  return name;
}

console.log(await Promise.all([slow("second", 20), slow("first", 10), turn("value")]));
let ticks = 0;
for await (const value of every(5, "tick")) {
  console.log(value, ++ticks);
  if (ticks === 2) break;
}
//> says first
//> says second
//> says [ 'second', 'first', 'value' ]
//> says tick 1
//> says tick 2
//> completed
