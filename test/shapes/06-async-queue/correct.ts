// Somebody else puts what is waited for, and takes what there is no room for.
import { Bounded, Mailbox } from "./primitive";

declare function read(): Promise<string | undefined>;
declare function write(text: string): Promise<void>;

export async function first(): Promise<string> {
  const box = new Mailbox<string>();
  void read().then((text) => box.put(text ?? ""));
  return box.take();
}

export class Pipe {
  private readonly lines = new Bounded<string>(4);

  async fill(): Promise<void> {
    for (let text = await read(); text !== undefined; text = await read()) await this.lines.put(text);
    await this.lines.put("end");
  }

  async empty(): Promise<void> {
    for (;;) {
      const text = await this.lines.take();
      if (text === "end") return;
      await write(text);
    }
  }
}
