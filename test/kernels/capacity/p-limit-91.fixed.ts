// The inner jobs have slots of their own.
import pLimit from "p-limit";

const outer = pLimit(2);
const inner = pLimit(2);

async function first(item: string): Promise<string> {
  return item.trim();
}

async function second(items: readonly string[]): Promise<string[]> {
  return Promise.all(items.map((item) => inner(() => first(item))));
}

export async function run(groups: readonly (readonly string[])[]): Promise<string[][]> {
  return Promise.all(groups.map((group) => outer(() => second(group))));
}
