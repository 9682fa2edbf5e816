// That the start has begun is noted at once.
export class Client {
  private started: Promise<void> | undefined;

  constructor(
    private readonly identify: () => Promise<void>,
    private readonly validate: () => Promise<void>,
  ) {}

  async init(): Promise<void> {
    this.started ??= this.start();
    await this.started;
  }

  private async start(): Promise<void> {
    await this.identify();
    await this.validate();
  }
}
