import pLimit from "p-limit";

const limit = pLimit(2);
let inside = 0;

async function job(name: string): Promise<string> {
  inside++;
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(name, inside);
  inside--;
  return name;
}

console.log(await Promise.all(["a", "b", "c"].map((name) => limit(job, name))));
console.log(await limit.map(["d", "e"], job), limit.activeCount, limit.pendingCount, limit.concurrency);
//> says a 2
//> says b 2
//> says c 1
//> says [ 'a', 'b', 'c' ]
//> says d 2
//> says e 1
//> says [ 'd', 'e' ] 0 0 2
//> completed
