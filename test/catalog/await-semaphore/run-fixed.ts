import { Semaphore } from "await-semaphore";

const two = new Semaphore(2);
let inside = 0;

async function visit(name: string): Promise<void> {
  await two.use(async () => {
    inside++;
    await new Promise((resolve) => setTimeout(resolve, 1));
    console.log(name, inside);
    inside--;
  });
}

await Promise.all(["a", "b", "c"].map(visit));
//> says a 2
//> says b 2
//> says c 1
//> completed
