// Dialing: the transport is kept up in the background until the connection is closed; a dial that times out forgets to close it.
type Connect = (target: string) => Promise<void>;

class ClientConn {
  private readonly controller = new AbortController();
  private ready = false;

  constructor(private readonly connect: Connect) {}

  /** Connects, and then waits for the end of the connection. */
  async resetTransport(target: string): Promise<void> {
    const { signal } = this.controller;
    await this.connect(target);
    this.ready = true;
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener("abort", () => resolve(), { once: true });
    });
    console.log("transport is down", target);
  }

  get isReady(): boolean {
    return this.ready;
  }

  close(): void {
    this.controller.abort();
  }
}

export async function dial(target: string, connect: Connect, wait: () => Promise<void>): Promise<ClientConn> {
  const conn = new ClientConn(connect);
  void conn.resetTransport(target);
  await wait();
  if (!conn.isReady) throw new Error(`${target}: context deadline exceeded`);
  return conn;
}
