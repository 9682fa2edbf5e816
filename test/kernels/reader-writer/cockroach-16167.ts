// An executor: preparing holds the write lock and asks for the configuration, which takes the same lock under another name.
class Executor {
  private readonly name = "executor config";
  private readonly cond = { lock: this.name };
  private config: string | undefined;

  async prepare(): Promise<void> {
    await navigator.locks.request(this.name, async () => {
      await this.database();
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
