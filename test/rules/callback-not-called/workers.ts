// Workers of queues, which give their slots back by calling what they are given.
import { queue } from "async";

interface Item {
  readonly id: string;
  readonly valid: boolean;
}

export const some = queue<Item>((item, done) => {
//                                     ^^^^ error: does not call `done`
  if (item.valid) done();
}, 5);

export const each = queue<Item>((item, done) => {
  if (item.valid) console.log(item.id);
  done();
}, 5);

export const passedOn = queue<Item>((item, done) => {
  setTimeout(done, item.id.length);
}, 5);

export const byPromise = queue<Item>(async (item) => {
  if (item.valid) console.log(item.id);
}, 5);
