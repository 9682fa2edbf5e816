import { Mutex } from "async-mutex";
import pMap from "p-map";

const mutex = new Mutex();

async function write(item: number): Promise<void> {
  await mutex.runExclusive(() => console.log(item));
}

await mutex.runExclusive(async () => {
  await pMap([1, 2], write, { concurrency: 1 });
});
//> deadlock
//> main: the end of pMap()
//> write: Mutex.runExclusive() of mutex, held by main
