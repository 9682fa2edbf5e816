// Set by another task; waited for again where what was waited for is not so.
import { Gate, makeGate, Pulse } from "./primitive";

declare function read(): Promise<string>;

export async function start(): Promise<void> {
  const ready = new Gate();
  void read().finally(() => ready.set());
  await ready.wait();
}

export async function begin(): Promise<void> {
  const ready = makeGate();
  void read().finally(() => ready.set());
  await ready.wait();
}

export class Stock {
  private readonly changed = new Pulse();
  private count = 0;

  async take(): Promise<void> {
    while (this.count === 0) await this.changed.wait();
    this.count--;
  }

  add(): void {
    this.count++;
    this.changed.notify();
  }
}
