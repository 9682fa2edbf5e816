// A worker of a queue that calls back for each item.
import { queue } from "async";

interface Item {
  readonly id: string;
  readonly valid: boolean;
}

export function load(items: Item[], store: (item: Item) => void): void {
  const jobs = queue<Item>((item, done) => {
    if (item.valid) store(item);
    done();
  }, 5);
  jobs.push(items);
}
