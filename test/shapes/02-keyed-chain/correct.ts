// One key at a time, or two in the order of their names.
import { KeyedChain, withKey } from "./primitive";

declare function write(name: string): Promise<void>;

const files = new KeyedChain();

export const save = (name: string): Promise<void> => files.run(name, () => write(name));

export function move(from: string, to: string): Promise<void> {
  const [first, second] = from < to ? [from, to] : [to, from];
  return files.run(first, () => files.run(second, () => write(to)));
}

export const headers = (): Promise<void> => files.run("head", () => files.run("body", () => write("all")));
export const flush = (name: string): Promise<void> => withKey(name, () => write(name));
