// Set only after the wait; and not told of a change.
import { Gate, makeGate, Pulse } from "./primitive";

declare function read(): Promise<string>;

export async function start(): Promise<void> {
  const ready = new Gate();
  await ready.wait();
//      ^^^^^^^^^^^^ warning[never-notified]: Nobody ends this wait
  ready.set();
}

export async function begin(): Promise<void> {
  const ready = makeGate();
  await ready.wait();
  ready.set();
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

  fill(): void {
    this.count++;
//  ^^^^^^^^^^^^ warning[lost-wakeup]: Stock.take waits while `this.count === 0`
  }
}

export async function failing(): Promise<void> {
  const ready = new Gate();
  const waiting = watch(ready);
  await read();
  ready.set();
  await waiting;
}

async function watch(gate: Gate): Promise<void> {
  await gate.wait();
}
