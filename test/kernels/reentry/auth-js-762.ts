// A client that tells its listeners under the lock of its session, and waits for them; a listener asks the client for the session.
type Listener = (event: "refreshed" | "signed-out") => Promise<void>;

export class AuthClient {
  private readonly listeners: Listener[] = [];
  private session = "";

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  async refresh(fetchSession: () => Promise<string>): Promise<void> {
    await navigator.locks.request("session", async () => {
      this.session = await fetchSession();
      for (const listener of this.listeners) await listener("refreshed");
    });
  }

  async getSession(): Promise<string> {
    return navigator.locks.request("session", async () => this.session);
  }
}

export function watch(client: AuthClient, show: (session: string) => void): void {
  client.onChange(async (event) => {
    if (event === "refreshed") show(await client.getSession());
  });
}
