// A reader waits for another reader: where a writer asks in between, the second one never gets in.
class Items {
  private readonly waiting: ((item: string) => void)[] = [];

  take(): Promise<string> {
    return new Promise<string>((resolve) => this.waiting.push(resolve));
  }

  put(item: string): void {
    this.waiting.shift()?.(item);
  }
}

const written = new Items();

export async function read(): Promise<void> {
  await navigator.locks.request("written", { mode: "shared" }, async () => {
    console.log(await written.take());
//                    ^^^^^^^^^^^^^^ warning: waits for `written.waiting[…]` while `"written"` is held for reading (since line 17), and whoever ends this wait needs it for reading first (give, line 24). When a writer (write, line 30)
  });
}

export async function give(item: string): Promise<void> {
  await navigator.locks.request("written", { mode: "shared" }, () => {
    written.put(item);
  });
}

export async function write(): Promise<void> {
  await navigator.locks.request("written", () => console.log("write"));
}

/** Nobody ever asks for this one for writing, so readers never wait. */
const onlyRead = new Items();

export async function readToo(): Promise<void> {
  await navigator.locks.request("only read", { mode: "shared" }, async () => {
    console.log(await onlyRead.take());
  });
}

export async function giveToo(item: string): Promise<void> {
  await navigator.locks.request("only read", { mode: "shared" }, () => {
    onlyRead.put(item);
  });
}

/** Whoever gives needs no lock. */
const given = new Items();

export async function readMore(): Promise<void> {
  await navigator.locks.request("given", { mode: "shared" }, async () => {
    console.log(await given.take());
  });
}

export function giveMore(item: string): void {
  given.put(item);
}

export async function writeMore(): Promise<void> {
  await navigator.locks.request("given", () => console.log("write"));
}
