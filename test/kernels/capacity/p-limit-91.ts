// A pipeline in two stages on one limiter: the jobs of the second stage wait for jobs of the first, and hold all slots meanwhile.
import pLimit from "p-limit";

const limit = pLimit(2);

async function first(item: string): Promise<string> {
  return item.trim();
}

async function second(items: readonly string[]): Promise<string[]> {
  return Promise.all(items.map((item) => limit(() => first(item))));
}

export async function run(groups: readonly (readonly string[])[]): Promise<string[][]> {
  return Promise.all(groups.map((group) => limit(() => second(group))));
}
