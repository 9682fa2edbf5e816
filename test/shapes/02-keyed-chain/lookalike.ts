// A map of promises that are shared, not waited out: whoever asks while one is under way gets its result.
declare function load(name: string): Promise<string>;

export class Cache {
  private readonly loading = new Map<string, Promise<string>>();

  get(name: string): Promise<string> {
    const before = this.loading.get(name);
    if (before !== undefined) return before;
    const mine = load(name).finally(() => this.loading.delete(name));
    this.loading.set(name, mine);
    return mine;
  }

  /** One inside the other: nobody waits in line. */
  async pair(a: string, b: string): Promise<string> {
    return (await this.get(a)) + (await this.get(b));
  }
}
