// One name at a time, or two in order.
import { Locks } from "./primitive";

declare function write(name: string): Promise<void>;

const locks = new Locks();

export const save = (name: string): Promise<void> => locks.run(name, () => write(name));

export function move(from: string, to: string): Promise<void> {
  const [first, second] = from < to ? [from, to] : [to, from];
  return locks.run(first, () => locks.run(second, () => write(to)));
}
