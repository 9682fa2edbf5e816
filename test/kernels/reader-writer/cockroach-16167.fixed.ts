// An executor: preparing reads the configuration before it takes the write lock.
class Executor {
  private readonly name = "executor config";
  private readonly cond = { lock: this.name };
  private config: string | undefined;
  private prepared: string | undefined;

  async prepare(): Promise<void> {
    const config = await this.database();
    await navigator.locks.request(this.name, () => {
      this.prepared = config;
    });
  }

  private async database(): Promise<string | undefined> {
    return navigator.locks.request(this.cond.lock, { mode: "shared" }, () => this.config);
  }

  async update(config: string): Promise<void> {
    await navigator.locks.request(this.cond.lock, () => {
      this.config = config;
    });
  }
}

export const executor = new Executor();
