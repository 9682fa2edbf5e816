// A cache of ranges prints itself while it holds its read lock; printing takes the read lock, and a writer may wait in between.
const LOCK = "range cache";

export class RangeCache {
  private readonly ranges = new Map<string, string>();

  async describe(): Promise<string> {
    return navigator.locks.request(LOCK, { mode: "shared" }, () => [...this.ranges.keys()].join(" "));
  }

  async lookup(key: string): Promise<string | undefined> {
    return navigator.locks.request(LOCK, { mode: "shared" }, async () => {
      const found = this.ranges.get(key);
      if (found === undefined) console.log(await this.describe());
      return found;
    });
  }

  async insert(key: string, range: string): Promise<void> {
    await navigator.locks.request(LOCK, () => {
      this.ranges.set(key, range);
    });
  }
}
