// Rows of a query: a background task closes them when their context ends; the reader of one row leaves without closing them.
type Fetch = () => Promise<string | undefined>;

class Rows {
  private closed = false;
  private cancel: (() => void) | undefined;

  constructor(private readonly fetch: Fetch) {}

  initContextClose(): void {
    const context = new AbortController();
    this.cancel = () => context.abort();
    void this.awaitDone(context.signal);
  }

  private async awaitDone(signal: AbortSignal): Promise<void> {
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    this.closed = true;
  }

  async next(): Promise<string | undefined> {
    return this.closed ? undefined : this.fetch();
  }

  close(): void {
    this.cancel?.();
  }
}

export async function firstRow(fetch: Fetch): Promise<string> {
  const rows = new Rows(fetch);
  rows.initContextClose();
  const row = await rows.next();
  if (row === undefined) return "no rows";
  rows.close();
  return row;
}
