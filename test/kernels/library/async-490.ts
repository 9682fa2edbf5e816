// A worker of a queue that calls back for some of the items only: soon all of its slots are taken.
import { queue } from "async";

interface Item {
  readonly id: string;
  readonly valid: boolean;
}

export function load(items: Item[], store: (item: Item) => void): void {
  const jobs = queue<Item>((item, done) => {
    store(item);
    if (item.valid) done();
  }, 5);
  jobs.push(items);
}
