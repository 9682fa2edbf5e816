// That the start has begun is only noted after something has been waited for.
export class Client {
  private started: Promise<void> | undefined;

  constructor(
    private readonly identify: () => Promise<void>,
    private readonly validate: () => Promise<void>,
  ) {}

  async init(): Promise<void> {
    if (this.started === undefined) {
      await this.identify();
      this.started = this.validate();
    }
    await this.started;
  }
}
