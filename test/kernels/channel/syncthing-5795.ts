// A device connection: the handler of a message closes the connection, which waits for the loop that called the handler.
interface Message {
  readonly kind: "index" | "cluster-config";
  readonly folders: readonly string[];
}

interface Receiver {
  clusterConfig(from: Connection, folders: readonly string[]): Promise<void>;
  index(folders: readonly string[]): void;
}

export class Connection {
  private dispatching: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly receiver: Receiver,
    private readonly receive: () => Promise<Message>,
  ) {}

  start(): void {
    this.dispatching = this.dispatch();
  }

  private async dispatch(): Promise<void> {
    while (!this.closed) {
      const message = await this.receive();
      if (message.kind === "cluster-config") await this.receiver.clusterConfig(this, message.folders);
      else this.receiver.index(message.folders);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.dispatching;
  }
}

export class Model implements Receiver {
  private readonly known = new Set<string>();

  index(folders: readonly string[]): void {
    for (const folder of folders) this.known.add(folder);
  }

  async clusterConfig(from: Connection, folders: readonly string[]): Promise<void> {
    for (const folder of folders) {
      if (this.known.has(folder)) continue;
      await from.close();
      return;
    }
  }
}
