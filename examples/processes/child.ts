// A process of its own: counts as often as its parent says, reports, and ends when it has nothing left to wait for.

import { count, increment } from "./counter.ts";

interface Order {
  readonly times: number;
}

const [name] = process.argv.slice(2);

process.once("message", ({ times }: Order) => {
  for (let i = 0; i < times; i++) increment();
  process.send?.(`${name} counted ${count()}`);
});
