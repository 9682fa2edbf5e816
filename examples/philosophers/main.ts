// Five philosophers, five forks, everyone left first.

import { Mutex } from "async-mutex";

const names = ["Ada", "Ben", "Cleo", "Dan", "Eve"];
const forks = names.map(() => new Mutex());

async function dine(seat: number): Promise<void> {
  const left = await forks[seat]?.acquire();
  await new Promise((done) => setTimeout(done, 1));
  const right = await forks[(seat + 1) % forks.length]?.acquire();
  console.log(`${names[seat]} eats`);
  right?.();
  left?.();
}

await Promise.all(names.map((_, seat) => dine(seat)));
