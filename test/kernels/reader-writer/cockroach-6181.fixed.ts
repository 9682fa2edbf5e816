// A cache of ranges prints itself after it released its read lock.
const LOCK = "range cache";

export class RangeCache {
  private readonly ranges = new Map<string, string>();

  async describe(): Promise<string> {
    return navigator.locks.request(LOCK, { mode: "shared" }, () => [...this.ranges.keys()].join(" "));
  }

  async lookup(key: string): Promise<string | undefined> {
    const range = await navigator.locks.request(LOCK, { mode: "shared" }, () => this.ranges.get(key));
    if (range === undefined) console.log(await this.describe());
    return range;
  }

  async insert(key: string, range: string): Promise<void> {
    await navigator.locks.request(LOCK, () => {
      this.ranges.set(key, range);
    });
  }
}
