// A generator that is asked once and then left alone stands at its `yield` for ever, with what it holds there.
import { Mutex } from "async-mutex";

export class Log {
  private readonly lock = new Mutex();
  private readonly lines: string[] = [];

  async *held(): AsyncGenerator<string> {
    const release = await this.lock.acquire();
    try {
      for (const line of this.lines) yield line;
    } finally {
      release();
    }
  }

  async first(): Promise<string> {
    const lines = this.held();
    const first = await lines.next();
//                      ^^^^^^^^^^^^ error: stays locked for ever
    return String(first.value);
  }

  async firstAndDone(): Promise<string> {
    const lines = this.held();
    const first = await lines.next();
    await lines.return(undefined);
    return String(first.value);
  }

  async all(): Promise<void> {
    const lines = this.held();
    for (let next = await lines.next(); !next.done; next = await lines.next()) console.log(next.value);
  }

  async rest(): Promise<AsyncGenerator<string>> {
    const lines = this.held();
    await lines.next();
    return lines;
  }

  async restOfIt(): Promise<void> {
    const lines = this.held();
    const heading = await lines.next();
    for await (const line of lines) console.log(heading.value, line);
  }
}
