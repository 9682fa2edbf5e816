import pLimit from "p-limit";

const limit = pLimit(2);

async function child(name: string): Promise<void> {
  console.log(name);
}

async function parent(name: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  await limit(() => child(name));
}

await Promise.all([limit(() => parent("a")), limit(() => parent("b"))]);
//> deadlock
//> main: the end of Promise.all
//> limit callback: the end of parent
//> limit callback #2: the end of parent
//> parent: p-limit() of limit, held by limit callback and limit callback #2
//> parent #2: p-limit() of limit, held by limit callback and limit callback #2
